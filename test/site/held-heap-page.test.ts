import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import {
  type Python,
  PythonProcess,
  programPath,
  pythonsToTry,
} from "../inspect/python-process.js";
import { browserPath } from "./browser.js";
import { overflowOf, violationsOf } from "./page-soundness.js";
import { type VisitOptions, visitor } from "./visit.js";

const PATH = "/will-my-memory-come-back";
const sample = (name: string) => readFileSync(`test/data/held-heaps/${name}.held.json.gz`);
const file = (name: string, buffer: Buffer) => ({
  name,
  mimeType: "application/octet-stream",
  buffer,
});
const visit = visitor();
const onPage = (options: VisitOptions, use: (page: Page) => Promise<void>) =>
  visit(PATH, options, use);

describe.skipIf(browserPath === undefined)("a heap on the stats page", () => {
  it("loads nothing that reads or draws heaps before there is one, and then sends nothing", async () => {
    await onPage({}, async (page) => {
      const asked: string[] = [];
      page.on("request", (request) => {
        asked.push(new URL(request.url()).pathname);
        expect(request.method()).toBe("GET");
        expect(request.url()).toContain(inject("siteUrl"));
      });
      expect(asked.filter((one) => /heap|held/.test(one))).toEqual([]);
      await open(page, "A later name.held.json.gz", sample("rare-survivors"));
      await page.locator(".st-verdict").filter({ hasText: "44 arenas hold 44.0 MiB" }).waitFor();
      expect(asked.some((one) => one.includes("heap"))).toBe(true);
      expect(asked.filter((one) => one.endsWith(".gz"))).toEqual([]);
    });
  });

  it("lets a holder go: its arenas leave the map, and come again when it is kept", async () => {
    await onPage({ reducedMotion: "reduce" }, async (page) => {
      await press(page, "Rare survivors");
      const keep = page.getByRole("checkbox", { name: "__main__.keep" });
      await keep.check();
      await expect.poll(() => dropped(page)).toContain("41 of 44 arenas come back, within one");
      await expect.poll(() => altOfMap(page)).toContain("44 arenas, 41 of them come back");
      await keep.uncheck();
      await expect.poll(() => altOfMap(page)).toContain("44 arenas, 0 of them come back");
    });
  });

  it("reads arenas with the keys, and an arena's blocks with their type and holder", async () => {
    await onPage({}, async (page) => {
      await press(page, "A Django shop");
      const map = page.locator(".st-heap .pm-drawings[tabindex]").first();
      await map.focus();
      await page.keyboard.press("End");
      const reading = page.locator(".st-heap .pm-reading").first();
      await expect
        .poll(() => reading.textContent())
        .toMatch(/^arena 36; \d+ blocks live; __main__\.last_seen/);
      await page.keyboard.press("Enter");
      const blocks = page.locator(".st-arena .pm-drawings[tabindex]");
      await blocks.focus();
      await page.keyboard.press("Home");
      const said = page.locator(".st-arena .pm-reading");
      await expect
        .poll(() => said.textContent())
        .toMatch(/^pool \d+, block \d+: str, \d+ bytes; __main__\.last_seen$/);
      await page.getByRole("button", { name: "Close arena 36" }).click();
      expect(await page.locator(".st-arena").count()).toBe(0);
    });
  });

  it("tells what changed from one heap to another", async () => {
    await onPage({}, async (page) => {
      await press(page, "Rare survivors");
      const later = page.locator(".st-second input[type=file]");
      await later.setInputFiles(file("later.held.json.gz", sample("django-shop")));
      const told = page.locator(".st-difference .st-told");
      await expect
        .poll(() => told.textContent())
        .toContain("to later.held.json.gz: −7 arenas (−7.0 MiB)");
      expect(await page.locator(".st-difference").textContent()).toContain("__main__.last_seen");
      expect(await page.locator(".st-maps .pm-chart").count()).toBe(2);
    });
  });

  it("refuses what is broken by name, and keeps what was there", async () => {
    await onPage({}, async (page) => {
      const whole = sample("rare-survivors");
      const heap = JSON.parse(gunzipSync(whole).toString());
      const cases: [string, Buffer, string][] = [
        ["cut.gz", whole.subarray(0, 9000), "cut short"],
        ["trace.gz", gzipSync("[]"), "not a held heap"],
        ["wrong.gz", gzipSync(JSON.stringify({ ...heap, version: 7 })), "version"],
        ["core", Buffer.from("\x7fELF\x02\x01\x01"), "core"],
        ["copy", Buffer.from("PYMEM1\0\0\xff\xff"), "copy"],
      ];
      for (const [name, buffer, words] of cases) {
        await open(page, name, buffer);
        const alert = page.getByRole("alert").filter({ hasText: `${name} cannot be read` });
        await expect.poll(() => alert.textContent()).toContain(words);
      }
      await page.getByRole("button", { name: "Back to the text" }).click();
      await page.locator(".st-verdict").filter({ hasText: "64 arenas" }).waitFor();
    });
  });

  const [python] = pythonsToTry();
  it.skipIf(python === undefined)(
    "reads a copy that a process made of itself, as the command does",
    async () => {
      const folder = mkdtempSync(path.join(tmpdir(), "held-page-"));
      try {
        const copy = await selfCopy(python!, folder);
        writeFileSync(path.join(folder, "heap.pymem"), copy);
        await onPage({}, async (page) => {
          await open(page, "heap.pymem", copy);
          await expect
            .poll(() => page.locator(".st-about").textContent(), { timeout: 60_000 })
            .toContain("Python 3.");
          const paths = await page.locator(".st-holders th code").allTextContents();
          expect(paths).toEqual(holdersOf(path.join(folder, "heap.pymem")));
        });
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  for (const width of [1280, 390, 320]) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`is sound at ${width} px, ${colorScheme}`, async () => {
        await onPage({ viewport: { width, height: 900 }, colorScheme }, async (page) => {
          await press(page, "A Django shop");
          await page.getByRole("checkbox", { name: "__main__.last_seen" }).check();
          await expect.poll(() => dropped(page)).toContain("12 of 37 arenas");
          await page.getByText("What the live blocks are").first().click();
          expect.soft(await violationsOf(page)).toEqual([]);
          expect.soft(await overflowOf(page)).toBe(0);
        });
      });
    }
  }
});

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  await page.locator(".st-heap .pm-chart[data-live]").first().waitFor();
}

