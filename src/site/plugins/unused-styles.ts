/**
 * Leaves out what the theme's style sheet has for components and variants that this site has none
 * of: every page loads the sheet whole. A test looks for their names in the pages and scripts.
 */

/**
 * Names of classes, from their beginning; what is not named here stays. Most are Infima's. The last
 * two are KaTeX's, whose scripts no longer make that element, and the search's, for a button that
 * this site has not switched on.
 */
const UNUSED = new RegExp(
  `^(?:${[
    "(?:avatar|pills|tabs|pagination|alert|card)__",
    "(?:avatar|pills|tabs|pagination|breadcrumbs|hero|row)--",
    "alert--primary",
    "badge--(?!secondary)",
    "button-group",
    "button--(?:active|block|danger|info|lg|link|sm|success|warning)$",
    "col--offset-(?!3)",
    "shadow--(?!lw)",
    "text--(?!center|truncate)",
    "(?:margin|padding)--(?!none)",
    "(?:margin|padding)-horiz--",
    "padding-(?:right|vert)--",
    "padding-bottom--(?!lg)",
    "padding-left--(?!none)",
    "padding-top--(?!md)",
    "margin-(?:bottom|left|right|top|vert)--(?:none|xs)",
    "margin-(?:bottom|left|right|top)--(?:lg|xl)",
    "margin-left--md",
    "margin-(?:right|vert)--sm",
    "col--(?:1|2|4|5|7|8|10|11)$",
    "(?:navbar__items--center|dropdown--nocaret|container--fluid|hero__subtitle|card--full-height)$",
    "fontsize-ensurer$",
    "ask-ai$",
  ].join("|")})`,
);

/** Says whether a class is one that the site has no use for. */
export function isUnusedClass(name: string): boolean {
  return UNUSED.test(name);
}

/** What PostCSS hands to a plugin of a rule, as far as it is used here. */
interface Rule {
  selectors: string[];
  remove(): void;
}

/** The PostCSS plugin. */
export const unusedStyles = {
  postcssPlugin: "unused-styles",
  Rule(rule: Rule): void {
    const used = rule.selectors.filter((selector) => !hasUnusedClass(selector));
    if (used.length === 0) rule.remove();
    else if (used.length < rule.selectors.length) rule.selectors = used;
  },
};

/** A class that an element must not have says nothing about those that it has. */
function hasUnusedClass(selector: string): boolean {
  return [...selector.replaceAll(/:not\([^)]*\)/g, "").matchAll(/\.([\w-]+)/g)].some(
    ([, name = ""]) => isUnusedClass(name),
  );
}
