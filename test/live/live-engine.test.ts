import { describe, expect, it, vi } from "vitest";
import { LiveEngine, type WorkerListener } from "../../src/live/live-engine.js";
import { LONGEST_RUN_MS } from "../../src/live/longest-run.js";

/** A worker that answers when the test says so, and the engine that uses it. */
function engineWithWorkers() {
  const workers: { listener: WorkerListener; asked: number[]; isEnded: boolean }[] = [];
  const engine = new LiveEngine((listener) => {
    const worker = { listener, asked: [] as number[], isEnded: false };
    workers.push(worker);
    return {
      post: ({ run }) => worker.asked.push(run),
      terminate: () => {
        worker.isEnded = true;
      },
    };
  });
  return { engine, workers };
}

const CODE = { cell: "cell 1", source: "1" };
const text = (run: number, words: string) =>
  ({
    type: "output",
    run,
    output: { output_type: "stream", name: "stdout", text: words },
  }) as const;
const end = (run: number, hasFailed = false) => ({ type: "end", run, hasFailed }) as const;

describe("the engine", () => {
  it("starts no worker before the first run, and one for all", async () => {
    const { engine, workers } = engineWithWorkers();
    expect(workers).toHaveLength(0);
    const first = engine.run(CODE);
    const second = engine.run(CODE);
    expect(workers[0]?.asked).toEqual([1]);
    workers[0]?.listener.message(end(1));
    expect(workers[0]?.asked).toEqual([1, 2]);
    workers[0]?.listener.message(end(2, true));
    expect((await first).status).toBe("done");
    expect((await second).status).toBe("failed");
    expect(workers).toHaveLength(1);
  });

  it("gives a run its own outputs, a late one as well", async () => {
    const { engine, workers } = engineWithWorkers();
    const heard: unknown[] = [];
    const first = engine.run({ ...CODE, onOutput: (output) => heard.push(output) });
    const second = engine.run({ ...CODE, cell: "cell 2" });
    workers[0]?.listener.message(text(1, "a"));
    workers[0]?.listener.message(end(1));
    workers[0]?.listener.message(text(1, "late"));
    workers[0]?.listener.message(end(2));
    expect((await first).outputs).toMatchObject([{ text: "a" }]);
    expect(heard).toMatchObject([{ text: "a" }, { text: "late" }]);
    expect((await second).outputs).toEqual([]);
  });

  it("stops what runs and what waits by ending the worker, and starts another for the next", async () => {
    const { engine, workers } = engineWithWorkers();
    const runs = [engine.run(CODE), engine.run(CODE)];
    engine.stop();
    expect((await Promise.all(runs)).map(({ status }) => status)).toEqual(["stopped", "stopped"]);
    expect(workers[0]?.isEnded).toBe(true);
    const next = engine.run(CODE);
    workers[1]?.listener.message(end(2));
    expect((await next).status).toBe("done");
  });

  it("ends a worker whose cell fills the memory, and says so", async () => {
    const { engine, workers } = engineWithWorkers();
    const run = engine.run(CODE);
    workers[0]?.listener.message({ type: "grown", run: 1, reason: "grown to 500 MiB" });
    expect(await run).toMatchObject({
      status: "died",
      outputs: [{ ename: "MemoryLimit", evalue: "grown to 500 MiB" }],
    });
    expect(workers[0]?.isEnded).toBe(true);
  });

  it("ends a run that lasts too long, and leaves in peace one that has ended", async () => {
    vi.useFakeTimers();
    const { engine, workers } = engineWithWorkers();
    const first = engine.run(CODE);
    workers[0]?.listener.message(end(1));
    const endless = engine.run(CODE);
    vi.advanceTimersByTime(LONGEST_RUN_MS);
    expect((await first).status).toBe("done");
    expect(await endless).toMatchObject({
      status: "died",
      outputs: [{ ename: "TimeLimit", evalue: "it ran for 120 seconds" }],
    });
    vi.useRealTimers();
  });

  it("tells of a worker that dies, and continues with another", async () => {
    const { engine, workers } = engineWithWorkers();
    const run = engine.run(CODE);
    workers[0]?.listener.failure("out of memory");
    expect(await run).toMatchObject({
      status: "died",
      outputs: [{ output_type: "error", evalue: "out of memory" }],
    });
    void engine.run(CODE);
    expect(workers).toHaveLength(2);
  });
});

describe("a cell that sends messages by itself", () => {
  it("is told once, in its run, that what is not an output was left out", async () => {
    const { engine, workers } = engineWithWorkers();
    const run = engine.run(CODE);
    for (const forged of [undefined, { type: "output", run: 1, output: {} }, "end", end(7)]) {
      workers[0]?.listener.message(forged);
    }
    workers[0]?.listener.message(text(1, "own"));
    workers[0]?.listener.message(end(1));
    const { status, outputs } = await run;
    expect(status).toBe("done");
    expect(outputs).toEqual([
      {
        output_type: "stream",
        name: "stderr",
        text: "Left out: a message that no cell's output is.\n",
      },
      text(1, "own").output,
    ]);
  });

  it("may show five hundred things, and is told that the rest is left out", async () => {
    const { engine, workers } = engineWithWorkers();
    const run = engine.run(CODE);
    const shown = { output_type: "display_data", data: { "text/plain": "x" } };
    for (let i = 0; i < 600; i++) {
      workers[0]?.listener.message({ type: "output", run: 1, output: shown });
    }
    workers[0]?.listener.message(end(1));
    const { outputs } = await run;
    expect(outputs).toHaveLength(501);
    expect(outputs.at(-1)).toMatchObject({ name: "stderr" });
  });

  it("is stopped when it does not cease", async () => {
    const { engine, workers } = engineWithWorkers();
    const run = engine.run(CODE);
    for (let i = 0; i < 10_001; i++) workers[0]?.listener.message(i);
    const { status, outputs } = await run;
    expect(status).toBe("died");
    expect(workers[0]?.isEnded).toBe(true);
    expect(outputs.at(-1)).toMatchObject({
      output_type: "error",
      evalue: "it sent the page more than a page can show",
    });
  });
});
