import { readFileSync } from "node:fs";
import axeCore from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readLink, writeLink } from "../../src/site/components/player/player-link.js";
import { browserPath, launchBrowser } from "./browser.js";
import { openPage } from "./open-page.js";

const TRACE = "test/data/traces/b-churn-3.9.pmt.gz";

describe("a link to a moment", () => {
  it("comes back as it was written", () => {
    const moment = {
      run: "toy",
      python: "3.8",
      step: 16,
      pool: { arena: 1, pool: 0 },
      zoom: 2,
    } as const;
    expect(writeLink(moment)).toBe("#run=toy&python=3.8&step=16&pool=1.0&zoom=2");
    expect(readLink(writeLink(moment))).toEqual(moment);
  });

  it("leaves out what it does not understand", () => {
    expect(readLink("#run=toy&python=2.7&step=-1&pool=x&zoom=9")).toEqual({ run: "toy" });
  });
});

describe.skipIf(browserPath === undefined)("the arena player", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it("steps, jumps to arena events, and says what happened", async () => {
    const page = await playerAt("#run=toy&step=15");
    const sentence = page.locator(".pm-player-sentence p").first();
    await page.getByLabel("One operation on").click();
    await at(page, 16);
    expect(await sentence.textContent()).toMatch(
      /^free of a 16-byte block .* its pool was full and on no list, so it goes to the front/,
    );
    await page.getByLabel("To the next arena event").click();
    await at(page, 19);
    expect(await sentence.textContent()).toMatch(
      /node 12, in arena 3.* It was the last pool in use of arena 3 too: 128 bytes go back/,
    );
    await page.getByLabel("One operation back").click();
    await at(page, 18);
    expect(new URL(page.url()).hash).toBe("#run=toy&python=3.11&step=18&zoom=0");
    await page.context().close();
  });

  it("says that a link names a run that there is not, until the reader chooses one", async () => {
    const page = await playerAt("?run=nope");
    const missing = page.locator(".pm-player-missing");
    expect(await missing.textContent()).toMatch(/names the run “nope”, and there is none/);
    await page.getByLabel("Run", { exact: true }).selectOption("toy");
    await missing.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("is driven by keys, and its maps by arrows", async () => {
    const page = await playerAt("#run=first-half-small&step=10000");
    await page.getByRole("slider").focus();
    for (const [key, step] of [
      ["ArrowRight", 10_001],
      ["Shift+ArrowRight", 11_001],
      ["Home", 0],
      ["End", 30_057],
      ["PageUp", 28_554],
    ] as const) {
      await page.keyboard.press(key);
      await at(page, step);
    }
    await page.getByRole("listbox", { name: /^Arenas/ }).focus();
    await page.keyboard.press("Home");
    await at(page, 0);
    await page.keyboard.press("ArrowRight");
    // A2 gives the next pool, so it was chosen.
    await page.getByRole("heading", { name: "Arena A3" }).waitFor();
    await page.context().close();
  });

  it("is scrubbed by the pointer, and plays to the end", async () => {
    const page = await playerAt("#run=first-half-small&step=0");
    const bar = await page.getByRole("slider").boundingBox();
    await page.mouse.click(bar!.x + bar!.width / 2, bar!.y + 20);
    await page.waitForFunction(() => {
      const step = Number(document.querySelector<HTMLElement>(".pm-player")?.dataset["step"]);
      return Math.abs(step - 15_028) < 60;
    });
    await page.getByLabel("Speed, in operations a frame").selectOption("5000");
    await page.getByRole("button", { name: "Play" }).click();
    await at(page, 30_057);
    await page.getByRole("button", { name: "Play" }).waitFor();
    await page.context().close();
  });

  it("plays from event to event where motion is unwanted", async () => {
    const page = await playerAt("#run=toy&step=0", { reducedMotion: "reduce" });
    await page.getByRole("button", { name: "Play" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    for (const step of [1, 6, 11, 19]) await at(page, step);
    await page.context().close();
  });

  it("plays a trace that is dropped, and says why another file cannot be played", async () => {
    const page = await playerAt("#run=toy&step=0");
    const requests: string[] = [];
    // The site fetches parts of itself ahead, for the links in sight. Nothing is sent with that.
    const own = new RegExp(`^GET ${inject("siteUrl")}/assets/[^?]*$`);
    page.on("request", (request) => {
      const asked = `${request.method()} ${request.url()}`;
      if (!own.test(asked) || request.postData() !== null) requests.push(asked);
    });
    await drop(page, "churn.pmt.gz", readFileSync(TRACE));
    await page.getByRole("option", { name: "churn.pmt.gz" }).waitFor({ state: "attached" });
    await page.keyboard.press("End");
    await page
      .getByLabel("Run", { exact: true })
      .locator("xpath=..")
      .getByText("3.9")
      .first()
      .waitFor({ state: "attached" });
    await drop(page, "not.gz", Buffer.from("nothing"));
    const alert = page.getByRole("alert");
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/^This cannot be played: not a gzip file/);
    expect(requests).toEqual([]);
    await page.context().close();
  });

  it.each([1280, 390])(
    "has no axe violations at %d px, at any zoom, in both themes",
    async (width) => {
      for (const colorScheme of ["light", "dark"] as const) {
        for (const zoom of [0, 2]) {
          const page = await playerAt(`#run=toy&step=16&zoom=${zoom}`, {
            viewport: { width, height: 900 },
            colorScheme,
          });
          expect(await axeViolations(page)).toEqual([]);
          await page.context().close();
        }
      }
    },
  );

  it("begins with a run whose arenas come back", async () => {
    const page = await playerAt("");
    const counts = page.locator('[data-level="0"] > header span');
    expect(await counts.textContent()).toMatch(/^\d+ held · [1-9]\d* given back$/);
    await page.context().close();
  });

  it("says that there is no further arena event, and sums the run up at its end", async () => {
    const page = await playerAt("#run=first-half-small&python=3.11&step=29000");
    await page.getByLabel("To the next arena event").click();
    await page.locator(".pm-player-notice", { hasText: "No further arena event" }).waitFor();
    await at(page, 29_000);
    await page.locator(".pm-player").press("End");
    const summary = page.locator(".pm-player-summary");
    expect(await summary.textContent()).toMatch(
      /^The end of the run\. At most 3 arenas were held at once\. None went back\. .*% are live\.$/,
    );
    expect(await page.locator(".pm-player-notice").count()).toBe(0);
    await page.context().close();
  });

  it("goes where a new address leads, and back", async () => {
    const page = await playerAt("#run=toy&step=15");
    await page.evaluate(() => {
      location.hash = "#run=first-half-small&python=3.8&step=1000";
    });
    await at(page, 1000);
    expect(await page.getByLabel("Run", { exact: true }).inputValue()).toBe("first-half-small");
    await page.goBack();
    await at(page, 15);
    expect(await page.getByLabel("Run", { exact: true }).inputValue()).toBe("toy");
    await page.getByLabel("Run", { exact: true }).selectOption("random-half-small");
    await page.waitForFunction(() => location.hash.includes("random-half-small"));
    await page.goBack();
    await at(page, 15);
    await page.context().close();
  });

  it("opens the survivor's pool of an arena that one block keeps", async () => {
    const page = await playerAt("#run=rare-survivors-small&python=3.8&step=40053&pool=10.0");
    await page.getByRole("listbox", { name: /^Arenas/ }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("heading", { name: /^Pool A12·/ }).waitFor();
    await page.locator('[data-level="2"] dd', { hasText: /^1 of 50$/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator('.pm-player-maps[data-zoom="2"]').waitFor();
    await page.context().close();
  });

  it("shows the map before what is set, on a phone", async () => {
    const page = await playerAt("", { viewport: { width: 390, height: 844 } });
    const top = async (selector: string) => (await page.locator(selector).first().boundingBox())?.y;
    const map = (await top(".pm-player-canvas")) ?? Number.POSITIVE_INFINITY;
    expect(map).toBeLessThan(420);
    expect(map).toBeLessThan((await top(".pm-player-run")) ?? 0);
    await page.context().close();
  });

  it("is the figure of a notebook: nothing is loaded until it is touched", async () => {
    const page = await notebookWith({ viewport: { width: 1280, height: 900 } });
    const requests: string[] = [];
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    const figure = page.locator("#after");
    await figure.getByRole("slider").scrollIntoViewIfNeeded();
    expect(requests.filter(isOfPlayer)).toEqual([]);
    await figure.getByRole("slider").focus();
    await page.keyboard.press("Home");
    await at(page, 0);
    expect(requests.filter(isOfPlayer)).toHaveLength(2);
    expect(await figure.locator(".pm-drawings").isVisible()).toBe(false);
    expect(await figure.getByRole("listbox", { name: /^Arenas/ }).isVisible()).toBe(true);
    await figure.getByLabel("One operation on").click();
    await at(page, 1);
    const sentence = figure.locator(".pm-player-sentence p").first();
    expect(await sentence.textContent()).toMatch(/^malloc of 16 bytes .*node 1, in arena 1/);
    // The address is the notebook's: its own links and parameters stand there.
    expect(new URL(page.url()).hash).toBe("");
    await figure.getByRole("button", { name: "Back to the still figure" }).click();
    expect(await page.locator(".pm-player[data-step]").count()).toBe(0);
    expect(await figure.locator(".pm-drawings").isVisible()).toBe(true);
    await page.context().close();
  });

  it("plays the figure's run to the end, in place", async () => {
    const page = await notebookWith({ reducedMotion: "reduce" });
    await page.locator("#after").getByRole("button", { name: "Play" }).click();
    for (const step of [1, 6, 11, 19]) await at(page, step);
    expect(await page.locator("#after .pm-player-summary").textContent()).toMatch(
      /At most 3 arenas were held at once\. 1 went back to the system, 2 are held\./,
    );
    await page.context().close();
  });

  it("is stepped into from the still figure, by a press and by keys", async () => {
    const page = await notebookWith({});
    await page.locator("#after").scrollIntoViewIfNeeded();
    const drawing = page.locator("#after .pm-drawings[tabindex]");
    await drawing.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await page.locator("#after .pm-reading").textContent()).toMatch(
      /^A2: held; 3 live blocks/,
    );
    await page.keyboard.press("Enter");
    await at(page, 19);
    await page.locator("#after").getByRole("heading", { name: "The pool of arena 2" }).waitFor();
    await page.locator("#after").getByRole("button", { name: "Back to the still figure" }).click();
    // By position, so that the drawing is brought into view first.
    await drawing
      .locator("svg")
      .first()
      .click({ position: { x: 60, y: 50 } });
    await page.locator("#after").getByRole("heading", { name: "The pool of arena 1" }).waitFor();
    await page.context().close();
  });

  it.each([1280, 390])("has no axe violations in a notebook's page at %d px", async (width) => {
    const page = await notebookWith({ viewport: { width, height: 900 }, reducedMotion: "reduce" });
    await page.locator("#after").getByRole("button", { name: "Play" }).click();
    await at(page, 19);
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  });

  it("leaves the still figure alone where there is no JavaScript", async () => {
    const page = await notebookWith({ javaScriptEnabled: false });
    expect(await page.locator("#after .pm-figure-player").isVisible()).toBe(false);
    expect(await page.locator("#after .pm-chart svg").first().isVisible()).toBe(true);
    await page.context().close();
  });

  it("is a picture with a caption where there is no JavaScript", async () => {
    const page = await pageWith({ javaScriptEnabled: false });
    await openPage(page, "/player", { javaScriptEnabled: false });
    expect(await page.getByRole("img", { name: /79 arenas/ }).count()).toBe(1);
    expect(await page.locator("figcaption").textContent()).toMatch(/37 of 79 arenas went back/);
    await page.context().close();
  });

  async function pageWith(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    return context.newPage();
  }

  async function notebookWith(options: BrowserContextOptions): Promise<Page> {
    const page = await pageWith(options);
    await openPage(page, "/notebooks/arenas-pools-blocks", options);
    if (options.javaScriptEnabled !== false) {
      await page.getByRole("button", { name: "Just show me" }).click();
    }
    return page;
  }

  async function playerAt(hash: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await pageWith(options);
    await openPage(page, `/player${hash}`);
    await page.locator(".pm-player[data-step]").waitFor();
    return page;
  }
});

/** Says whether a script is the player's, or its worker's. */
function isOfPlayer(address: string): boolean {
  return /\/(?:live-player|player-engine)\./.test(address);
}

async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

function at(page: Page, step: number): Promise<void> {
  return page.locator(`.pm-player[data-step="${step}"]`).waitFor();
}

async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, content }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))], name));
      return data;
    },
    { name, content: bytes.toString("base64") },
  );
  await page.locator(".pm-player").dispatchEvent("drop", { dataTransfer: transfer });
}
