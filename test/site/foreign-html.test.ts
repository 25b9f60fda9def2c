import { describe, expect, it } from "vitest";
import {
  ALLOWED_ATTRIBUTES,
  ALLOWED_ELEMENTS,
  keptAttribute,
} from "../../src/site/foreign-html/allowed-html.js";
import { keptStyle } from "../../src/site/foreign-html/allowed-style.js";
import { type HtmlNode, sanitiseTree } from "../../src/site/foreign-html/sanitise-tree.js";
import { withoutUnclosedTags } from "../../src/site/foreign-html/unclosed-tags.js";

describe("a style attribute", () => {
  it.each([
    "color: red",
    "text-align: right",
    "fill: url(#a-1)",
    "background: linear-gradient(to right, rgb(1, 2, 3), var(--pm-live))",
    "margin: 0 auto",
    "border: 1px solid #ccc",
    'font-family: "DejaVu Sans", sans-serif',
    "font: 700 12px/1.5 system-ui",
    "stroke-width: 0.123456",
    "grid-template-columns: repeat(2, minmax(0, 1fr))",
  ])("keeps %s", (style) => {
    expect(keptStyle(style)).toBe(style);
  });

  it.each([
    "position: fixed",
    "POSITION : absolute",
    "posi\\74ion: fixed",
    "position/**/: fixed",
    "/**/color: red",
    "z-index: 9",
    "transform: scale(9)",
    "margin-top: -1px",
    "margin: calc(0px - 9px)",
    "font-size: 9999px",
    "font: 900px serif",
    "line-height: 99em",
    "letter-spacing: -9px",
    "width: 99999px",
    "border-image-outset: 99",
    "background: url(https://example.com/a.png)",
    "background: url(data:image/png;base64,)",
    "background: \\75rl(//example.com)",
    "background: u/**/rl(//example.com)",
    "background: image-set('//example.com/a.png' 1x)",
    "color: red } body { display: none",
    "--a: url(//example.com)",
    "animation: x 1s",
    "content: 'x'",
    "color",
    ":",
  ])("loses %s", (style) => {
    expect(keptStyle(style)).toBe("");
  });

  it("keeps the harmless part", () => {
    expect(keptStyle("color: red; position: fixed;; inset: 0; text-align: left")).toBe(
      "color: red; text-align: left",
    );
  });
});

describe("an attribute", () => {
  it.each([
    ["a", "href", "https://example.com/?a=b:c"],
    ["a", "href", "#part"],
    ["a", "href", "./02-random-half.ipynb"],
    ["a", "href", "mailto:a@example.com"],
    ["img", "src", "data:image/png;base64,iVBOR/+="],
    ["svg", "width", "460.8pt"],
    ["p", "title", "url(x) \\ is only a text"],
    ["g", "clip-path", "url(#a)"],
  ])("of %s, %s, stays with %s", (element, name, value) => {
    expect(keptAttribute(element, name, value)).toBe(value);
  });

  it.each([
    ["p", "onclick", "x()"],
    ["a", "href", "javascript:x()"],
    ["a", "href", "\u0001 java\n\tscript:x()"],
    ["a", "href", "VBSCRIPT:x"],
    ["a", "href", "data:text/html,x"],
    ["a", "href", "blob:x"],
    ["circle", "href", "#a"],
    ["img", "src", "https://example.com/a.png"],
    ["img", "src", "data:text/html;base64,x"],
    ["img", "src", 'data:image/png;base64,x" onerror="'],
    ["embed", "src", "data:image/png;base64,x"],
    ["g", "fill", "url(https://example.com/#a)"],
    ["g", "fill", "\\75rl(x)"],
    ["svg", "transform", "scale(99)"],
    ["svg", "width", "99999"],
    ["p", "id", "webpackChunkpymalloc_lab"],
    ["p", "id", "__docusaurus"],
    ["img", "name", "body"],
    ["p", "class", "navbar-sidebar__backdrop"],
    ["p", "srcdoc", "x"],
    ["p", "constructor", "x"],
  ])("of %s, %s, goes with %s", (element, name, value) => {
    expect(keptAttribute(element, name, value)).toBeUndefined();
  });

  it("is never one that runs, and no element is one that loads, asks or restyles", () => {
    expect(ALLOWED_ATTRIBUTES.filter((name) => name.startsWith("on"))).toEqual([]);
    const dangerous =
      /^(?:script|style|link|meta|base|iframe|object|embed|form|input|template|use)$/;
    expect(ALLOWED_ELEMENTS.filter((name) => dangerous.test(name))).toEqual([]);
  });
});

describe("a tree", () => {
  const element = (tagName: string, ...children: HtmlNode[]): HtmlNode => ({
    type: "element",
    tagName,
    properties: {},
    children,
  });
  const cell = { type: "mdxJsxFlowElement", name: "NotebookCell", children: [] };
  const isOwn = ({ name }: HtmlNode) => name === "NotebookCell";

  it("loses what is not allowed, keeps what was in it, and tells its name", () => {
    const text = { type: "text", value: "read" };
    const tree = {
      type: "root",
      children: [element("marquee", element("b", text)), element("script", { ...text })],
    };
    expect(sanitiseTree(tree, isOwn)).toEqual(["marquee", "script"]);
    expect(tree.children).toEqual([element("b", text)]);
  });

  it("holds no cell within an author's element, open or forbidden", () => {
    const tree = {
      type: "root",
      children: [element("table", element("td", cell)), element("math", cell)],
    };
    sanitiseTree(tree, isOwn);
    expect(tree.children).toEqual([cell, cell]);
  });
});

describe("a tag that a parser would read to the end of the page", () => {
  const html = (value: string) => ({ type: "html", value });
  const text = (value: string) => ({ type: "text", value });
  const left = (...children: object[]) => {
    const tree = { type: "root", children: children.map((child) => ({ type: "root", ...child })) };
    withoutUnclosedTags()(tree);
    return tree.children;
  };

  it("goes alone when nothing closes it, and with its content when something does", () => {
    expect(left(html("<xmp>"), text("read"))).toEqual([html(""), text("read")]);
    expect(left(html("<script>"), text("a < b"), html("</script>"), text("read"))).toEqual([
      html(""),
      text("read"),
    ]);
  });

  it("stays where it is closed at once, for the list to decide", () => {
    expect(left(html("<style>a</style><b>"))).toEqual([html("<style>a</style><b>")]);
  });
});
