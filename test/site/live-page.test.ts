/** What a reader does with live cells: run, edit, break, stop, share, reset. */
import axeCore from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { codeFragment } from "../../src/live/code-link.js";
import { browserPath, launchBrowser } from "./browser.js";
import { openPage } from "./open-page.js";

const PAGE = "/notebooks/arenas-pools-blocks";

/** What is promised, in milliseconds, on a machine at rest. */
const PROMISED_MS = { "first run": 1000, "run again": 200, "endless loop stopped": 1000 };
/** A busy machine may take this many times as long before a test fails. */
const PATIENCE = 5;

let browser: Browser;
let context: BrowserContext | undefined;
const figures: string[] = [];

beforeAll(async () => {
  if (browserPath !== undefined) browser = await launchBrowser();
});
afterEach(() => context?.close());
afterAll(async () => {
  await browser?.close();
  if (figures.length > 0) console.log(`live cells: ${figures.join(", ")}`);
});

describe.skipIf(browserPath === undefined)("a page with live cells", () => {
  it("has loaded neither engine nor editor before the reader asks", async () => {
    const page = await open();
    expect(page.workers()).toEqual([]);
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => name),
    );
    expect(loaded.filter((name) => /live-|worker/.test(name))).toEqual([]);
  });

  it("runs a cell soon, again at once, and stops an endless loop", async () => {
    const page = await open();
    await measured("first run", () => run(page, "setup"));
    await measured("run again", () => run(page, "setup"));
    await edit(page, "geometry", "for (;;) {}");
    await button(page, "geometry", "Run").click();
    await page.locator("#geometry").getByText("running").waitFor();
    await measured("endless loop stopped", async () => {
      await button(page, "geometry", "Stop").click();
      await page.locator("#geometry").getByText("Stopped.").waitFor();
    });
    await edit(page, "geometry", "toy.stages.length");
    await run(page, "geometry");
    expect(await outputOf(page, "geometry")).toBe("3");
  });

  it("says where an error was thrown", async () => {
    const page = await open();
    await edit(page, "shares", "const fine = 1;\ntoy.nothing.atAll;");
    await button(page, "shares", "Run").click();
    await page.locator("#shares .nb-error").waitFor();
    expect(await page.locator("#shares .nb-error-place").textContent()).toBe(
      "Cell 3, line 2: toy.nothing.atAll;",
    );
    expect(await page.locator("#shares .nb-line--threw").textContent()).toBe("toy.nothing.atAll;");
  });

  it("runs what a cell needs before it, once, and again what was changed since", async () => {
    const page = await open();
    await page.evaluate(listen, "lifo");
    const runs = () => page.evaluate(() => globalThis.runsOf);
    await run(page, "lifo");
    expect(await runs()).toEqual({ geometry: 1, addresses: 1, lifo: 1 });
    expect(await outputOf(page, "lifo")).toContain("(the block that was freed last)");
    await run(page, "lifo");
    expect(await runs()).toEqual({ geometry: 1, addresses: 1, lifo: 2 });
    await edit(page, "addresses", `${await sourceOf(page, "addresses")}\n`);
    await run(page, "lifo");
    expect(await runs()).toEqual({ geometry: 1, addresses: 2, lifo: 3 });
  });

  it("runs nothing after a needed cell that fails, and says which", async () => {
    const page = await open();
    await edit(page, "addresses", "const python = 1, first = 2, hex = 3; throw new Error('no')");
    await button(page, "lifo", "Run").click();
    await page.locator("#lifo").getByText("Not run: it needs cell 5").waitFor();
    expect(await page.locator("#addresses .nb-error").count()).toBe(1);
  });

  it("ends a worker whose cell fills the memory, and the page lives on", async () => {
    const page = await open();
    await edit(page, "setup", "const pile = [];\nfor (;;) pile.push({ a: 1, b: [1, 2, 3] });");
    await button(page, "setup", "Run").click();
    await page.locator("#setup .nb-error", { hasText: "MemoryLimit" }).waitFor();
    await page.locator("#setup").getByText("The worker was ended.").waitFor();
    await button(page, "setup", "Reset").click();
    await run(page, "shares");
    expect(await outputOf(page, "shares")).toContain("memory back:  33%");
  });

  it("opens the code of all cells by one switch, and keeps that", async () => {
    const page = await open();
    const code = page.locator("#lifo .nb-fold pre");
    expect(await code.isVisible()).toBe(false);
    await page.getByRole("switch", { name: "Show all code" }).first().click();
    await code.waitFor({ state: "visible" });
    await page.reload({ waitUntil: "load" });
    await code.waitFor({ state: "visible" });
  });

  it("keeps an edit when the editor closes and the page is loaded again, until it is reset", async () => {
    const page = await open();
    const stored = await page.locator("#lifo .nb-input code").textContent();
    await edit(page, "lifo", "'mine'");
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Edit");
    await page.reload({ waitUntil: "load" });
    await page.locator("#lifo .nb-input code", { hasText: "'mine'" }).waitFor();
    await run(page, "lifo");
    expect(await outputOf(page, "lifo")).toBe("mine");
    await button(page, "lifo", "Reset").click();
    expect(await page.locator("#lifo .nb-input code").textContent()).toBe(stored);
    expect(await outputOf(page, "lifo")).toContain("the block that was freed last");
  });

  it("marks outputs below an edit or a second run, and no others", async () => {
    const page = await open();
    const stale = () =>
      page.locator(".nb-cell:has(.nb-stale)").evaluateAll((cells) => cells.map(({ id }) => id));
    await run(page, "setup");
    expect(await stale()).toEqual([]);
    await run(page, "setup");
    expect((await stale()).slice(0, 2)).toEqual(["after", "shares"]);
    await page.getByRole("button", { name: "Reset all" }).click();
    await edit(page, "one-block", "1");
    expect((await stale())[0]).toBe("one-block");
  });

  it("runs from the editor with the keyboard, and draws what Plot makes", async () => {
    const page = await open();
    await edit(
      page,
      "setup",
      'import * as Plot from "@observablehq/plot";\nPlot.dot([[1, 2], [3, 4]]).plot()',
    );
    await page.keyboard.press("Shift+Enter");
    const drawing = page.locator("#setup .nb-html--live svg");
    await drawing.waitFor();
    expect(await drawing.locator("circle").count()).toBe(2);
    expect(await drawing.locator("circle").first().getAttribute("r")).toBe("3");
    expect(await drawing.getAttribute("viewBox")).toBe("0 0 640 400");
    expect(await drawing.locator("g[transform]").count()).toBeGreaterThan(0);
  });

  it("draws a reader's colours and maps, of which the page's own charts have none", async () => {
    const page = await open();
    const dots = `Plot.dot([[1, 2], [3, 4]], { fill: "0" })`;
    const map = `Plot.plot({ projection: "mercator", color: { scheme: "viridis" }, marks: [${dots}] })`;
    await edit(page, "setup", `import * as Plot from "@observablehq/plot";\n${map}`);
    await page.keyboard.press("Shift+Enter");
    const circles = page.locator("#setup .nb-html--live svg circle");
    await circles.first().waitFor();
    const drawn = await circles.evaluateAll((all) => all.map((circle) => circle.outerHTML));
    expect(drawn.map((dot) => /fill="([^"]+)"/.exec(dot)?.[1])).toEqual(["#440154", "#fde725"]);
    expect(drawn.join()).not.toContain("NaN");
  });

  it("keeps cells from the network", async () => {
    const page = await open();
    const tried = ["fetch('/')", "new XMLHttpRequest()", "Function('return fetch')()('/')"];
    const reached = tried.map((code) => `() => ${code}`);
    await edit(
      page,
      "setup",
      `[${reached}].map((reach) => { try { reach(); return "reached" } catch (error) { return error.message } }).join(" | ")`,
    );
    await run(page, "setup");
    const lines = (await outputOf(page, "setup")).split(" | ");
    expect(lines).toHaveLength(tried.length);
    for (const line of lines) expect(line).toMatch(/do not reach the network$/);
  });

  it("draws a chart of live data as it draws stored ones", async () => {
    const page = await open("", { path: "/notebooks/random-half" });
    await run(page, "run");
    await page.locator("#run .pm-chart[data-live] svg[role=img]").waitFor();
    await page.locator("#run .pm-chart summary").click();
    expect(await page.locator("#run tbody tr:visible").count()).toBeGreaterThan(0);
  });

  it.each([
    { width: 1280, theme: "light" },
    { width: 390, theme: "dark" },
  ] as const)(
    "has no barrier at $width px, $theme, with editor, error and notices",
    async (look) => {
      const page = await open("", look);
      await edit(page, "setup", "nowhere;");
      await button(page, "setup", "Run").click();
      await page.locator("#setup .nb-error").waitFor();
      await button(page, "setup", "Share").click();
      await page.evaluate(axeCore.source);
      const violations = await page.evaluate(async () => {
        const { violations: found } = await globalThis.axe.run();
        return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
      });
      expect(violations).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    },
  );

  it("shows nothing to press without JavaScript", async () => {
    const page = await open("", { javaScriptEnabled: false });
    await page.locator("#setup .nb-fold > summary").click();
    await page.locator("#setup .nb-fold code").waitFor();
    expect(await page.locator(".nb-button:visible, .nb-switch:visible").count()).toBe(0);
  });
});

