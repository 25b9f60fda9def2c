import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { CHART_MIME } from "../../../src/charts/chart.js";
import { readNotebookFile } from "../../../src/notebook/format/notebook-file.js";
import { parseNotebook } from "../../../src/notebook/format/parse-notebook.js";
import { slidePage } from "../../../src/notebook/slides/slide-page.js";
import { plainText, slideHtml } from "../../../src/notebook/slides/slide-text.js";
import { slidesOf } from "../../../src/notebook/slides/slides.js";

const folder = fileURLToPath(new URL("../../../notebooks/", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

test.each(files)(
  "%s: the slides open with its question, have all its figures, and end with its exercises",
  (name) => {
    const notebook = readNotebookFile(folder + name);
    const slides = slidesOf(notebook);
    const charts = notebook.cells
      .flatMap((cell) => (cell.cell_type === "code" ? cell.outputs : []))
      .filter((output) => "data" in output && CHART_MIME in output.data);
    expect(slides[0]?.heading).toBe(notebook.metadata.docusaurus?.["title"]);
    expect(slides[0]?.html).toContain("<strong>");
    expect(slides.filter(({ html }) => html.startsWith("<figure")).length).toBe(charts.length);
    expect(slides.at(-1)?.heading).toMatch(/^Exercise: ./);
    expect(slides.map(({ html }) => html).join("")).not.toContain("<details>");
  },
);

test("what the text says of a figure is its notes", () => {
  const [, figure] = slidesOf(readNotebookFile(`${folder}02-random-half.ipynb`));
  expect(figure?.notes).toContain("The upper line is what the process holds.");
});

test("a slide's Markdown becomes HTML, and nothing in it becomes a tag", () => {
  expect(slideHtml("# T\n\nA **b** *c* `x<y` [d](./e.md) <f>.")).toBe(
    "<p>A <strong>b</strong> <em>c</em> <code>x&lt;y</code> d &lt;f>.</p>",
  );
  expect(slideHtml("- one\n- two\n  lines").replaceAll("\n", "")).toBe(
    "<ul><li>one</li><li>twolines</li></ul>",
  );
  expect(slideHtml("Text:\n```python\na\n\nb\n```\n")).toBe(
    '<p>Text:</p>\n<pre><code class="language-python">a\n\nb\n</code></pre>',
  );
  expect(slideHtml("a <img src=x onerror=f()>")).toBe("<p>a &lt;img src=x onerror=f()></p>");
  expect(slideHtml("<script>f()</script>")).toBe("&lt;script>f()&lt;/script>");
  expect(plainText("## H\n\nIt is **so**, `x`, [d](./e.md).")).toBe("It is so, x, d.");
});

test("a slide's link leads to the web or nowhere, and a formula is not read as Markdown", () => {
  expect(slideHtml("[x](https://a.example/?b&c)")).toBe(
    '<p><a href="https://a.example/?b&amp;c">x</a></p>',
  );
  expect(slideHtml("[x](javascript:f) ![alt](p.png)")).toBe("<p>x alt</p>");
  expect(slideHtml("$a_1 * b_2 * c_3$")).toBe("<p>a_1 * b_2 * c_3</p>");
});

test("the page numbers its slides and names the notebook over each", () => {
  const page = slidePage("A & B", [
    { title: "One", slides: [{ heading: "H", html: "<p>x</p>", notes: "first\nsecond" }] },
  ]);
  expect(page).toContain("<title>A &amp; B</title>");
  expect(page).toContain('<section id="2" aria-label="Slide 2 of 2">');
  expect(page).toContain('<p class="chapter">One</p><h2>H</h2>');
  expect(page).toContain('<aside aria-label="Notes"><p>first</p><p>second</p></aside>');
});

test("a stored figure is drawn anew: HTML that somebody has put beside its data stays out", () => {
  const notebook = readNotebookFile(`${folder}02-random-half.ipynb`);
  const tampered = JSON.parse(
    JSON.stringify(notebook).replaceAll(
      /"text\/html":"<figure/g,
      '"text/html":"<script>alert(1)</script><figure',
    ),
  );
  expect(slidesOf(tampered)).toEqual(slidesOf(notebook));
});

test("a stored chart that is none stops the slides, and says which cell has it", () => {
  const [cell] = readNotebookFile(`${folder}02-random-half.ipynb`).cells.filter(
    ({ cell_type }) => cell_type === "code",
  );
  const outputs = [
    { output_type: "display_data", metadata: {}, data: { [CHART_MIME]: { chart: "<b>" } } },
  ];
  const broken = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [{ ...cell, outputs }] };
  const notebook = parseNotebook(JSON.stringify(broken), "broken.ipynb");
  expect(() => slidesOf(notebook)).toThrow(
    `cell ${cell?.id}: the chart cannot be drawn: a chart must be of the kind`,
  );
});

test("the page lets its own script run and no other", () => {
  const page = slidePage("T", []);
  const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "";
  const hash = createHash("sha256").update(script).digest("base64");
  expect(page).toContain(`default-src 'none'; script-src 'sha256-${hash}'; style-src`);
});
