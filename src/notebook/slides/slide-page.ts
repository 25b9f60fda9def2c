/**
 * A deck of slides as one page that needs nothing else. Without JavaScript, and on paper, the
 * slides follow one another, each with its notes; with it, keys turn them.
 */
import { createHash } from "node:crypto";
import { escapeHtml } from "./slide-text.js";
import type { Slide } from "./slides.js";

/** A notebook's slides. */
export interface Chapter {
  readonly title: string;
  readonly slides: readonly Slide[];
}

/** Makes the page. */
export function slidePage(title: string, chapters: readonly Chapter[]): string {
  const opening = { heading: title, html: contents(chapters), notes: KEYS };
  const slides = chapters.flatMap((chapter) =>
    chapter.slides.map((slide) => ({ ...slide, chapter: chapter.title })),
  );
  const all = [{ ...opening, chapter: "" }, ...slides];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${all.map((slide, i) => section(slide, i + 1, all.length)).join("\n")}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

const KEYS = "Right arrow, space: on. Left arrow: back. N: notes. Home, End. Print for handouts.";

function contents(chapters: readonly Chapter[]): string {
  return `<ol>${chapters.map(({ title }) => `<li>${escapeHtml(title)}</li>`).join("")}</ol>`;
}

function section(slide: Slide & { chapter: string }, number: number, of: number): string {
  const { heading, html, notes, chapter } = slide;
  const about =
    chapter === "" || chapter === heading ? "" : `<p class="chapter">${escapeHtml(chapter)}</p>`;
  const level = number === 1 ? "h1" : "h2";
  const lines = notes.split("\n").filter((line) => line !== "");
  const aside =
    lines.length === 0
      ? ""
      : `<aside aria-label="Notes">${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("")}</aside>`;
  return `<section id="${number}" aria-label="Slide ${number} of ${of}">
<header>${about}<${level}>${escapeHtml(heading)}</${level}></header>
<div class="shown">${html}</div>
${aside}
<footer>${number} / ${of}</footer>
</section>`;
}

/** Colours are the figures' own, so that slide and figure are of one ground. */
const STYLE = `
:root { --ground: #fdfcf9; --ink: #1d232b; --muted: #59616b; --rule: #e3dfd6; --mark: #0a58a6; color-scheme: light; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ground: #14171b; --ink: #e8eaed; --muted: #a7afb9; --rule: #2d333b; --mark: #7cc4ff; color-scheme: dark; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 20px/1.5 system-ui, sans-serif; }
section { border-bottom: 1px solid var(--rule); display: flex; flex-direction: column; gap: 16px; margin: 0 auto;
  max-width: 1120px; min-height: 100vh; padding: 40px 48px 24px; position: relative; }
h1, h2 { font-size: 36px; letter-spacing: -0.02em; line-height: 1.15; margin: 0; }
.chapter { color: var(--mark); font-size: 16px; font-weight: 600; margin: 0 0 4px; }
.shown { flex: 1; font-size: 22px; min-width: 0; }
.shown:not(:has(figure, pre)) { display: flex; flex-direction: column; font-size: 28px; justify-content: center; padding-bottom: 8vh; }
.shown > :first-child { margin-top: 0; }
.shown svg { height: auto; max-width: 100%; }
.shown .pm-static-figure > div > svg { width: 100%; max-height: 66vh; }
.shown pre { border: 1px solid var(--rule); border-radius: 6px; font-size: 18px; line-height: 1.45; max-width: 100%;
  overflow-x: auto; padding: 12px 16px; }
.shown code { font-size: 0.9em; }
.shown li { margin-bottom: 8px; }
aside { border-inline-start: 4px solid var(--rule); color: var(--muted); font-size: 16px; max-width: 60em; padding-inline-start: 16px; }
aside p { margin: 4px 0; }
footer { color: var(--muted); font-size: 14px; font-variant-numeric: tabular-nums; text-align: end; }
.one-by-one section { border: 0; display: none; }
.one-by-one section.now { display: flex; }
.one-by-one:not(.with-notes) aside { display: none; }
@media (max-width: 700px) { section { padding: 24px 16px; } h1, h2 { font-size: 26px; } .shown, .shown:not(:has(figure, pre)) { font-size: 18px; } .shown pre { font-size: 11px; } }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  body { font-size: 14px; }
  body section { border: 0; break-after: page; break-inside: avoid; display: flex !important; min-height: 0; padding: 0; }
  body aside { display: block !important; font-size: 12px; }
  .shown, .shown:not(:has(figure, pre)) { font-size: 16px; justify-content: flex-start; padding-bottom: 0; } .shown pre { font-size: 12px; }
  .shown .pm-static-figure > div > svg { max-height: 105mm; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}`;

const SCRIPT = `
const slides = [...document.querySelectorAll("section")];
const root = document.documentElement;
root.classList.add("one-by-one");
let now = 0;
function turnTo(number) {
  now = Math.min(Math.max(number, 1), slides.length);
  slides.forEach((slide, i) => slide.classList.toggle("now", i + 1 === now));
  if (location.hash !== "#" + now) history.replaceState(null, "", "#" + now);
  scrollTo(0, 0);
}
const steps = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in steps) turnTo(now + steps[event.key]);
  else if (event.key === "Home") turnTo(1);
  else if (event.key === "End") turnTo(slides.length);
  else if (event.key === "n" || event.key === "N") root.classList.toggle("with-notes");
  else return;
  event.preventDefault();
});
let from = null;
addEventListener("pointerdown", (event) => { from = event.clientX; });
addEventListener("pointerup", (event) => {
  const moved = from === null ? 0 : event.clientX - from;
  if (event.pointerType !== "mouse" && Math.abs(moved) > 60) turnTo(now + (moved < 0 ? 1 : -1));
});
addEventListener("hashchange", () => turnTo(Number(location.hash.slice(1)) || 1));
turnTo(Number(location.hash.slice(1)) || 1);`;

/** Nothing runs but the script above, and nothing is fetched: a deck may be made of anyone's notebook. */
const POLICY = [
  "default-src 'none'",
  `script-src 'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'`,
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
