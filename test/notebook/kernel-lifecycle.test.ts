/** How a kernel ends, and what its client says of it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { KernelClient } from "../../src/notebook/kernel/kernel-client.js";
import { KernelDiedError } from "../../src/notebook/kernel/kernel-process.js";
import { refuseOtherTslab, TSLAB_VERSION } from "../../src/notebook/kernel/tslab-package.js";
import { type CellRun, resultOf, runCell } from "./run-cell.js";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kernel-lifecycle-test-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("a kernel", () => {
  it("ends when it is asked to, though a timer of the notebook still runs", async () => {
    const kernel = await KernelClient.start(folder);
    await runCell(kernel, "setInterval(() => {}, 1000);");
    expect(await kernel.shutdown()).toBe("asked");
  });

  it("that does not listen is ended by force", async () => {
    const kernel = await KernelClient.start(folder);
    let busy: Promise<CellRun> | undefined;
    await new Promise<void>((isBusy) => {
      busy = runCell(
        kernel,
        "process.stdout.write('x'.repeat(65_536)); for (;;) await null;",
        isBusy,
      );
      busy.catch(() => {});
    });
    expect(await kernel.shutdown()).toBe("killed");
    await expect(busy).rejects.toThrow("the kernel ended by SIGKILL");
  });

  it("that a cell ends is reported with its exit status, then and later", async () => {
    const kernel = await KernelClient.start(folder);
    const ended = runCell(kernel, "process.exit(3)");
    await expect(ended).rejects.toThrow(KernelDiedError);
    await expect(ended).rejects.toThrow("the kernel ended with status 3");
    await expect(runCell(kernel, "1")).rejects.toThrow("with status 3");
    expect(await kernel.shutdown()).toBe("died");
  });

  it("runs in the folder it is given, and leaves nothing behind", async () => {
    const kernel = await KernelClient.start(folder);
    expect(await resultOf(kernel, "process.cwd()")).toBe(folder);
    const { pid } = kernel;
    await kernel.shutdown();
    expect(pid !== undefined && isRunning(pid)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that cannot start is reported with the folder it was to start in", async () => {
    const missing = join(folder, "missing");
    await expect(KernelClient.start(missing)).rejects.toThrow(
      `the kernel ended before it began, in ${missing}`,
    );
  });

  it("is built on one version of tslab and refuses every other, saying what to do", () => {
    expect(() => refuseOtherTslab(TSLAB_VERSION)).not.toThrow();
    expect(() => refuseOtherTslab("1.0.23")).toThrow(
      /built on tslab 1\.0\.22, but 1\.0\.23 is installed; run `npm ci`/,
    );
  });
});

describe("a kernel whose client is killed", () => {
  const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
  let temporary: string;
  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), "k-"));
  });
  afterEach(() => rmSync(temporary, { recursive: true }));

  /** Runs a notebook whose cell says its process's number and then computes for ever. */
  async function busy() {
    const told = join(temporary, "pid");
    const source = `require("node:fs").writeFileSync(${JSON.stringify(told)}, String(process.pid)); for (;;);`;
    const cell = {
      cell_type: "code",
      id: "c",
      metadata: {},
      source,
      outputs: [],
      execution_count: null,
    };
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] };
    writeFileSync(join(temporary, "busy.ipynb"), JSON.stringify(notebook));
    const client = spawn(process.execPath, [main, "notebook", "run", "busy.ipynb"], {
      cwd: temporary,
      env: { ...process.env, TMPDIR: temporary },
      stdio: "ignore",
    });
    const pid = await until(() => existsSync(told) && Number(readFileSync(told, "utf8")));
    return { client, pid };
  }

  it.each(["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "by %s ends, though a cell computes, and its key is gone",
    async (signal) => {
      const { client, pid } = await busy();
      expect(readdirSync(temporary).filter(isWorkFolder)).toHaveLength(1);
      client.kill(signal);
      await once(client, "exit");
      await until(() => !isRunning(pid) && !readdirSync(temporary).some(isWorkFolder));
    },
  );
});

const isWorkFolder = (name: string) => name.startsWith(".pymalloc-lab-");

/** Waits for something that another process does; the test's own limit ends it. */
async function until<T>(look: () => T | false): Promise<T> {
  for (;;) {
    const seen = look();
    if (seen) return seen;
    await pause(20);
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
