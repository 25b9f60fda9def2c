/** The two files of docs/sweeps.md for a browser, bundled, served and run. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runSweep, sweepPlan } from "pymalloc-lab/experiments";
import handler from "serve-handler";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, isBrowserRequired, launchBrowser } from "./browser.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = readFileSync(join(root, "docs/sweeps.md"), "utf8");
const LIMIT_MILLISECONDS = 120_000;

/** A file that the page gives in full. */
function fileOfPage(name: string): string {
  const fence = new RegExp(
    `^\`\`\`js title="${name.replace(".", "\\.")}"\\n([\\s\\S]*?)^\`\`\``,
    "m",
  );
  const text = fence.exec(page)?.[1];
  if (text === undefined) throw new Error(`docs/sweeps.md has no ${name}`);
  return text;
}

/** Bundles a file with the bundler that the test runner has. */
async function bundle(folder: string, name: string): Promise<void> {
  const ofVitest = createRequire(createRequire(import.meta.url).resolve("vitest/package.json"));
  const vite = await import(pathToFileURL(ofVitest.resolve("vite")).href);
  const lib = { entry: name, formats: ["es"], fileName: () => name };
  await vite.build({
    root: folder,
    configFile: false,
    logLevel: "silent",
    build: { lib, outDir: "served", emptyOutDir: false, minify: false },
  });
}

describe.skipIf(browserPath === undefined && !isBrowserRequired)("a sweep in a browser", () => {
  let folder = "";
  const server = createServer((request, response) =>
    handler(request, response, { public: join(folder, "served") }),
  );

  beforeAll(async () => {
    // Inside the project, so that the bundler finds the library.
    folder = mkdtempSync(join(root, ".cache-sweep-"));
    for (const name of ["sweep-worker.js", "main.js"]) {
      writeFileSync(join(folder, name), fileOfPage(name));
      await bundle(folder, name);
    }
    const script =
      '<!doctype html><title>sweep</title><script type="module" src="main.js"></script>';
    writeFileSync(join(folder, "served/index.html"), script);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  }, LIMIT_MILLISECONDS);

  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it(
    "prints the lines that Node makes, byte for byte, from workers of its own",
    async () => {
      const [draft = ""] = /(?<=sweepPlan\()\{.*\}(?=\))/.exec(fileOfPage("main.js")) ?? [];
      const expected: string[] = [];
      for await (const line of runSweep(sweepPlan(new Function(`return ${draft}`)()))) {
        expected.push(JSON.stringify(line));
      }
      const address = server.address();
      if (address === null || typeof address === "string")
        throw new Error("the server has no port");
      const browser = await launchBrowser();
      try {
        const tab = await browser.newPage();
        const lines: string[] = [];
        let workers = 0;
        tab.on("worker", () => {
          workers += 1;
        });
        const all = new Promise<void>((resolve, reject) => {
          tab.on("pageerror", reject);
          tab.on("console", (message) => {
            if (message.type() !== "log") return;
            lines.push(message.text());
            if (lines.length === expected.length) resolve();
          });
        });
        await tab.goto(`http://127.0.0.1:${address.port}/`);
        await all;
        expect(lines).toEqual(expected);
        expect(workers).toBeGreaterThan(0);
      } finally {
        await browser.close();
      }
    },
    LIMIT_MILLISECONDS,
  );
});
