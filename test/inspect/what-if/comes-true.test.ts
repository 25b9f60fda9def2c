import { describe, expect, test } from "vitest";
import { HeapAnswers } from "../../../src/inspect/heap-answers.js";
import type { HeapReading } from "../../../src/inspect/heap-reading.js";
import { PythonProcess, programPath, pythonsToTry } from "../python-process.js";

const pythons = pythonsToTry();

const arenasOf = ({ interpreters }: HeapReading) =>
  new Set(interpreters[0]!.arenas.map(({ address }) => address));

async function withTarget(
  path: string,
  args: readonly string[],
  use: (running: PythonProcess) => Promise<void>,
): Promise<void> {
  const python = pythons.find((one) => one.path === path)!;
  const running = await PythonProcess.start(python, [programPath("target.py"), ...args]);
  try {
    await use(running);
  } finally {
    running.end();
  }
}

describe.skipIf(pythons.length === 0)("a what-if (needs Linux and a Python)", () => {
  describe.each(pythons)("on CPython $version", ({ path, version }) => {
    test("of the cheapest strs foretells the arenas by address", async () => {
      await withTarget(path, [programPath("rare_survivors.py"), "200000"], async (running) => {
        const answers = new HeapAnswers(running.read());
        const keep = answers.holders(1)[0]!;
        expect(keep.path).toBe("__main__.keep");
        for (const { arenas, arenasBack, places } of answers.priceCurve().points) {
          expect(arenasBack).toBeGreaterThanOrEqual(arenas - 1);
          expect(answers.text.ofObject(places[0]!.object)).toBe("__main__.keep");
        }
        const { graph, reading } = answers;
        graph.reader.read(keep.object);
        const strs = graph.reader.targets.slice(0, graph.reader.count);
        // The survivors in every other arena, as places of the list.
        const { pools } = reading;
        const isChosen = (block: number) => pools.arena[pools.poolOfBlock(block)]! % 2 === 0;
        const chosen = [...strs.keys()].filter((place) => isChosen(strs[place]!));
        const foretold = answers.model.free(chosen.map((place) => strs[place]!)).addresses;
        const before = arenasOf(reading);
        await running.ask(`for i in ${JSON.stringify(chosen)}: keep[i] = None`);
        const after = arenasOf(running.read());
        const gone = [...before].filter((address) => !after.has(address));
        console.log(
          `CPython ${version}: ${chosen.length} strs go, ${gone.length} arenas come back`,
        );
        expect(gone.sort()).toEqual([...foretold].sort());
        expect(gone.length).toBeGreaterThan(0);
      });
    });

    test("of a whole structure foretells how many arenas, within one", async () => {
      await withTarget(path, [programPath("mixed.py"), "8000"], async (running) => {
        const answers = new HeapAnswers(running.read());
        await running.ask("keep = generator = words = None; gc.collect()");
        const dropped = answers.drop(["__main__.keep", "__main__.generator", "__main__.words"]);
        const { arenas, arenasBack, within } = dropped;
        const left = arenasOf(running.read()).size;
        const foretold = arenas - arenasBack.length;
        console.log(`CPython ${version}: ${arenas} arenas, ${left} left, ${foretold} foretold`);
        expect(within).toBe(1);
        expect(Math.abs(left - foretold)).toBeLessThanOrEqual(within);
        expect(arenasBack.length).toBeGreaterThan(0);
      });
    });
  });
});