describe.skipIf(browserPath === undefined)("an address that sets parameters", () => {
  it("shows them in their cell, and the runs below use them, until they are put away", async () => {
    const page = await open("?seed=5&python=3.8", { path: "/notebooks/rare-survivors" });
    const settings = page.locator("#settings");
    await settings.getByText("came with the page's address").waitFor();
    expect(await settings.locator("code").first().textContent()).toContain("const seed = 5;");
    await button(page, "run", "Run").click();
    await page.locator("#run .pm-figure", { hasText: "Python 3.8" }).first().waitFor();
    await settings.getByRole("button", { name: "Put it away" }).click();
    expect(await settings.locator("code").first().textContent()).toContain("20240607");
    expect(new URL(page.url()).search).toBe("");
  });

  it("says what is wrong with them, and sets nothing", async () => {
    const page = await open("?sed=5", { path: "/notebooks/rare-survivors" });
    await page
      .getByRole("alert")
      .getByText("it sets sed, but this notebook has python, seed")
      .waitFor();
    expect(await page.getByText("came with the page's address").count()).toBe(0);
  });
});

describe.skipIf(browserPath === undefined)("the parameters of a notebook", () => {
  it("are set by sliders and fields, which draw anew what depends on them", async () => {
    const page = await open("", { path: "/notebooks/rare-survivors" });
    await page.getByRole("button", { name: "Just show me" }).click();
    const panel = page.locator(".nb-parameters");
    const slider = panel.getByRole("slider");
    expect(await slider.getAttribute("aria-valuetext")).toBe("0.00005");
    await slider.focus();
    await page.keyboard.press("End");
    await page.locator("#run .nb-outputs--live .pm-figure").first().waitFor();
    await page
      .locator("#settings code", { hasText: "const keep = 0.01;" })
      .waitFor({ state: "attached" });
    await panel.getByRole("button", { name: "Back to the notebook" }).click();
    await page.locator("#run .nb-outputs--live").waitFor({ state: "detached" });
    expect(await page.locator(".nb-stale").count()).toBe(0);
  });
});

