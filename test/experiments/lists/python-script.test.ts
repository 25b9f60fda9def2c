import { expect, test } from "vitest";
import { EXPERIMENTS, experimentNamed } from "../../../src/experiments/run-experiment.js";

const scriptOf = (name: string, options = {}) => experimentNamed(name).script?.(options).text;

test("the script of random-half is the one that was measured", () => {
  expect(scriptOf("random-half", { seed: 7 })).toBe(
    [
      "import sys, gc, random",
      "random.seed(7)",
      "sys._debugmallocstats()",
      "strings = [str(random.random()) for _ in range(1000000)]",
      "sys._debugmallocstats()",
      "strings = [s for s in strings if random.random() < 0.5]",
      "gc.collect()",
      "sys._debugmallocstats()",
      "",
    ].join("\n"),
  );
});

test("the others differ by a line", () => {
  expect(scriptOf("rare-survivors")).toContain("if random.random() < 0.00005]");
  expect(scriptOf("first-half", { count: 1001, keep: 0.3 })).toContain("strings = strings[:300]");
  expect(scriptOf("blocks-512")).toContain("[bytes(479) for _ in range(1000000)]");
  expect(scriptOf("blocks-512", { requestBytes: 513 })).toContain("bytes(480)");
});

test("experiments that are not a list of objects have no script", () => {
  const without = EXPERIMENTS.filter(({ script }) => script === undefined);
  expect(without.map(({ name }) => name)).toEqual(["toy", "trie-compression"]);
});

test("what no run takes, no script takes", () => {
  expect(() => scriptOf("random-half", { count: -1 })).toThrow("got -1");
  expect(() => scriptOf("random-half", { keep: 2 })).toThrow("got 2");
  expect(() => scriptOf("blocks-512", { requestBytes: 34 })).toThrow("requests 34 bytes");
});
