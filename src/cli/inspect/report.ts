/** What `inspect` prints for a person: the verdict, the bytes, the holders, the prices. */
import {
  type BlockKind,
  type HolderLine,
  type Inspected,
  type PricePoint,
  verdict,
} from "../../doors/inspect.js";
import {
  arenaBytesOf,
  arenasOf,
  counted,
  liveBytesOf,
  mebibytes,
  percent,
  typeOf,
} from "../../doors/internal.js";
import type { MallocStats } from "../../doors/pymalloc.js";
import { tableRow } from "../text/columns.js";
import { wrapped } from "../text/wrapped.js";

const BYTES_COLUMNS = [-40, 14, 10];
const KINDS_COLUMNS = [-40, 14, 20];
const HOLDERS_COLUMNS = [12, 14, 18];

const HOLDERS_SHOWN = 5;
const KINDS_SHOWN = 8;
const PLACES_SHOWN = 2;
const PROBLEMS_SHOWN = 5;

/** The whole report. */
export function inspectReport(inspected: Inspected): string {
  return [
    `${heading(inspected)}\n`,
    wrapped(verdict(inspected), ""),
    ...(inspected.keptRunning ? [wrapped(WENT_ON, "")] : []),
    ...(inspected.isUntried ? [wrapped(UNTRIED, "")] : []),
    "\n",
    bytesTable(inspected.stats),
    kindsTable(inspected.kinds),
    holdersTable(inspected.holders),
    prices(inspected.priceCurve, arenasOf(inspected.stats)),
  ].join("");
}

const WENT_ON =
  "The process kept running while it was copied. The structures of the heap agree with each other, so the figures are those of one moment or near it; a single block may be named wrongly.";

const UNTRIED =
  "This is not an x86-64 process, and nobody has compared this program with such a one yet. The structures of the heap agree with each other, which would hardly be so if they were read wrongly; the names of blocks may be wrong.";

function heading({ name, commandLine, python, source, keptRunning, stats }: Inspected): string {
  const what = commandLine === "" ? name : `${name} (${commandLine})`;
  const interpreters = stats.length > 1 ? `, ${counted(stats.length, "interpreter")}` : "";
  const stop =
    source.kind !== "process" || keptRunning ? "" : `, stopped for ${seconds(source.stoppedMs)}`;
  return `${what}: Python ${python}${interpreters}${stop}`;
}

function bytesTable(stats: readonly MallocStats[]): string {
  const sum = (bytes: (one: MallocStats) => number) =>
    stats.reduce((total, one) => total + bytes(one), 0);
  const whole = arenaBytesOf(stats);
  const rows: [string, number][] = [
    ["live blocks", liveBytesOf(stats)],
    ["free blocks in pools that are in use", sum((one) => one.bytesInAvailableBlocks)],
    ["pools that are not in use", sum((one) => one.unusedPoolCount * one.poolBytes)],
    [
      "headers, remainders, alignment",
      sum(
        (one) =>
          one.bytesLostToPoolHeaders + one.bytesLostToQuantization + one.bytesLostToAlignment,
      ),
    ],
  ];
  const lines = rows.map(
    ([name, bytes]) =>
      `${tableRow(BYTES_COLUMNS, [`  ${name}`, mebibytes(bytes), percent(bytes, whole)])}\n`,
  );
  return `Where the bytes of the arenas are\n${lines.join("")}\n`;
}

function kindsTable(kinds: readonly BlockKind[]): string {
  if (kinds.length === 0) return "";
  const lines = kinds
    .slice(0, KINDS_SHOWN)
    .map(
      ({ name, blocks, bytes }) =>
        `${tableRow(KINDS_COLUMNS, [`  ${name}`, mebibytes(bytes), counted(blocks, "block")])}\n`,
    );
  return `What the live blocks are\n${lines.join("")}\n`;
}

function holdersTable(holders: readonly HolderLine[]): string {
  if (holders.length === 0) return "";
  const lines = holders.slice(0, HOLDERS_SHOWN).map((holder) => {
    const { arenasBack, bytes, objects, path } = holder;
    const figures = [counted(arenasBack, "arena"), mebibytes(bytes), counted(objects, "object")];
    return `${tableRow(HOLDERS_COLUMNS, figures)}  ${path} (${typeOf(holder)})\n${asides(holder)}`;
  });
  const title =
    "Who holds it: what would come back without each, after gc.collect(), within one arena";
  return `${title}\n${lines.join("")}\n`;
}

/** What else has to be known of a holder before it is dropped. */
function asides({ otherPaths = [], unnamedReferences = 0, bulkPath }: HolderLine): string {
  const indent = " ".repeat(HOLDERS_COLUMNS.reduce((sum, width) => sum + width, 2));
  const shown = otherPaths.slice(0, PLACES_SHOWN).join(", ");
  const more =
    otherPaths.length > PLACES_SHOWN ? ` and ${otherPaths.length - PLACES_SHOWN} more` : "";
  return [
    ...(bulkPath === undefined ? [] : [`${indent}most of it is ${bulkPath}\n`]),
    ...(otherPaths.length === 0 ? [] : [`${indent}held by ${shown}${more} too\n`]),
    ...(unnamedReferences === 0
      ? []
      : [`${indent}held by ${counted(unnamedReferences, "reference")} without a name too\n`]),
  ].join("");
}

function prices(curve: readonly PricePoint[], arenas: number): string {
  const worth = curve.filter(({ arenasBack }) => arenasBack > 0);
  if (worth.length === 0) return "";
  const lines = worth.map(({ blocks, bytes, arenasBack, places }) => {
    const names = places.slice(0, PLACES_SHOWN).map(({ path }) => path);
    const whose = names.length === 0 ? "" : `: ${names.join(", ")}`;
    return `  drop ${counted(blocks, "block")}, ${mebibytes(bytes)}, and ${arenasBack} of ${counted(arenas, "arena")} come back${whose}\n`;
  });
  return `What arenas cost, the cheapest first\n${lines.join("")}`;
}

/** What is said of a reading that contradicts itself. */
export function inconsistentReport({ name, source }: Inspected): string {
  const { problems } = source;
  const lines = problems.slice(0, PROBLEMS_SHOWN).map((problem) => `  ${problem}\n`);
  const more =
    problems.length > PROBLEMS_SHOWN ? `  and ${problems.length - PROBLEMS_SHOWN} more\n` : "";
  return [
    wrapped(
      `The heap of ${name} contradicts itself in ${counted(problems.length, "place")}, and none of its figures is shown.`,
      "",
    ),
    ...lines,
    more,
    wrapped(
      source.kind === "process"
        ? "It was copied in the middle of a change. Try again; read with --no-stop, a busy process is torn often."
        : "The process was in the middle of a change, or the file is not whole.",
      "",
    ),
  ].join("");
}

/** "0.04 s". */
function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