async function open(page: Page, name: string, buffer: Buffer): Promise<void> {
  const input = page.locator(".st-door input[type=file]");
  await input.setInputFiles(file(name, buffer));
}

async function dropped(page: Page): Promise<string> {
  return (await page.locator(".st-dropped").textContent()) ?? "";
}

async function altOfMap(page: Page): Promise<string> {
  return (await page.locator(".st-heap .pm-drawings svg").first().getAttribute("aria-label")) ?? "";
}

/** The paths of the holders that the command finds. */
function holdersOf(copy: string): string[] {
  const args = ["dist/cli/main.js", "inspect", copy, "--json"];
  const printed = execFileSync(process.execPath, args, { encoding: "utf8" });
  return JSON.parse(printed).holders.map((holder: { path: string }) => holder.path);
}

/** The program runs the lines that `inspect --snippet self` prints, and its file is read. */
async function selfCopy(python: Python, folder: string): Promise<Buffer> {
  const args = ["dist/cli/main.js", "inspect", "--snippet", "self"];
  const lines = execFileSync(process.execPath, args, { encoding: "utf8" });
  const snippet = path.join(folder, "snippet.py");
  writeFileSync(snippet, lines.replace("/tmp/heap-%d", `${folder}/%d`).replace(/^print\(.*$/m, ""));
  const program = [programPath("target.py"), programPath("rare_survivors.py"), "20000"];
  const process_ = await PythonProcess.start(python, program);
  try {
    await process_.ask(`exec(open(${JSON.stringify(snippet)}).read())`);
    return readFileSync(path.join(folder, `${process_.pid}.pymem`));
  } finally {
    process_.end();
  }
}
