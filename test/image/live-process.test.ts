import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { LiveProcess } from "../../src/image/live-process.js";
import { isAlive } from "../../src/image/process-facts.js";

const isLinux = process.platform === "linux";
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A Node that has a text in its memory and tells when it is ready. */
async function target(): Promise<{ child: ChildProcess; pid: number }> {
  const code = `
    const page = Buffer.alloc(1 << 20, "a text to be found ");
    console.log("ready");
    setInterval(() => page[0], 1000);
  `;
  const child = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  await once(child.stdout!, "data");
  return { child, pid: child.pid! };
}

const stateOf = (pid: number) => {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  return stat.charAt(stat.lastIndexOf(")") + 2);
};

/** Waits for a state of a process. */
async function state(pid: number, wanted: (state: string) => boolean): Promise<void> {
  while (!wanted(stateOf(pid))) await new Promise((done) => setImmediate(done));
}

describe.skipIf(!isLinux)("a running process (Linux)", () => {
  test("that has ended does not run, though its parent never asked for its exit code", async () => {
    const parent = spawn("sh", ["-c", "true & echo $!; exec sleep 60"]);
    children.push(parent);
    const [line] = await once(parent.stdout, "data");
    const pid = Number(String(line));
    await state(pid, (letter) => letter === "Z");
    expect(() => process.kill(pid, 0)).not.toThrow();
    expect(isAlive(pid)).toBe(false);
    expect(isAlive(parent.pid!)).toBe(true);
  });

  test("is copied, stands still meanwhile only, and continues", async () => {
    const { pid } = await target();
    const live = new LiveProcess(pid);
    const steps: string[] = [];
    const image = live.copy({ isStopped: true, onStep: (step) => steps.push(step) });
    const decoder = new TextDecoder("latin1");
    const found = image.regions.some(({ bytes }) =>
      decoder.decode(bytes).includes("a text to be found a text to be found"),
    );
    live.close();
    expect(found).toBe(true);
    expect(steps).toEqual([
      `copying process ${pid} a first time, while it runs`,
      `copying process ${pid} while it stands still`,
    ]);
    expect(image.origin).toMatchObject({ kind: "process", isOfOneMoment: true, problems: [] });
    expect(image.origin.stoppedMs).toBeGreaterThan(0);
    expect(stateOf(pid)).not.toBe("T");
  });

  test("that was stopped before stays stopped", async () => {
    const { pid } = await target();
    process.kill(pid, "SIGSTOP");
    await state(pid, (one) => one === "T");
    const live = new LiveProcess(pid);
    const image = live.copy({ isStopped: true });
    live.close();
    expect(image.origin).toMatchObject({ isOfOneMoment: true, stoppedMs: 0 });
    expect(stateOf(pid)).toBe("T");
  });

  test("is not stopped when it should not be, and the copy says what it is worth", async () => {
    const { pid } = await target();
    const live = new LiveProcess(pid);
    expect(live.copy({ isStopped: false }).origin.isOfOneMoment).toBe(false);
    live.close();
  });

  test("continues when the one who stopped it is killed", async () => {
    const { pid } = await target();
    const folder = mkdtempSync(join(tmpdir(), "stop-"));
    const script = join(folder, "stopper.mjs");
    const library = new URL("../../dist/image/process-stop.js", import.meta.url).href;
    writeFileSync(
      script,
      `import { ProcessStop } from ${JSON.stringify(library)};
       new ProcessStop(${pid}).stop();
       console.log("stopped");
       Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
    );
    const stopper = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    children.push(stopper);
    await once(stopper.stdout!, "data");
    expect(stateOf(pid)).toBe("T");
    stopper.kill("SIGKILL");
    await state(pid, (one) => one !== "T");
    rmSync(folder, { recursive: true });
  });

  test("that ends is said to have ended", async () => {
    const { child, pid } = await target();
    const live = new LiveProcess(pid);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(() => live.copy({ isStopped: true })).toThrow(`process ${pid} ended while it was read`);
    live.close();
    expect(() => new LiveProcess(pid)).toThrow(`there is no process ${pid}`);
  });

  test("that is this one is refused", () => {
    expect(() => new LiveProcess(process.pid)).toThrow("is this very program");
  });
});
