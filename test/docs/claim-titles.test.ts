/**
 * The title of a figure or table is a claim. It is computed in its cell, or it stands here with
 * what makes it true of the very data that the notebook shows under it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { ArenaMapChart } from "../../src/charts/arena-map/sheets.js";
import type { ArenasOverTimeChart } from "../../src/charts/arenas-over-time/series.js";
import { CHART_MIME, type Chart } from "../../src/charts/chart.js";
import type { HeldBarsChart } from "../../src/charts/held-bars/bars.js";
import type { CodeCell } from "../../src/notebook/format/notebook-format.js";
import { parseNotebook } from "../../src/notebook/format/parse-notebook.js";
import { type DataTable, TABLE_MIME } from "../../src/notebook/table/data-table.js";

const FOLDER = fileURLToPath(new URL("../../notebooks/", import.meta.url));

/** What is shown under a title. */
type Shown = Chart | DataTable;

const isOf = <K extends Chart["chart"]>(
  shown: Shown,
  kind: K,
): shown is Extract<Chart, { chart: K }> => "chart" in shown && shown.chart === kind;

const ofTable = (holds: (rows: DataTable["rows"], table: DataTable) => boolean) => (shown: Shown) =>
  "rows" in shown && "columns" in shown && holds(shown.rows, shown);
const ofBars = (holds: (bars: HeldBarsChart["bars"]) => boolean) => (shown: Shown) =>
  isOf(shown, "heldBars") && holds(shown.bars);
const ofMap = (holds: (sheets: ArenaMapChart["sheets"]) => boolean) => (shown: Shown) =>
  isOf(shown, "arenaMap") && holds(shown.sheets);
const ofRuns = (holds: (runs: ArenasOverTimeChart["runs"]) => boolean) => (shown: Shown) =>
  isOf(shown, "arenasOverTime") && holds(shown.runs);

/** Rows of `threeWays`: CPython, stage, formula, simulator, measured. */
const areEqual = ofTable((rows) => rows.every((row) => row[3] === row[4]));
const isSaid = () => true;
const bytesOf = (bars: HeldBarsChart["bars"], name: string) =>
  bars.find((bar) => bar.name === name)?.heldBytes ?? Number.NaN;
const inGroups = (bars: HeldBarsChart["bars"]) =>
  [...new Set(bars.map(({ group }) => group))].map((group) =>
    bars.filter((bar) => bar.group === group),
  );
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const back = ({ heldBytes, beforeBytes = 0 }: HeldBarsChart["bars"][number]) =>
  1 - heldBytes / beforeBytes;
const peak = (values: readonly number[]) => Math.max(...values);

const ofHolders = (holds: (cells: readonly string[]) => boolean) => (shown: Shown) =>
  isOf(shown, "holderMap") && holds(shown.tiles.map(({ cells }) => cells));
/** Pools of the holder that comes first, and all that have something alive. */
const poolsOfFirst = (cells: string) => cells.replace(/[^aA]/g, "").length;
const poolsInUse = (cells: string) => cells.replace(/[^a-zA-Z]/g, "").length;

