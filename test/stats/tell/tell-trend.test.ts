import fc from "fast-check";
import { expect, test } from "vitest";
import { tellTrend } from "../../../src/stats/tell/tell-trend.js";
import { parseMallocStats } from "../../../src/stats/text/parse.js";
import { sample } from "../stats-sample.js";

/** Texts of arenas of 1 MiB: held, live MiB. */
function logOf(points: readonly (readonly [held: number, live: number])[], ever = 1000) {
  return parseMallocStats(
    points
      .map(
        ([held, live], i) => `# arenas allocated total = ${ever + i}
# arenas allocated current = ${held}
${held} arenas * 1048576 bytes/arena = ${held * 2 ** 20}
# bytes in allocated blocks = ${live * 2 ** 20}
1 unused pools * 16384 bytes = 16384
`,
      )
      .join(""),
  );
}

const kindOf = (points: readonly (readonly [number, number])[]) => tellTrend(logOf(points))?.kind;

test("a floor that rises third by third is growth, whatever the peaks between do", () => {
  const log = logOf([
    [9, 2],
    [20, 15],
    [9, 3],
    [22, 15],
    [9, 4],
    [20, 15],
  ]);
  expect(tellTrend(log)).toEqual({
    kind: "grows",
    sentence:
      "It grows: in the first third of the log at least 2.0 MiB is live, in the last at least " +
      "4.0 MiB. If the work is the same all along, a leak is likely.",
  });
});

test("a height that is reached early and not passed is a plateau", () => {
  const log = logOf([
    [5, 2],
    [20, 15],
    [20, 2],
    [20, 15],
    [20, 2],
    [20, 15],
  ]);
  expect(tellTrend(log)).toEqual({
    kind: "plateau",
    sentence:
      "A plateau: the most that is held, 20.0 MiB, was reached at text 2, and what is live does " +
      "not rise. That is not a leak: the process keeps room for its busiest moment.",
  });
});

test("what came down is no leak, and what still rises in its peaks alone is not clear", () => {
  expect(
    kindOf([
      [5, 2],
      [20, 15],
      [20, 2],
      [20, 15],
      [20, 2],
      [9, 2],
    ]),
  ).toBe("cameDown");
  expect(
    kindOf([
      [5, 2],
      [10, 9],
      [10, 2],
      [20, 15],
      [30, 2],
      [40, 15],
    ]),
  ).toBe("unclear");
});

test("a log of new arenas alone can only rise", () => {
  expect(tellTrend(parseMallocStats(sample("3.10-log")))).toEqual({
    kind: "onlyRises",
    sentence:
      "PYTHONMALLOCSTATS prints when a new arena is needed, so such a log rises. It says how high " +
      "the process went, 4 arenas; what came back is seen in the last text alone, where 3 arenas are held.",
  });
});

test("few texts, and those of a process before, have no direction", () => {
  expect(
    kindOf([
      [5, 2],
      [20, 15],
      [20, 2],
      [20, 15],
      [20, 2],
    ]),
  ).toBeUndefined();
  const two = [
    ...logOf(
      [
        [1, 1],
        [2, 1],
        [3, 1],
        [4, 1],
        [5, 1],
      ],
      9000,
    ),
    ...logOf([[1, 1]]),
  ];
  expect(tellTrend(two)).toBeUndefined();
});

test("a log that repeats itself never grows", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })), {
        minLength: 2,
        maxLength: 8,
      }),
      (period) => {
        expect(kindOf([...period, ...period, ...period])).not.toBe("grows");
      },
    ),
  );
});
