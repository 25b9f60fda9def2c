/** What is left of HTML that anyone may have written, by the list that the build uses as well. */
import DOMPurify from "dompurify";
import {
  ALLOWED_ATTRIBUTES,
  ALLOWED_ELEMENTS,
  EMPTIED_ELEMENTS,
  keptAttribute,
} from "../../foreign-html/allowed-html";

const purify = DOMPurify(window);

purify.addHook("uponSanitizeAttribute", (node, attribute) => {
  const element = node.nodeName.toLowerCase();
  const kept = keptAttribute(element, attribute.attrName, attribute.attrValue);
  if (kept === undefined) attribute.keepAttr = false;
  else attribute.attrValue = kept;
});

purify.addHook("afterSanitizeAttributes", (node) => {
  if (node.nodeName.toLowerCase() !== "a") return;
  node.setAttribute("rel", "noopener noreferrer nofollow");
  node.setAttribute("target", "_blank");
});

/** The harmless part of some HTML, as elements. */
export function sanitised(html: string): DocumentFragment {
  return purify.sanitize(html, {
    ALLOWED_TAGS: [...ALLOWED_ELEMENTS, "#text"],
    ALLOWED_ATTR: [...ALLOWED_ATTRIBUTES],
    // Its own rule is for addresses; what is one, and where it may lead, the list says.
    ALLOWED_URI_REGEXP: /^/,
    FORBID_CONTENTS: [...EMPTIED_ELEMENTS],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