/** Titles that no cell computes. `isSaid` marks those that claim nothing. */
const CLAIMS: Readonly<Record<string, (shown: Shown) => boolean>> = {
  "One name returns arenas, the others none": ofTable(
    (rows) => rows.filter((row) => Number(row[4]) > 0).length === 1,
  ),
  "The notes lie in arenas that are almost empty": ofHolders((tiles) => {
    const sparse = tiles.filter((cells) => poolsInUse(cells) < 0.4 * cells.length);
    const withNotes = tiles.filter((cells) => poolsOfFirst(cells) > 0);
    return withNotes.filter((cells) => sparse.includes(cells)).length > 0.8 * withNotes.length;
  }),
  "Without last_seen": isSaid,
  "A dozen blocks hold a mebibyte": (shown) =>
    isOf(shown, "arenaPrices") &&
    shown.arenaBytes === 2 ** 20 &&
    shown.priceCurve.every(({ blocks, arenasBack }) => Math.round(blocks / arenasBack) <= 12),
  "A string or two an arena": ofHolders((tiles) => {
    const held = tiles.map(poolsOfFirst).filter((pools) => pools > 0);
    return held.length > 40 && mean(held) >= 1 && mean(held) < 2;
  }),
  "Twelve nodes fill two arenas, and begin a third": ofMap(
    ([sheet]) => sheet?.arenas.map((arena) => arena?.liveBlocks).join() === "5,5,2",
  ),
  "Since 3.10, arenas and pools are four times as large": ofTable(
    ([, older = [], newer = []]) =>
      newer[0] === "3.10" && [1, 2].every((at) => Number(newer[at]) === 4 * Number(older[at])),
  ),
  "67 and 80 bytes are neighbours, and 81 lives elsewhere": ofTable((rows) => {
    const [first = 0, second = 0, third = 0] = rows.map((row) => Number(row[1]));
    return second - first === 80 && third - first > 16_000;
  }),
  "Arenas held: the simulator is right to the arena": areEqual,
  "New strings fill the holes, and take no arena more": ofBars((bars) =>
    inGroups(bars).every((group) => new Set(group.map(({ heldBytes }) => heldBytes)).size === 1),
  ),
  "Arenas held: the formula gives a spread, the simulator the number": (shown) =>
    areEqual(shown) && ofTable((rows) => rows.some((row) => String(row[2]).includes("±")))(shown),
  "Few survivors hold less of 3.9's small arenas": ofBars((bars) =>
    inGroups(bars).every((group) => bytesOf(group, "3.9") < bytesOf(group, "3.11")),
  ),
  "Formula, simulator and CPython agree": (shown) =>
    isOf(shown, "seedSpread") &&
    shown.rows.every(
      ({ arenas, expected, spread }) =>
        Math.abs(mean(arenas) - expected) < (2 * spread) / Math.sqrt(arenas.length),
    ),
  "The later strings lay in the later arenas": ofMap(([sheet]) => {
    const places = (isBack: boolean) =>
      [...(sheet?.arenas.keys() ?? [])].filter((at) => (sheet?.arenas[at] === null) === isBack);
    return mean(places(true)) > mean(places(false)) + 20;
  }),
  "Arenas held: a little more than half, and to the arena": (shown) =>
    areEqual(shown) &&
    ofTable((rows) => {
      const at = (stage: string) => Number(rows.find((row) => row[1] === stage)?.[3]);
      const share = at("deleted") / at("allocated");
      return share > 0.5 && share < 0.56;
    })(shown),
  "On every version almost half comes back": ofBars(
    (bars) => bars.length === 10 && bars.every((bar) => back(bar) > 0.45 && back(bar) < 0.5),
  ),
  "Only neighbours in long runs take their arenas with them": ofBars(
    (bars) => bars.map((bar) => (back(bar) > 0.1 ? "back" : back(bar))).join() === "0,0,back,back",
  ),
  "Arenas held, give or take two": ofTable((rows) =>
    rows.every((row) => Math.abs(Number(row[3]) - Number(row[4])) <= 2),
  ),
  "One script, ten Pythons, three families": ofRuns((runs) => {
    const peaks = runs.map(({ arenas }) => peak(arenas));
    const jumps = peaks.slice(1).filter((next, at) => Math.abs(next - (peaks[at] ?? 0)) > 5);
    return runs.length === 10 && jumps.length === 2;
  }),
  "The arena grew, and then the string shrank": ofTable((rows) => {
    const changes = (at: number) =>
      rows.findIndex((row, i) => i > 0 && row[at] !== rows[i - 1]?.[at]);
    return rows[changes(1)]?.[0] === "3.10" && rows[changes(2)]?.[0] === "3.12";
  }),
  "Ten real interpreters say the same": (shown) =>
    areEqual(shown) &&
    ofTable((rows) => new Set(rows.map(([release]) => release)).size === 10)(shown),
  "Up to 3.9, most comes back; from 3.12, less is taken": ofBars(
    (bars) =>
      bars.every((bar, at) => back(bar) > 0.5 === at < 4) &&
      bars.every(({ beforeBytes = 0 }, at) => beforeBytes < 70 * 2 ** 20 === at > 5),
  ),
  "The walk leaves the tree after two letters": isSaid,
  "Almost three of four letters are shared": ofTable((rows) => {
    const [, letters = 0, nodes = 0] = (rows[0] ?? []).map(Number);
    return Math.abs(1 - nodes / letters - 0.73) < 0.02;
  }),
  "Every arena is thinned out, and none is emptied": ofMap(([built, compressed]) => {
    const pairs = built?.arenas.map((arena, at) => [arena, compressed?.arenas[at]] as const) ?? [];
    const thinned = pairs.filter(([a, b]) => a && b && b.liveBytes < a.liveBytes);
    return pairs.length > 30 && pairs.every(([, b]) => b) && thinned.length >= pairs.length - 2;
  }),
  "No version gives an arena back, and 3.13 takes more": ofBars((bars) =>
    bars.every((bar) => (bar.group === "Python 3.13" ? back(bar) < 0 : back(bar) === 0)),
  ),
  "Sorting costs arenas, reading line by line costs none": ofBars(
    (bars) =>
      bytesOf(bars, "from a sorted list") > bytesOf(bars, "built compressed") &&
      bytesOf(bars, "read from text") === bytesOf(bars, "built compressed"),
  ),
  "One by one, the order does not matter": ofTable(
    (rows) => new Set(rows.map(([, arenas]) => arenas)).size === 1,
  ),
  "Text only grows; JSON and pickle drop what they hold by": ofRuns((runs) =>
    runs.every(({ name, liveBytes }) => {
      const dropped = 1 - (liveBytes.at(-1) ?? 0) / peak(liveBytes);
      return name === "text" ? dropped < 0.01 : dropped > 0.2;
    }),
  ),
  "Text halves the arenas, and pickle adds to them": ofBars((bars) =>
    bars.every((bar) =>
      bar.name === "text"
        ? Math.abs(back(bar) - 0.5) < 0.06
        : bar.name === "pickle"
          ? back(bar) < 0
          : true,
    ),
  ),
  "Arenas at the end, with __slots__ and without": isSaid,
  "Pickle ends with more arenas than the tree had at first": ofTable((rows) =>
    rows.every(([, before, after]) => Number(after) > Number(before)),
  ),
  "The child takes its holes with it": ofBars(
    ([alone, both, parent]) =>
      alone !== undefined &&
      both !== undefined &&
      parent !== undefined &&
      parent.heldBytes < alone.heldBytes &&
      alone.heldBytes < both.heldBytes,
  ),
  "What can be moved can be packed": ofBars((bars) => {
    const compacted = bars.at(-1);
    return compacted !== undefined && back(compacted) > 0;
  }),
  "V8's heap, from start-up to a compacting collection": isSaid,
  "Small arenas hold least, and are asked for most often": ofTable((rows) =>
    rows.every(
      (row, at) =>
        at === 0 ||
        (Number(row[2]) > Number(rows[at - 1]?.[2]) && Number(row[3]) < Number(rows[at - 1]?.[3])),
    ),
  ),
  "One recorded process under four arena sizes": isSaid,
  "Here the order changes nothing": ofTable((rows) =>
    [true, false].every(
      (keeps) => new Set(rows.filter((row) => row[1] === keeps).map((row) => row[3])).size === 1,
    ),
  ),
};