describe.skipIf(browserPath === undefined)("a link that carries an edited cell", () => {
  it("is what Share copies, and shows the cell as somebody else's, not run", async () => {
    const page = await open();
    await context?.grantPermissions(["clipboard-read", "clipboard-write"]);
    await edit(page, "lifo", "'shared'");
    await button(page, "lifo", "Share").click();
    await page.locator("#lifo").getByText("is copied").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await context?.close();
    const other = await open(new URL(link).hash);
    await other.locator("#lifo").getByText("came with the link").waitFor();
    expect(other.workers()).toEqual([]);
    expect(await other.locator("#lifo .nb-input code").textContent()).toBe("'shared'");
    await other.getByRole("button", { name: "Put it away" }).click();
    expect(new URL(other.url()).hash).toBe("");
    expect(await other.locator("#lifo .nb-input code").textContent()).toContain(
      "python.free(first)",
    );
  });

  it("brings nothing that acts into the page, nor a request to another host", async () => {
    const html = `<b id="harmless">kept</b><script>globalThis.hacked = 1</script>
      <img src="https://elsewhere.example/a.png" onerror="globalThis.hacked = 2">
      <img src="x" onerror="globalThis.hacked = 3"><style>body { display: none }</style>
      <svg onload="globalThis.hacked = 4"><script>globalThis.hacked = 5</script>
        <foreignObject><iframe srcdoc="<script>parent.hacked = 6</script>"></iframe></foreignObject>
        <use href="https://elsewhere.example/b.svg#x"/><a href="javascript:globalThis.hacked = 7"><text>x</text></a>
        <image href="https://elsewhere.example/c.png"/><animate attributeName="href" values="javascript:1"/></svg>
      <a href="javascript:globalThis.hacked = 8">link</a><a href=" &#1;java&#10;script:globalThis.hacked = 9">odd</a>
      <a href="vbscript:x">v</a><a href="data:text/html,<script>parent.hacked = 10</script>">d</a><form action="https://elsewhere.example"><input></form>
      <p style="background: url(https://elsewhere.example/d.png); position: fixed; inset: 0">over</p>`;
    const code = `({ outerHTML: ${JSON.stringify(html)} })`;
    const page = await open(await codeFragment({ cellId: "setup", code }));
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.locator("#setup").getByText("came with the link").waitFor();
    await button(page, "setup", "Run").click();
    await page.locator("#harmless").waitFor();
    const forbidden = [
      "script",
      "style",
      "iframe",
      "foreignObject",
      "img[src]",
      "image",
      "use[href]",
      "form",
      "animate",
      "[onload]",
      "[onerror]",
      "a[href^=javascript]",
    ];
    for (const selector of forbidden) {
      expect(await page.locator(`#setup .nb-html--live ${selector}`).count(), selector).toBe(0);
    }
    for (const link of await page.locator("#setup .nb-html--live a").all()) {
      expect(await link.getAttribute("href")).toBeNull();
    }
    expect(await page.evaluate(() => "hacked" in globalThis)).toBe(false);
    // The worker of the cells is made of text.
    const elsewhere = requests.filter((url) => !/^blob:null\//.test(url));
    expect(elsewhere.filter((url) => !url.startsWith(inject("siteUrl")))).toEqual([]);
    expect(await page.locator(".navbar").isVisible()).toBe(true);
  });

  it.each([
    ["is cut short", async () => "#try=setup.eJxLyk", "cut short or changed"],
    [
      "is for a cell that is not there",
      () => codeFragment({ cellId: "gone", code: "1" }),
      'no cell "gone"',
    ],
    ["is too long", async () => `#try=setup.${"A".repeat(17_000)}`, "17011 characters long"],
  ])("that %s says so and changes nothing", async (_what, fragment, why) => {
    const page = await open(await fragment());
    const complaint = page.getByRole("alert");
    await complaint.waitFor();
    expect(await complaint.textContent()).toContain(why);
    expect(await complaint.textContent()).toContain("The page is as the notebook has it.");
    expect(await page.getByText("came with the link").count()).toBe(0);
  });
});

async function open(
  fragment = "",
  {
    path = PAGE,
    width = 1280,
    theme = "light",
    javaScriptEnabled = true,
  }: { path?: string; width?: number; theme?: "light" | "dark"; javaScriptEnabled?: boolean } = {},
): Promise<Page> {
  context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    javaScriptEnabled,
  });
  const page = await context.newPage();
  await openPage(page, path + fragment, { javaScriptEnabled });
  return page;
}

