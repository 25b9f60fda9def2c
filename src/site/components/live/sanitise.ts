/** What is left of HTML that anyone may have written. */
import DOMPurify from "dompurify";

/** Elements that could act, load, ask for input, or restyle the page. */
const FORBIDDEN = [
  "style",
  "form",
  "input",
  "button",
  "textarea",
  "select",
  "option",
  "dialog",
  "iframe",
  "object",
  "embed",
  "audio",
  "video",
  "source",
  "picture",
  "foreignObject",
  "image",
  "animate",
  "set",
];

/** Attributes that name something to fetch; a link is followed only when it is clicked. */
const FETCHING = ["src", "srcset", "poster", "background", "xlink:href", "ping"];

const IMAGE_DATA = /^data:image\/(?:png|jpeg|gif|webp);base64,/i;

/** Values of attributes: of addresses these schemes, and whatever is no address. */
const ALLOWED_VALUE =
  /^(?:https?:|mailto:|data:image\/(?:png|jpeg|gif|webp);base64,|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i;

const purify = DOMPurify(window);

purify.addHook("uponSanitizeAttribute", (node, attribute) => {
  const { attrName, attrValue } = attribute;
  const isLink = node.nodeName.toLowerCase() === "a" && attrName === "href";
  const isFetched = FETCHING.includes(attrName) || (attrName === "href" && !isLink);
  if (isFetched && !IMAGE_DATA.test(attrValue) && !attrValue.startsWith("#")) {
    attribute.keepAttr = false;
  }
  // A reference within the drawing, such as a clip path, is all that a url may be.
  if (/url\(\s*["']?(?!#)|image-set\(|@import/i.test(attrValue) && !isLink) {
    attribute.keepAttr = false;
  }
});

purify.addHook("afterSanitizeAttributes", (node) => {
  if (node.nodeName.toLowerCase() !== "a") return;
  node.setAttribute("rel", "noopener noreferrer nofollow");
  node.setAttribute("target", "_blank");
});

/** The harmless part of some HTML, as elements. */
export function sanitised(html: string): DocumentFragment {
  return purify.sanitize(html, {
    USE_PROFILES: { html: true, svg: true },
    FORBID_TAGS: FORBIDDEN,
    ALLOWED_URI_REGEXP: ALLOWED_VALUE,
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
