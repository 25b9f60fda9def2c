import { runExperiment } from "pymalloc-lab";
import { DELETION_ORDERS, experimentNamed } from "pymalloc-lab/experiments";
import { describe, expect, it } from "vitest";
import { initialTheory } from "../../src/site/components/dials/initial-theory.js";
import { knownFigures } from "../../src/site/components/dials/known-figures.js";
import { isNewer, LatestWins } from "../../src/site/components/dials/latest-wins.js";
import {
  DEFAULTS,
  isSame,
  KEEPS,
  readSettings,
  searchOf,
} from "../../src/site/components/dials/settings.js";
import { browserPath } from "./browser.js";
import { overflowOf, violationsOf } from "./page-soundness.js";
import { visitor } from "./visit.js";

describe("an address", () => {
  it("says what differs from the defaults, and is read back", () => {
    const settings = { ...DEFAULTS, keep: 0.001, order: "clustered", arenaKib: 256 } as const;
    expect(searchOf(settings)).toBe("?keep=0.001&arena=256&order=clustered");
    expect(readSettings(searchOf(settings))).toEqual({ settings, problems: [] });
    expect(searchOf(DEFAULTS)).toBe("");
  });

  it("asks for the same run when it is a copy", () => {
    const settings = { ...DEFAULTS, keep: 0.001 };
    expect(isSame(settings, structuredClone(settings))).toBe(true);
    expect(isSame(settings, DEFAULTS)).toBe(false);
  });

  it("with bad values is taken as near as can be, and each is named", () => {
    const { settings, problems } = readSettings("?keep=7&count=1.5&seed=&python=2.7&arena=3");
    expect(settings).toEqual({ ...DEFAULTS, keep: 1, count: 2 });
    expect(problems).toEqual([
      'arena must be one of own, 64, 256, 1024, 4096, got "3"; it is own.',
      'count must be a whole number from 1 to 2,000,000, got "1.5"; it is 2.',
      'keep must be a number from 0 to 1, got "7"; it is 1.',
      'seed must be a whole number from 0 to 4,294,967,295, got ""; it is 20240607.',
      expect.stringMatching(/^python must be one of 3\.6, .*, got "2\.7"; it is 3\.11\.$/),
    ]);
  });
});

it("the dials begin with the formula of the experiment that they turn", () => {
  expect(initialTheory()).toEqual(experimentNamed("random-half").theory?.({ ...DEFAULTS }));
});

describe("the figures that are known before a run", () => {
  it("are of every stop of the two dials of the landing page", () => {
    for (const order of DELETION_ORDERS) {
      for (const keep of KEEPS) {
        const known = knownFigures({ ...DEFAULTS, order, keep });
        expect(known?.obtained, `${order} ${keep}`).toBeGreaterThanOrEqual(known?.held ?? 0);
        expect(known?.held).toBeGreaterThanOrEqual(known?.startup ?? 0);
      }
    }
  });

  it.each([{ ...DEFAULTS, keep: 0.0001 }, { ...DEFAULTS, keep: 0.2, order: "clustered" } as const])(
    "are those of the run: $order, $keep",
    async (settings) => {
      const { keptCount, stages } = await runExperiment("random-half", settings);
      const [startup, , end] = stages;
      expect(knownFigures(settings)).toEqual({
        count: settings.count,
        keptCount,
        startup: startup?.arenas.current,
        obtained: end?.arenas.total,
        held: end?.arenas.current,
      });
    },
  );

  it("are none for other settings", () => {
    expect(knownFigures({ ...DEFAULTS, seed: 1 })).toBeUndefined();
    expect(knownFigures({ ...DEFAULTS, keep: 0.123 })).toBeUndefined();
    expect(knownFigures({ ...DEFAULTS, arenaKib: 256 })).toBeUndefined();
  });
});

describe("the latest wish wins", () => {
  it("what waits is replaced, and the last is asked for", () => {
    const asked: number[] = [];
    const line = new LatestWins<number>((job) => asked.push(job));
    for (const job of [1, 2, 3]) line.wish(job);
    expect(asked).toEqual([1]);
    line.answered();
    expect(asked).toEqual([1, 3]);
    line.wish(4);
    line.drop();
    line.answered();
    expect(asked).toEqual([1, 3]);
  });

  it("an answer to an older wish is dropped, and a whole run replaces its first look", () => {
    const look = { wish: 2, isFirstLook: true };
    expect(isNewer({ wish: 1, isFirstLook: false }, look)).toBe(false);
    expect(isNewer({ wish: 2, isFirstLook: false }, look)).toBe(true);
    expect(isNewer(look, { wish: 2, isFirstLook: false })).toBe(false);
    expect(isNewer({ wish: 3, isFirstLook: true }, look)).toBe(true);
  });
});

