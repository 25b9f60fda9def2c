import { readFileSync } from "node:fs";
import type { Page, Request } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { cellsOutline, poolCells } from "../../src/site/components/stats/pool-cells.js";
import samples from "../../src/site/data/stats-samples.json";
import { browserPath } from "./browser.js";
import { htmlOf } from "./built-pages.js";
import { overflowOf, violationsOf } from "./page-soundness.js";
import { type VisitOptions, visitor } from "./visit.js";

const PATH = "/will-my-memory-come-back";
const textOf = (name: string) => readFileSync(`test/data/samples/${name}.txt`, "utf8");

describe("the samples of the stats page", () => {
  it.each(samples)("$name is $file of the project's measured texts", ({ file, text }) => {
    expect(text).toBe(textOf(file));
  });
});

describe("the picture of the pools", () => {
  const stats = {
    poolBytes: 16_384,
    unusedPoolCount: 3,
    bytesLostToAlignment: 16_384,
    classes: [
      { sizeClass: 0, blockBytes: 16, poolCount: 2, blocksInUse: 1021, availableBlocks: 1021 },
    ],
  };
  const all = { ...emptyStats(), ...stats };

  it("has a run a class, then the free pools and those lost", () => {
    expect(poolCells(all)).toEqual({
      poolsPerCell: 1,
      runs: [
        {
          name: "16 bytes: 2 pools, 50.0% of the blocks live",
          state: "used",
          share: 0.5,
          cells: 2,
        },
        { name: "free: 3 pools", state: "free", share: 0, cells: 3 },
        { name: "lost to alignment: 1 pool", state: "lost", share: 0, cells: 1 },
      ],
    });
  });

  it("lets a cell stand for several pools where there are many, and leaves no class out", () => {
    const { poolsPerCell, runs } = poolCells({ ...all, unusedPoolCount: 51_194 });
    expect(poolsPerCell).toBe(10); // 51,197 pools, at most 5,120 cells
    expect(runs.map(({ cells }) => cells)).toEqual([1, 5120, 1]);
  });

  it("outlines cells in rows", () => {
    expect(cellsOutline(2, 7, 4)).toBe("M2 0h2v1h-2zM0 1h4v1h-4zM0 2h1v1h-1z");
    expect(cellsOutline(0, 0, 4)).toBe("");
  });
});

describe("without JavaScript", () => {
  const html = htmlOf(PATH);

  it("the page says what to do instead, and shows a real text explained", () => {
    expect(html).toContain("npx pymalloc-lab stats stats.txt");
    expect(html).toContain("<strong>64 arenas</strong>");
    expect(html).toContain("Free blocks, between live ones");
  });
});

