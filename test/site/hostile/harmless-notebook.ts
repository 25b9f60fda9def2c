/** A notebook that does no harm, and uses much of what prose and outputs may hold. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { HostileNotebook } from "./notebooks.js";

/** A drawing with a legend, a clip path, a gradient and titles, as a cell displays it. */
export const DRAWING = drawing();

/** A pixel. */
const PNG =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const TABLE = `<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>a</th></tr></thead>
<tbody><tr><th>0</th><td>1</td></tr></tbody></table>`;

/** The notebook. */
export const HARMLESS: HostileNotebook = {
  name: "harmless",
  prose: [
    "# Harmless",
    '## 1 < 2 with `code` <a id="own-anchor"></a>',
    `Press <kbd>a</kbd>, H<sub>2</sub>O, <mark>marked</mark>, <span style="color: red">red</span>,
<a href="#own-anchor">up</a>, [back](#own-anchor), <https://example.com/>, x[^1].\n\n[^1]: A note.`,
    "<details><summary>More</summary>\n\n**bold** in it\n\n</details>",
    `<div align="center"><img src="${PNG}" alt="a pixel" width="20"></div>`,
    "- [ ] to do\n- [x] done\n\n:::tip[A *title*]\n\nRead it.\n\n:::",
    "$x^2 < y$ and\n\n$$\n\\sum_i i\n$$\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |",
    '```ts title="a-file.ts"\nconst a = 1 < 2;\n```',
  ],
  outputs: [
    { "text/html": DRAWING },
    { "text/html": TABLE },
    {
      "image/svg+xml": `<?xml version="1.0"?><svg width="40pt" height="20pt" viewBox="0 0 40 20" xmlns="http://www.w3.org/2000/svg"><defs><clipPath id="p1a2b3c_clip"><rect width="9" height="9"/></clipPath></defs><path d="M0 0L40 20" clip-path="url(#p1a2b3c_clip)" style="fill: none; stroke: #1f77b4; stroke-width: 1.5; stroke-linecap: square"/></svg>`,
    },
  ],
};

/** What must be found in its page, by selector, and how often. */
export const HARMLESS_PARTS: Readonly<Record<string, number>> = {
  "a#own-anchor": 1,
  kbd: 1,
  sub: 1,
  mark: 1,
  'span[style="color:red"]': 1,
  'a[href="#own-anchor"]': 2,
  'a[href="https://example.com/"]': 1,
  "sup a[data-footnote-ref]": 1,
  "section[data-footnotes] li": 1,
  "details:has(strong) > summary": 1,
  "details strong": 1,
  'img[alt="a pixel"][src^="data:image/png"][width="20"]': 1,
  "li.task-list-item input[type=checkbox][disabled]": 2,
  ".theme-admonition-tip em": 1,
  ".katex": 2,
  'th[style*="center"]': 1,
  ".theme-code-block [class*=codeBlockTitle]": 1,
  "table.dataframe td": 1,
  'path[clip-path="url(#p1a2b3c_clip)"][style*="stroke"]': 1,
  "clipPath#p1a2b3c_clip rect": 1,
};

function drawing(): string {
  const { document } = parseHTML("<!doctype html><html></html>");
  const data = [1, 2, 3].map((x) => ({ x, kind: x % 2 === 0 ? "even" : "odd" }));
  const marks = [
    Plot.dot(data, { x: "x", y: "x", fill: "kind", title: "kind", clip: true }),
    Plot.ruleY([0]),
    Plot.axisX({ label: "step →" }),
  ];
  return Plot.plot({ document, color: { legend: true }, marks }).outerHTML;
}

/** An element's name, attributes and children. */
type Shape = readonly [name: string, attributes: readonly string[], children: readonly Shape[]];

/**
 * In the page: what is in the box of the first output, and what Plot has drawn, its style sheets
 * left out.
 */
export function shownAndDrawn(drawing: string): [shown: Shape[], drawn: Shape[]] {
  const shape = (element: Element): Shape => [
    element.tagName,
    [...element.attributes]
      .filter(({ name }) => name !== "xmlns" && name !== "xmlns:xlink")
      .map(({ name, value }) => `${name}=${value.replaceAll(/[\s;]/g, "")}`)
      .sort(),
    [...element.children].map(shape),
  ];
  const box = document.querySelector(".nb-html");
  const template = document.createElement("template");
  template.innerHTML = drawing;
  for (const style of template.content.querySelectorAll("style")) style.remove();
  return [[...(box?.children ?? [])].map(shape), [...template.content.children].map(shape)];
}
