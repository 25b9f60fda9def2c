// Draws what other sites show of a page that is shared, and the site's icons, into a built site:
// the three maps for the landing page and all others, the first figure for a notebook. No browser
// is needed: the charts are SVG already.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as Plot from "@observablehq/plot";
import { Resvg } from "@resvg/resvg-js";
import { parseHTML } from "linkedom";
import { arenaMap, figureOf } from "pymalloc-lab";
import { CHART_MIME } from "pymalloc-lab/internal";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The size that the sites which show such pictures ask for, in pixels. */
const [WIDTH, HEIGHT] = [1200, 630];
const MARGIN = 60;
/** Where the figure begins, under two lines of title. */
const TOP = 210;
/** Width at which a chart is drawn before it is scaled to its place. */
const CHART_WIDTH = 720;
const ICON_PIXELS = { "apple-touch-icon.png": 180, "favicon.ico": 48 };

/** A face that is always there, so that the pictures are the same on every machine. */
const fonts = dirname(
  createRequire(import.meta.url).resolve("katex/dist/fonts/KaTeX_SansSerif-Regular.ttf"),
);
const FONT_FILES = ["SansSerif-Regular", "SansSerif-Bold", "Main-Regular"].map((face) =>
  // The third has the arrows.
  join(fonts, `KaTeX_${face}.ttf`),
);
const FAMILY = "KaTeX_SansSerif";

/** Writes all pictures under a built site. */
export function drawSocialImages(/** @type {string} */ build) {
  const folder = join(build, "img/social");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "home.png"), png(homePicture(), WIDTH));
  for (const notebook of notebooks()) {
    const picture = notebookPicture(notebook);
    writeFileSync(join(folder, `${notebook.slug}.png`), png(picture, WIDTH));
  }
  const icon = readFileSync(join(root, "src/site/static/img/favicon.svg"), "utf8");
  for (const [file, pixels] of Object.entries(ICON_PIXELS)) {
    const drawn = png(icon, pixels);
    writeFileSync(join(build, file), file.endsWith(".ico") ? ico(drawn, pixels) : drawn);
  }
}

/** The notebooks with their titles and their first chart. */
function notebooks() {
  const folder = join(root, "notebooks");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ipynb"))
    .map((file) => {
      const { metadata, cells } = JSON.parse(readFileSync(join(folder, file), "utf8"));
      const charts = cells.flatMap((/** @type {{ outputs?: { data?: object }[] }} */ cell) =>
        (cell.outputs ?? []).flatMap(({ data }) => (data && Reflect.get(data, CHART_MIME)) ?? []),
      );
      return {
        slug: file.replace(/^\d+-|\.ipynb$/g, ""),
        title: String(metadata.docusaurus?.title ?? file),
        /** @type {import("pymalloc-lab").Chart | undefined} */
        chart: charts[0],
      };
    });
}

function notebookPicture(/** @type {ReturnType<typeof notebooks>[number]} */ { title, chart }) {
  if (chart === undefined) return card(title, "");
  const box = { x: MARGIN, y: TOP - 50, width: WIDTH - 2 * MARGIN, height: HEIGHT - TOP + 10 };
  return card(title, placed(svgOf(chart, CHART_WIDTH), box), "pymalloc lab");
}

/** The three runs of the landing page. */
function homePicture() {
  const runs = JSON.parse(readFileSync(join(root, "src/site/data/hero.json"), "utf8"));
  const gap = 40;
  const width = (WIDTH - 2 * MARGIN - (runs.length - 1) * gap) / runs.length;
  const maps = runs.map(
    (/** @type {{ recording: import("pymalloc-lab").Recording }} */ run, /** @type {number} */ i) =>
      placed(svgOf(arenaMap(run.recording), 360), {
        x: MARGIN + i * (width + gap),
        y: TOP,
        width,
        height: HEIGHT - TOP - 40,
      }),
  );
  return card("Half of the objects are gone.", maps.join(""), "How much of the memory comes back?");
}