describe.skipIf(browserPath === undefined)("the stats page", () => {
  it("explains what is pasted, and sends nothing over the net", async () => {
    await onPage({}, async (page) => {
      const requests: Request[] = [];
      page.on("request", (request) => requests.push(request));
      await paste(page, textOf("3.11-sparse"));
      await expect.poll(() => verdict(page)).toContain("2.1% of the 44.0 MiB in 44 arenas");
      expect(await page.locator(".st-sums").textContent()).toMatch(/^✓ \d+ sums checked, all hold/);
      expect(await adviceTitles(page)).toEqual([
        "Free pools, in arenas that still have a live block",
        "Compare with the whole process",
      ]);
      await page.getByLabel("Resident memory").fill("500");
      expect((await adviceTitles(page))[0]).toBe("Something else holds it");
      for (const name of ["A fresh interpreter", "The last half dropped"]) {
        await page.getByRole("button", { name }).click();
      }
      expect(await verdict(page)).toContain("34 arenas");
      // The site fetches parts of itself ahead, for the links in sight. Nothing is sent with that.
      const own = new RegExp(`^${inject("siteUrl")}/(assets|img)/[^?]*$`);
      for (const request of requests) {
        expect(request.url()).toMatch(own);
        expect([request.method(), request.postData()]).toEqual(["GET", null]);
      }
    });
  });

  it("marks the figures that do not add up", async () => {
    await onPage({}, async (page) => {
      await paste(page, textOf("3.13-startup").replace("7,600", "7,616"));
      const sums = await page.locator(".st-sums").textContent();
      expect(sums).toMatch(
        /✗ 2 of 135 sums do not hold.*line 48: .*Printed 7,616, should be 7,600\./,
      );
    });
  });

  it("says of every other text what it is", async () => {
    await onPage({}, async (page) => {
      const cases: [string, string][] = [
        [textOf("3.13-mimalloc"), "This is mimalloc's text"],
        [textOf("3.13-malloc"), "another one is in pymalloc's place"],
        [textOf("3.13-startup").slice(0, 2200), "is cut short at its end"],
        ["588 arenas * 262144 bytes/arena = 154,140,672  <- held", "147.0 MiB in 588 arenas"],
        [JSON.stringify(textOf("3.11-sparse")), "2.1% of the 44.0 MiB in 44 arenas"],
      ];
      for (const [text, words] of cases) {
        await paste(page, text);
        await expect.poll(() => verdict(page)).toContain(words);
      }
      await paste(page, textOf("3.11-debug"));
      expect((await adviceTitles(page))[0]).toBe("Switch the debug allocator off");
      await paste(page, "Traceback (most recent call last):\n  MemoryError");
      const alert = page.getByRole("alert").filter({ hasText: "No line here" });
      expect(await alert.textContent()).toContain("Traceback (most recent call last):");
    });
  });

  it("makes arenas over time of a log, and explains any text of it", async () => {
    await onPage({}, async (page) => {
      await paste(page, textOf("3.10-log"));
      await page.locator(".st-log .pm-chart[data-live] svg[role=img]").waitFor();
      await page.getByLabel("Explain text number").fill("1");
      await expect.poll(() => verdict(page)).toContain("No arena is held");
    });
  });

  it("reads a file, and a long log in a worker while the page keeps answering", async () => {
    await onPage({}, async (page) => {
      const log = textOf("3.10-log").repeat(60);
      await page.getByLabel("A file with stats texts").setInputFiles({
        name: "server.log",
        mimeType: "text/plain",
        buffer: Buffer.from(log),
      });
      await page.getByRole("heading", { name: "A log of 360 texts" }).waitFor();
      expect(await page.locator(".st-about").textContent()).toContain("server.log");
      expect(await page.locator("textarea").inputValue()).toBe("");
    });
  });

  it("prints nothing of a file that is not text", async () => {
    await onPage({}, async (page) => {
      await page.getByLabel("A file with stats texts").setInputFiles({
        name: "archive.zip",
        mimeType: "application/zip",
        buffer: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0xd5, 0x0a]),
      });
      const alert = page.getByRole("alert").filter({ hasText: "This file is not text." });
      await alert.waitFor();
      expect(await alert.locator("pre").count()).toBe(0);
    });
  });

  it("tells what changed between two texts", async () => {
    await onPage({}, async (page) => {
      await page.getByRole("button", { name: "Compare with an earlier text" }).click();
      await page.getByLabel("Before", { exact: true }).fill(textOf("3.13-allocated"));
      await page.locator(".st-told").waitFor();
      const told = await page.locator(".st-told li").allTextContents();
      expect(told).toContain("So nothing of it came back: free blocks in used pools +30.5 MiB.");
      await page.getByLabel("Before", { exact: true }).fill("nonsense");
      expect(await page.getByRole("alert").allTextContents()).toContain(
        "The text before is not a text of pymalloc, so there is nothing to compare.",
      );
    });
  });

  for (const width of [1280, 390]) {
    for (const theme of ["light", "dark"] as const) {
      it(`is sound when it is used at ${width} px, ${theme}`, async () => {
        await onPage({ viewport: { width, height: 900 }, colorScheme: theme }, async (page) => {
          await page.getByRole("button", { name: "Compare with an earlier text" }).click();
          await page.getByLabel("Before", { exact: true }).fill(textOf("3.13-allocated"));
          await page.getByText("Every figure that changed").click();
          await page.getByLabel("After", { exact: true }).fill(textOf("3.10-log"));
          await page.locator(".st-log .pm-chart").scrollIntoViewIfNeeded();
          await page.locator(".st-log .pm-chart[data-live]").waitFor();
          expect.soft(await violationsOf(page)).toEqual([]);
          expect.soft(await overflowOf(page)).toBe(0);
          await page.getByLabel("After", { exact: true }).fill("nonsense");
          expect.soft(await violationsOf(page)).toEqual([]);
          expect.soft(await overflowOf(page)).toBe(0);
        });
      });
    }
  }
});

const visit = visitor();

/** Opens the page. */
function onPage(options: VisitOptions, use: (page: Page) => Promise<void>): Promise<void> {
  return visit(PATH, options, use);
}

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel("Your text").fill(text);
}

/** The answer, and how the heap is packed, in words. */
async function verdict(page: Page): Promise<string> {
  return (await page.locator(".st-verdict, .st-packed").allTextContents()).join(" ");
}

function adviceTitles(page: Page): Promise<string[]> {
  return page.locator(".st-advice h3").allTextContents();
}

function emptyStats() {
  return {
    smallRequestThreshold: 512,
    sizeClassCount: 32,
    arenas: { total: 1, reclaimed: 0, highwater: 1, current: 1 },
    arenaBytes: 1_048_576,
    bytesInAllocatedBlocks: 0,
    bytesInAvailableBlocks: 0,
    bytesLostToPoolHeaders: 0,
    bytesLostToQuantization: 0,
  };
}