describe.skipIf(browserPath === undefined)("the dials", () => {
  it("answer while they are dragged, a first look marked, and end with the whole run", async () => {
    await visit("/dials?count=700000", {}, async (page) => {
      await expect
        .poll(() => page.locator(".dl-words").textContent(), { timeout: 60_000 })
        .toMatch(/^700,000 strings/);
      await page.evaluate(noteOutcomes);
      const box = await page.getByLabel("Kept").boundingBox();
      if (box === null) throw new Error("no dial");
      const y = box.y + box.height / 2;
      await page.mouse.move(box.x + box.width * 0.77, y);
      await page.mouse.down();
      for (let x = 0.75; x > 0.2; x -= 0.05) await page.mouse.move(box.x + box.width * x, y);
      await page.mouse.up();
      const last = await page.getByLabel("Kept").inputValue();
      expect(Number(last)).toBeLessThan(8);
      await page.locator('.dl-outcome[data-look="false"]:not([data-wish="0"])').waitFor();
      await expect.poll(() => page.evaluate(() => globalThis.outcomes)).toContain("A first look");
      await expect
        .poll(() => page.locator(".dl-words").textContent(), { timeout: 60_000 })
        .toMatch(/^700,000 strings: /);
      await expect.poll(() => page.url()).toContain("keep=0.000");
    });
  });

  it("answer before anything has run where the answer is known, and the run agrees", async () => {
    await visit("/dials", {}, async (page) => {
      const words = page.locator(".dl-words");
      const outcome = page.locator(".dl-outcome");
      await page.getByLabel("Kept").focus();
      const before = await words.textContent();
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowRight");
      const ahead = await words.textContent();
      expect(await outcome.getAttribute("data-ahead")).toBe("true");
      expect(ahead).not.toBe(before);
      expect(ahead).toMatch(/^1,000,000 strings: /);
      expect(await page.locator(".pm-figure-gone dd").textContent()).toMatch(/^99\.99\d%$/);
      await expect.poll(() => outcome.getAttribute("data-ahead"), { timeout: 60_000 }).toBeNull();
      expect(await words.textContent()).toBe(ahead);
    });
  });

  it("are set from the address, with a word on what it got wrong, and turned by keys", async () => {
    const path = "/dials?count=100000&keep=9&order=last";
    await visit(path, {}, async (page) => {
      await expect
        .poll(() => page.getByRole("alert").textContent())
        .toContain('keep must be a number from 0 to 1, got "9"');
      await page.getByLabel("Kept").focus();
      for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowLeft");
      const kept = page.getByLabel("Kept");
      expect(await kept.getAttribute("aria-valuetext")).toBe("50%");
      const words = page.locator(".dl-words");
      await expect.poll(() => words.textContent()).toMatch(/^100,000 strings: \d+ arenas obtained/);
      await expect.poll(() => page.locator(".pm-figure-gone dd").textContent()).toBe("50%");
      await page.getByLabel("Arenas", { exact: true }).selectOption("256");
      await expect
        .poll(() => page.locator(".dl-model").textContent())
        .toContain("a model, not a Python");
    });
  });

  for (const width of [1280, 390]) {
    for (const theme of ["light", "dark"] as const) {
      it(`are sound when they are turned at ${width} px, ${theme}`, async () => {
        await visit(
          "/dials?keep=9",
          { viewport: { width, height: 900 }, colorScheme: theme },
          async (page) => {
            await page.getByLabel("Dropped").selectOption("clustered");
            await page.locator('.dl-outcome[data-look="false"]:not([data-wish="0"])').waitFor();
            expect.soft(await violationsOf(page)).toEqual([]);
            expect.soft(await overflowOf(page)).toBe(0);
          },
        );
      });
    }
  }
});

declare global {
  /** All words that the outcome had while it was watched. */
  var outcomes: string;
}

/** Runs on the page: notes every outcome in words. */
function noteOutcomes(): void {
  globalThis.outcomes = "";
  const words = document.querySelector(".dl-words");
  if (words === null) return;
  const observer = new MutationObserver(() => {
    globalThis.outcomes += `${words.textContent}\n`;
  });
  observer.observe(words, { childList: true, characterData: true, subtree: true });
}

const visit = visitor();
