/**
 * A person's way: `npm run notebook`, open a notebook in Notebook 6, run all, look. The
 * picture of what they see is stored in .cache/jupyter-test/notebook-6.png.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findJupyter } from "../../scripts/find-jupyter.mjs";
import { serialiseNotebook } from "../../src/notebook/format/notebook-format.js";
import { codeCell, notebookOf } from "../notebook/lesson.js";
import { browserPath, launchBrowser, NO_BROWSER } from "../site/browser.js";
import { freePort, isJupyterRequired, jupyterFolder, root } from "./debian-jupyter.js";

const TOKEN = "for-tests";

const lesson = notebookOf(
  codeCell(
    "chart",
    'import { arenaMap, runExperiment, show } from "pymalloc-lab";\n' +
      'const toy = await runExperiment("toy");\n' +
      'show(arenaMap(toy.recording, { stage: "deleted" }));',
  ),
  codeCell("lines", "for (let i = 1; i <= 2000; i++) console.log(i);"),
  codeCell("value", "({ arenas: toy.stages.map((stage) => stage.arenas.current) })"),
  codeCell("error", "function deep() { throw new RangeError('too deep'); }\ndeep();"),
);
const kernelspec = {
  name: "pymalloc-lab",
  display_name: "TypeScript (pymalloc-lab)",
  language: "typescript",
};

const missing = whatIsMissing();
if (missing !== undefined) console.log(`${missing}: the test in Notebook 6 is skipped`);

/** A newer Jupyter is taken before Notebook 6, and its page is another. */
function whatIsMissing(): string | undefined {
  const jupyter = findJupyter(process.env);
  if (jupyter === undefined && isJupyterRequired) throw new Error("no Jupyter was found");
  if (!jupyter?.version.startsWith("6."))
    return `this machine's Jupyter is ${jupyter?.name ?? "missing"}`;
  return browserPath === undefined ? NO_BROWSER : undefined;
}

describe.skipIf(missing !== undefined)("in Notebook 6", () => {
  const { folder, environment } = jupyterFolder();
  let server: ChildProcess;
  let address: string;
  let log = "";
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const metadata = { ...lesson.metadata, kernelspec };
    writeFileSync(join(folder, "lesson.ipynb"), serialiseNotebook({ ...lesson, metadata }));
    const port = await freePort();
    server = startNotebook(port);
    address = `http://localhost:${port}/notebooks/lesson.ipynb?token=${TOKEN}`;
    browser = await launchBrowser();
    await isListening();
    page = await browser.newPage({ viewport: { width: 1100, height: 1500 } });
    await page.goto(address);
  });

  afterAll(async () => {
    await browser?.close();
    if (server.exitCode === null) {
      server.kill("SIGTERM");
      await once(server, "exit");
    }
    rmSync(folder, { recursive: true });
  });

  function startNotebook(port: number): ChildProcess {
    const options = [`--port=${port}`, "--no-browser", "--allow-root"];
    const token = `--NotebookApp.token=${TOKEN}`;
    return spawn(process.execPath, ["scripts/notebook.mjs", folder, ...options, token], {
      cwd: root,
      env: environment,
      stdio: ["ignore", "ignore", "pipe"],
    });
  }

  function isListening(): Promise<void> {
    return new Promise((resolve, reject) => {
      server.stderr?.on("data", (chunk) => {
        log += chunk;
        if (/is running at/.test(log)) resolve();
      });
      server.once("exit", (code) => reject(new Error(`Jupyter ended with ${code}:\n${log}`)));
    });
  }

  it("npm run notebook says what the page about it says", () => {
    const page = readFileSync(join(root, "docs/run-it-locally.md"), "utf8");
    const [, transcript = ""] = page.match(/```console\n([\s\S]*?)```/) ?? [];
    const said = transcript
      .trimEnd()
      .split("\n")
      .filter((line) => !line.startsWith("$ "));
    expect(said.length).toBeGreaterThan(0);
    // Debian may have another 6.4 by now.
    const withoutVersion = (line = "") => line.replace(/\d+\.\d+\.\d+/, "");
    const lines = log.split("\n").slice(0, said.length);
    expect(lines.map(withoutVersion)).toEqual(said.map(withoutVersion));
  });

  it("a notebook opens with the repository's kernel, runs whole, and shows what it should", async () => {
    await page.locator(".kernel_indicator_name", { hasText: kernelspec.display_name }).waitFor();
    await page.locator(".kernel_idle_icon").waitFor({ timeout: 60_000 });
    await page.locator("#menus").getByText("Cell", { exact: true }).click();
    await page.locator("#run_all_cells").click();
    const cells = page.locator(".code_cell");
    const outputOf = (index: number) => cells.nth(index).locator(".output_area");
    // The error stops the run, so it is there last.
    const error = outputOf(3).locator(".output_error");
    await error.waitFor({ timeout: 60_000 });

    expect((await error.innerText()).trimEnd()).toBe(
      "RangeError: too deep\n    at deep (<cell>)\n    at <cell>",
    );
    const chart = outputOf(0).locator("figure svg").first();
    const box = await chart.boundingBox();
    expect(box?.width).toBeGreaterThan(400);
    expect(box?.height).toBeGreaterThan(50);
    const printed = (await outputOf(1).innerText()).trim().split("\n");
    expect(printed.slice(-2)).toEqual(["1999", "2000"]);
    expect(printed).toHaveLength(2000);
    expect(await outputOf(2).innerText()).toContain("{ arenas: [ 0, 3, 2 ] }");
    const prompts = await cells.locator(".input_prompt").allInnerTexts();
    expect(prompts.map((prompt) => prompt.replaceAll(/\s/g, ""))).toEqual(
      [1, 2, 3, 4].map((count) => `In[${count}]:`),
    );
    await cells.first().scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(folder, "notebook-6.png") });
    copyFileSync(join(folder, "notebook-6.png"), join(folder, "../notebook-6.png"));
  });
});