/** A picture with a title, a line under it, and something drawn. */
function card(/** @type {string} */ title, /** @type {string} */ drawn, line = "pymalloc lab") {
  const text = (
    /** @type {number} */ y,
    /** @type {number} */ size,
    /** @type {string} */ more,
    /** @type {string} */ words,
  ) =>
    `<text x="${MARGIN}" y="${y}" font-family="${FAMILY}" font-size="${size}" ${more}>${escaped(words)}</text>`;
  return inLight(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" color="var(--ifm-font-color-base)">
<rect width="100%" height="100%" fill="var(--ifm-background-color)"/>
${text(92, 60, 'font-weight="700" fill="var(--ifm-heading-color)"', title)}
${text(146, 34, 'fill="var(--pm-muted)"', line)}
${drawn}</svg>`);
}

function escaped(/** @type {string} */ words) {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** A chart as SVG. */
function svgOf(/** @type {import("pymalloc-lab").Chart} */ chart, /** @type {number} */ width) {
  const { document } = parseHTML("<!doctype html><html></html>");
  const plotted = Plot.plot({ ...figureOf(chart, { width }).plot, document });
  const svgs =
    plotted.tagName.toLowerCase() === "svg" ? [plotted] : [...plotted.querySelectorAll("svg")];
  const svg = svgs.at(-1);
  if (svg === undefined) throw new Error(`the chart ${chart.chart} has no drawing`);
  for (const style of svg.querySelectorAll("style")) style.remove();
  return svg;
}

/** A drawing in a box, as large as it can be there. */
function placed(
  /** @type {ReturnType<typeof svgOf>} */ svg,
  /** @type {{ x: number, y: number, width: number, height: number }} */ box,
) {
  for (const [name, value] of Object.entries(box)) svg.setAttribute(name, String(value));
  svg.setAttribute("preserveAspectRatio", "xMinYMin meet");
  svg.setAttribute("font-family", FAMILY);
  svg.removeAttribute("style");
  svg.setAttribute("font-size", "13");
  svg.setAttribute("fill", "var(--pm-muted)");
  return svg.outerHTML;
}

/** The style sheet's own light colours, in place of its variables. */
function inLight(/** @type {string} */ svg) {
  const css = readFileSync(join(root, "src/site/css/custom.css"), "utf8");
  const [light = ""] = /:root \{[^}]*\}/.exec(css) ?? [];
  const colours = new Map(
    [...light.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
  );
  const innermost = /var\((--[\w-]+)(?:,\s*([^()]*))?\)/g;
  let text = svg;
  while (innermost.test(text)) {
    text = text.replace(
      innermost,
      (_, name, otherwise) => colours.get(name) ?? otherwise ?? "none",
    );
  }
  return text.replaceAll(MIXED, (_, one, share, other) => mixed(one, Number(share) / 100, other));
}

/** Two colours of the scale, mixed; what draws the pictures does not know how. */
const MIXED = /color-mix\(in oklab,\s*(#[0-9a-f]{6}) ([\d.]+)%,\s*(#[0-9a-f]{6})\)/g;

/** Neighbours on the scale are so near that it does not matter in which space they are mixed. */
function mixed(
  /** @type {string} */ one,
  /** @type {number} */ share,
  /** @type {string} */ other,
) {
  const parts = [1, 3, 5].map((at) => {
    const [from, to] = [one, other].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16));
    return Math.round((from ?? 0) * share + (to ?? 0) * (1 - share));
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function png(/** @type {string} */ svg, /** @type {number} */ width) {
  return new Resvg(svg, {
    fitTo: { mode: "width", value: width },
    font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: FAMILY },
  })
    .render()
    .asPng();
}

/** An icon file of one picture: a header of 6 bytes, an entry of 16, and the PNG. */
function ico(/** @type {Buffer} */ picture, /** @type {number} */ pixels) {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt8(pixels, 6);
  head.writeUInt8(pixels, 7);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(picture.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, picture]);
}