const TITLED = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".ipynb"))
  .flatMap((file) =>
    parseNotebook(readFileSync(FOLDER + file, "utf8"), file)
      .cells.filter((cell): cell is CodeCell => cell.cell_type === "code")
      .flatMap(({ id, source, outputs }) =>
        outputs.flatMap((output) => {
          const shown =
            "data" in output ? (output.data[CHART_MIME] ?? output.data[TABLE_MIME]) : "";
          return isShown(shown) && shown.title !== "" ? [{ file, id, source, shown }] : [];
        }),
      ),
  );

function isShown(value: unknown): value is Shown {
  return typeof value === "object" && value !== null && "title" in value;
}

describe("the title of a figure", () => {
  it.each(TITLED.map((one) => ({ ...one, title: one.shown.title })))(
    "$file#$id: $title",
    ({ source, shown, title }) => {
      const claim = CLAIMS[title];
      // What the source does not have word for word, the cell has computed.
      if (!source.includes(title)) expect(claim).toBeUndefined();
      else expect(claim?.(shown), "what makes it true is to be said here").toBe(true);
    },
  );

  it("is not said here when no notebook says it any more", () => {
    const titles = TITLED.map(({ shown }) => shown.title);
    expect(Object.keys(CLAIMS).filter((title) => !titles.includes(title))).toEqual([]);
  });
});