function button(page: Page, id: string, name: string) {
  return page.locator(`#${id}`).getByRole("button", { name, exact: true }).first();
}

/** Runs a cell and waits until it has run well. */
async function run(page: Page, id: string): Promise<void> {
  const before = await page.evaluate(listen, id);
  await button(page, id, "Run").click();
  await page.waitForFunction(([cell, count]) => (globalThis.runsOf?.[cell] ?? 0) > count, [
    id,
    before,
  ] as const);
}

declare global {
  /** How often each cell has run. */
  var runsOf: Record<string, number> | undefined;
}

/** In the page: counts runs from the first call on; how often a cell has run. */
function listen(id: string): number {
  if (globalThis.runsOf === undefined) {
    const counts: Record<string, number> = {};
    globalThis.runsOf = counts;
    addEventListener("cell-ran", (event) => {
      if (!(event instanceof CustomEvent)) return;
      counts[event.detail.id] = (counts[event.detail.id] ?? 0) + 1;
    });
  }
  return globalThis.runsOf[id] ?? 0;
}

/** Opens a cell's editor, if it is not open, and replaces the code. */
async function edit(page: Page, id: string, code: string): Promise<void> {
  const editor = page.locator(`#${id} .cm-content`);
  if ((await editor.count()) === 0) await button(page, id, "Edit").click();
  await editor.fill(code);
  await editor.focus();
}

async function sourceOf(page: Page, id: string): Promise<string> {
  return (await page.locator(`#${id} .nb-fold code`).first().textContent()) ?? "";
}

async function outputOf(page: Page, id: string): Promise<string> {
  return (await page.locator(`#${id} .nb-outputs code`).allTextContents()).join("\n");
}

async function measured(
  what: keyof typeof PROMISED_MS,
  action: () => Promise<void>,
): Promise<void> {
  const start = performance.now();
  await action();
  const took = Math.round(performance.now() - start);
  figures.push(`${what} in ${took} ms (promised: ${PROMISED_MS[what]})`);
  expect(took, what).toBeLessThan(PROMISED_MS[what] * PATIENCE);
}
