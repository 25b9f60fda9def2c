import { expect, it } from "vitest";
import { staleCells } from "../../src/live/stale-outputs.js";

/** A cell whose outputs are the stored ones. */
const STORED = { isChanged: false, shownRun: 0, changingRun: 0 };
const EDITED = { ...STORED, isChanged: true };

it("nothing is stale on a page as it came, or after a first run of its cells in any order", () => {
  expect(staleCells([STORED, STORED])).toEqual([false, false]);
  expect(
    staleCells([
      { ...STORED, shownRun: 2 },
      { ...STORED, shownRun: 1 },
    ]),
  ).toEqual([false, false]);
});

it("an edit makes its own outputs stale and all below, none above", () => {
  expect(staleCells([STORED, EDITED, STORED, STORED])).toEqual([false, true, true, true]);
});

it("a run of edited code makes those below stale until they run after it", () => {
  const ran = { ...STORED, shownRun: 3, changingRun: 3 };
  expect(staleCells([ran, STORED, { ...STORED, shownRun: 2 }, { ...STORED, shownRun: 4 }])).toEqual(
    [false, true, true, false],
  );
});
