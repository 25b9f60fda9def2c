import type { PrismTheme } from "prism-react-renderer";

/**
 * Colours of code, by the variables of custom.css: one theme for light, dark and paper, changed
 * by the style sheet alone.
 */
export const prismTheme: PrismTheme = {
  plain: {
    color: "var(--ifm-font-color-base)",
    backgroundColor: "var(--code-background)",
  },
  styles: [
    { types: ["comment", "prolog", "doctype"], style: { color: "var(--code-comment)" } },
    {
      types: ["keyword", "operator", "boolean", "atrule", "tag"],
      style: { color: "var(--code-keyword)" },
    },
    {
      types: ["string", "char", "regex", "template-string", "attr-value", "inserted"],
      style: { color: "var(--code-string)" },
    },
    { types: ["number", "constant", "symbol"], style: { color: "var(--code-number)" } },
    { types: ["function", "function-variable"], style: { color: "var(--code-function)" } },
    {
      types: ["class-name", "builtin", "attr-name", "property"],
      style: { color: "var(--code-type)" },
    },
    { types: ["punctuation"], style: { color: "var(--pm-muted)" } },
    { types: ["deleted"], style: { color: "var(--pm-pin)" } },
  ],
};
