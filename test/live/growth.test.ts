import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellCode } from "../../src/live/cell-code.js";
import { estimatedBytes, GrowthError, MOST_BYTES, watchOf } from "../../src/live/growth.js";
import { LiveRuns } from "./run-live.js";

/** A clock that continues by so many milliseconds whenever it is read. */
function clock(stepMs: number) {
  let time = 0;
  return () => {
    time += stepMs;
    return time;
  };
}

describe("a size", () => {
  it("is estimated from the entries", () => {
    expect(estimatedBytes(new Float64Array(1000))).toBe(8000);
    expect(estimatedBytes("abcd")).toBe(20);
    expect(estimatedBytes([1, 2, 3])).toBe(16 + 3 * 8);
    expect(estimatedBytes(new Map([["a", new Uint8Array(100)]]))).toBeGreaterThan(100);
    expect(estimatedBytes({ deep: { er: new Uint8Array(500) } })).toBeGreaterThan(500);
  });

  it("of a list a hundred times as long is a hundred times as large", () => {
    const lists = [1000, 100_000].map((length) =>
      Array.from({ length }, (_, n) => ({ n, text: "four" })),
    );
    const [one = 0, hundred = 0] = lists.map((list) => estimatedBytes(list));
    expect(hundred / one).toBeGreaterThan(99);
    expect(hundred / one).toBeLessThan(101);
  });

  it("is found of anything, also of what holds itself", () => {
    fc.assert(fc.property(fc.anything(), (value) => estimatedBytes(value) >= 0));
    const self: unknown[] = [];
    self.push(self, { self });
    expect(estimatedBytes(self)).toBeGreaterThan(0);
  });
});

describe("a watch", () => {
  it("tells of what has grown too large, and throws", () => {
    const told: string[] = [];
    const watch = watchOf(
      () => [],
      ({ message }) => told.push(message),
      clock(60),
    );
    const large = [new ArrayBuffer(MOST_BYTES), 0];
    const rounds = () => {
      for (let round = 0; round < 10; round++) watch(() => large);
    };
    expect(rounds).toThrow(GrowthError);
    expect(told[0]).toMatch(/has grown to about 400 MiB, and a page has room for 400/);
  });

  it("looks at slow rounds soon, and at quick ones seldom", () => {
    const looksIn = (rounds: number, stepMs: number) => {
      let looks = 0;
      const watch = watchOf(
        () => [],
        () => {},
        clock(stepMs),
      );
      const growing = () => {
        looks += 1;
        return [];
      };
      for (let round = 0; round < rounds; round++) watch(growing);
      return looks;
    };
    expect(looksIn(20, 50)).toBe(10);
    expect(looksIn(100_000, 0.01)).toBe(0);
  });

  it("takes a variable without a value as nothing", () => {
    const watch = watchOf(
      () => [],
      () => {},
      clock(200),
    );
    expect(() =>
      watch(() => {
        throw new ReferenceError("early");
      }),
    ).not.toThrow();
  });
});

describe("a loop in a cell", () => {
  it.each([
    ["for (const n of list) sum += n;", "__watch0(() => [sum]);"],
    ["while (go()) { list.push(1); }", "{__watch0(() => [list]);"],
    ["do map.set(1, 2); while (go())", "do {__watch0(() => [map]);map.set(1, 2);} while"],
    ["for (;;) { const own = []; own.push(1); table[i] = own; }", "() => [table]"],
    ["for (;;) each((item) => { item.x = 1; all.add(item) })", "() => [all]"],
    ["for (;;) for (;;) list.push(1)", "{__watch0(() => [list]);for (;;) {__watch1(() => [list]);"],
    ["for (;;) { import('m') }", "{__watch0(() => []); __cell.load"],
  ])("%s hands over what grows in it", (source, watched) => {
    expect(cellCode(source).body.replaceAll(/; +/g, "; ")).toContain(watched);
  });

  it.each([
    ["let n = 0; for (let i = 0; i < 3; i++) n += i; n", "3"],
    [
      "let n = 0; outer: for (const a of [1, 2]) for (const b of [1, 2]) { if (b === 2) continue outer; n += a } n",
      "3",
    ],
    [
      "class Pile { items = []; fill() { while (this.items.length < 4) this.items.push(1); return this.items.length } } new Pile().fill()",
      "4",
    ],
    ["let k = ''; for (const key in { a: 1, b: 2 }) k += key; k", "ab"],
    ["let i = 0; do i++; while (i < 5)\ni", "5"],
  ])("%s does what it did", async (source, value) => {
    const outputs = await new LiveRuns().run(source);
    expect(outputs).toMatchObject([{ data: { "text/plain": value } }]);
  });
});
