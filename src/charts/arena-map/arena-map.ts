/**
 * The arena map: every arena of a run as a tile, every pool in it as a cell,
 * coloured by how full it is. Arenas are in order of birth, and one that went back
 * keeps its place as a dashed outline.
 */
import { arenaName } from "../../recording/place-names.js";
import type {
  ArenaOccupancy,
  HeldArena,
  OccupancySnapshot,
  Recording,
} from "../../recording/recording.js";
import { type NamedRecording, stageMarks } from "../arenas-over-time/arenas-over-time.js";
import { formatBytes, formatNumber } from "../byte-unit.js";
import type { Figure, Frame } from "../frame.js";
import { pixelPlot } from "../plot-style.js";
import { drawMap } from "./drawing.js";
import { layoutMaps } from "./layout.js";
import { poolCharacters, poolsInUse } from "./pool-characters.js";
import type { ArenaMapChart, ArenaMapSheet, ArenaMapTouch, MapArena, SheetRun } from "./sheets.js";

/** What to draw of a recording. */
export interface ArenaMapOptions {
  /** Name of the stage, or of several to compare; the last one where it is left out. */
  readonly stage?: string | readonly string[];
  /** Lets the readers of a page free the blocks, where arenas are so small that these are drawn. */
  readonly touch?: ArenaMapTouch;
  /** Title of the figure; made from the stages where it is left out. */
  readonly title?: string;
}

/**
 * Makes the map of a run at a stage, of a run at several stages, or of several runs;
 * several are drawn side by side where there is room.
 *
 * @throws {RangeError} when there is no run, a run has no such stage, or blocks are to be touched
 *   that are not drawn.
 *
 * @example
 * const { recording } = await runExperiment("toy");
 * arenaMap(recording).title; // => "Arena map: deleted"
 */
export function arenaMap(
  runs: Recording | readonly NamedRecording[],
  { stage, touch, title: given }: ArenaMapOptions = {},
): ArenaMapChart {
  const named = "format" in runs ? [{ name: runs.title, recording: runs }] : runs;
  const [first] = named;
  if (first === undefined) throw new RangeError("a chart needs one run at least, got none");
  const stages = typeof stage === "object" ? stage : [stage];
  const sheets = named.flatMap(({ name, recording }) =>
    stages.map((wanted) => {
      const snapshot = snapshotAt(recording, wanted);
      const of = named.length > 1 ? `${name}, ${snapshot.stage}` : snapshot.stage;
      const run = sheetRun(recording, snapshot.step);
      return { name: of, arenas: snapshot.arenas.map(mapArena), ...(run && { run }) };
    }),
  );
  if (touch !== undefined) assertTouchable(sheets);
  const { arenaBytes, poolBytes, title } = first.recording;
  return {
    chart: "arenaMap",
    title: given ?? (sheets.length === 1 ? `Arena map: ${sheets[0]?.name}` : "Arena maps"),
    ...(named.length === 1 ? { run: title } : {}),
    python: [...new Set(named.map(({ recording }) => recording.python))].join(", "),
    arenaBytes,
    poolBytes,
    sheets,
    ...(touch && { touch }),
  };
}

function sheetRun(recording: Recording, step: number): SheetRun | undefined {
  const { recipe, arenasOverTime } = recording;
  return recipe && { recipe, step, arenasOverTime, stages: stageMarks(recording) };
}

function assertTouchable(sheets: readonly ArenaMapSheet[]): void {
  const held = sheets.flatMap(({ arenas }) => arenas.filter((arena) => arena !== null));
  if (sheets.length === 1 && held.every(({ blocks }) => blocks !== undefined)) return;
  throw new RangeError(
    "only the blocks of one map of tiny arenas can be touched: this one draws whole pools, or is several",
  );
}

function snapshotAt(recording: Recording, stage: string | undefined): OccupancySnapshot {
  const { snapshots } = recording;
  const found =
    stage === undefined ? snapshots.at(-1) : snapshots.find((one) => one.stage === stage);
  if (found !== undefined) return found;
  const names = snapshots.map((one) => one.stage).join(", ");
  throw new RangeError(`no snapshot of the stage "${stage}"; there are ${names || "none"}`);
}

function mapArena(arena: ArenaOccupancy): MapArena {
  if (arena.state === "returned") return null;
  return {
    pools: poolCharacters(arena),
    ...(arena.blocks === undefined ? {} : { blocks: arena.blocks }),
    liveBlocks: sumOf(arena, () => 1),
    liveBytes: sumOf(arena, (run) => arena.blockBytes[run] ?? 0),
  };
}

/** Sums something over the live blocks of an arena. */
function sumOf(arena: HeldArena, each: (run: number) => number): number {
  return arena.poolCount.reduce(
    (sum, pools, run) => sum + pools * (arena.liveBlocks[run] ?? 0) * each(run),
    0,
  );
}

/** Draws the chart. */
export function arenaMapFigure(chart: ArenaMapChart, frame: Frame): Figure {
  const layout = layoutMaps(chart, frame.width);
  return {
    title: chart.title,
    caption: captionOf(chart),
    alt: altOf(chart),
    table: tableOf(chart),
    plot: pixelPlot(layout, drawMap(layout, frame)),
  };
}

function captionOf({ run, python, arenaBytes, poolBytes, sheets }: ArenaMapChart): string {
  const hasBlocks = sheets.some(({ arenas }) =>
    arenas.some((arena) => arena?.blocks !== undefined),
  );
  if (hasBlocks) return "A tile is an arena, a cell a block.";
  return `${run === undefined ? "" : `${run}. `}Python ${python}. A tile is an arena of ${formatBytes(arenaBytes)}, a cell a pool of ${formatBytes(poolBytes)}.`;
}

/** How many of a sheet's arenas are held. */
export function heldCount({ arenas }: ArenaMapSheet): number {
  return arenas.filter((arena) => arena !== null).length;
}

function altOf(chart: ArenaMapChart): string {
  const sentences = chart.sheets.map((sheet) => {
    const held = heldCount(sheet);
    const live = sheet.arenas.reduce((sum, arena) => sum + (arena?.liveBytes ?? 0), 0);
    const total = sheet.arenas.length;
    return `${sheet.name}: ${held} of ${total} arenas held, ${total - held} given back; ${formatBytes(live)} live in ${formatBytes(held * chart.arenaBytes)}`;
  });
  const run = chart.run === undefined ? "" : `${chart.run}, `;
  return `Map of the arenas: ${run}Python ${chart.python}. ${sentences.join(". ")}.`;
}

function tableOf(chart: ArenaMapChart): Figure["table"] {
  const hasSheets = chart.sheets.length > 1;
  return {
    columns: [
      ...(hasSheets ? ["run"] : []),
      "arena",
      "state",
      "pools in use",
      "live blocks",
      "live, bytes",
      "live, %",
    ],
    rows: chart.sheets.flatMap(({ name, arenas }) =>
      arenas.map((arena, birth) => [
        ...(hasSheets ? [name] : []),
        arenaName(birth),
        arena === null ? "given back" : "held",
        poolsInUse(arena?.pools ?? ""),
        arena?.liveBlocks ?? 0,
        arena?.liveBytes ?? 0,
        formatNumber(((arena?.liveBytes ?? 0) / chart.arenaBytes) * 100),
      ]),
    ),
  };
}
