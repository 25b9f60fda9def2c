/**
 * The figures in prose, and the runs and measurements behind them.
 *
 * A page is a list of phrases. A phrase is made of figures that are computed here, or it
 * stands with the condition under which its words are true. What is not a result (a choice,
 * a quotation, a date) is listed as given. Then no figure of the page may be left over:
 * whoever writes a new one has to say here where it comes from.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { asciiStrBytes } from "../../src/cpython/objects.js";
import { MEASURED_SEEDS } from "../../src/experiments/measured/measured-runs.js";
import {
  MEASURED_WAYS_OUT,
  MEASURED_WORD_COUNT,
} from "../../src/experiments/measured/measured-ways-out.js";
import { experimentNamed } from "../../src/experiments/run-experiment.js";
import { packingOf, stringTheory, typicalStringBytes } from "../../src/experiments/theory.js";
import { GEOMETRIES, type PythonVersion } from "../../src/pymalloc/geometry.js";
import { blockBytesOf, sizeClassIndex } from "../../src/pymalloc/size-class.js";
import { RECORD_BYTES } from "../../src/trace/recording-header.js";
import { notebookAt, printedBy, tableRowsOf } from "./prose.js";

/** A phrase of computed figures, or one in words with what makes it true. */
export type Claim = string | readonly [phrase: string, holds: boolean];

/** The phrases of a page. */
export interface PageFigures {
  readonly claims: readonly Claim[];
  readonly given?: readonly string[];
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const notebook = (start: string) =>
  `notebooks/${readdirSync(`${root}notebooks`).find((name) => name.startsWith(start))}`;
/** What a cell of a notebook printed; `notebook check` runs it again. */
const printed = (start: string, cell: string) => printedBy(notebookAt(notebook(start)), cell);
/** The rows of the table that a cell of a notebook shows. */
const rowsIn = (start: string, cell: string) => tableRowsOf(notebookAt(notebook(start)), cell);
/** The numbers that follow some words in a text. */
const numbers = (text: string, after: string) =>
  [...text.slice(text.indexOf(after) + after.length).matchAll(/\d[\d.]*/g)].map(Number);
const numberAfter = (text: string, after: string) => numbers(text, after)[0] ?? Number.NaN;
const blockFor = (bytes: number, python: PythonVersion) =>
  blockBytesOf(sizeClassIndex(bytes, GEOMETRIES[python]) ?? 0, GEOMETRIES[python]);
const isNear = (value: number, target: number, by: number) => Math.abs(value - target) <= by;

const KIB = 1024;
const [old, now] = [GEOMETRIES["3.9"], GEOMETRIES["3.11"]];
const arenaSizes = { old: `${old.arenaBytes / KIB} KiB`, now: `${now.arenaBytes / KIB ** 2} MiB` };
const poolSizes = { old: `${old.poolBytes / KIB} KiB`, now: `${now.poolBytes / KIB} KiB` };
const poolsPerArena = now.arenaBytes / now.poolBytes;
const classes = now.smallRequestThreshold / now.alignment;

/** Notebook 3 at start-up, with all strings, and with the survivors: strings, arenas, MiB held and live. */
const [rareStart = [], rareFull = [], rareEnd = []] = rowsIn("03", "figures").map((row) =>
  row.slice(1).map(Number),
);
const rareAll = rareFull[1] ?? 0;
const theory = stringTheory("3.11", { count: 1_000_000, keep: 0.00005 });
const keep = experimentNamed("rare-survivors").defaults.keep;
/** Means of twenty seeds in notebook 3: of the simulator, of CPython, and what is expected. */
const manySeeds = [
  ...printed("03", "many-seeds").matchAll(/([\d.]+) on average; the formula expects ([\d.]+)/g),
].map(([, mean, expected]) => [Number(mean), Number(expected)] as const);

/** Rows of notebook 5: version, then MiB at start-up, at most, and at the end, and % back. */
const held = new Map(
  rowsIn("05", "held").map(([python = "", ...row]) => [String(python), row.map(Number)]),
);
const mib = (python: PythonVersion, column: number) => held.get(python)?.[column] ?? Number.NaN;
const arenas = (python: PythonVersion) =>
  mib(python, 1) / (GEOMETRIES[python].arenaBytes / KIB ** 2);
const [request11, request12] = [typicalStringBytes("3.11"), typicalStringBytes("3.12")];
const [block11, block12] = [blockFor(request11, "3.11"), blockFor(request12, "3.12")];

const trie = printed("06", "count");
const [[, letters = 0, nodes = 0] = []] = rowsIn("06", "real").map((row) => row.map(Number));
const [nodesLess = 0, bytesLess = 0] = numbers(printed("07", "figures"), "nodes:");
const way = (name: string, nodes: string, stage = -1) =>
  MEASURED_WAYS_OUT.filter((run) => run.way === name && run.nodes === nodes).map(
    ({ stages }) => stages.at(stage)?.arenas ?? 0,
  );
const every = (ones: number[], others: number[], holds: (one: number, other: number) => boolean) =>
  ones.length === 3 && ones.every((one, i) => holds(one, others[i] ?? Number.NaN));

/** The pages whose figures are tied here. */
export const PAGES: Readonly<Record<string, PageFigures>> = {
  "docs/start-here.md": {
    claims: [
      ["arenas of one mebibyte", now.arenaBytes === KIB ** 2],
      ["twelve nodes, three arenas", printed("01", "setup").includes("12 nodes in 3 arenas")],
    ],
    given: ["September 2023"],
  },
  "docs/glossary.md": {
    claims: [
      `${arenaSizes.old} up to 3.9, ${arenaSizes.now} from 3.10`,
      `${poolSizes.old} up to 3.9, ${poolSizes.now} from 3.10`,
      `a multiple of ${now.alignment}`,
      `${classes} classes, of ${now.alignment}, ${2 * now.alignment}, … ${now.smallRequestThreshold} bytes`,
      `more than ${now.smallRequestThreshold} bytes go there`,
      `The first ${now.poolHeaderBytes} bytes of each pool`,
      `it holds ${poolsPerArena - 1} pools in place of ${poolsPerArena}`,
    ],
    given: ["requests of 0 bytes", "multiples of 4 KiB"],
  },
  "docs/run-it-locally.md": {
    claims: [
      /\d[\d.]*/.exec(JSON.parse(readFileSync(`${root}package.json`, "utf8")).engines.node)?.[0] ??
        "",
    ],
    given: [
      "exit code is 0 when all is well, 1 for a difference, 2 for wrong use",
      "else Notebook 7, else Notebook 6",
      "Notebook 6.4",
      "JupyterLab 4.6",
      "(60 seconds)",
      "more than 16 MiB",
    ],
  },
  "docs/record-a-trace.md": {
    claims: [`${RECORD_BYTES} bytes of disk for each request`],
    given: [
      "exit code is 0 when",
      "as it was, 1 for a difference, and 2 for a file",
      "exit code 2",
      "exit code 1",
    ],
  },
  "docs/sweeps.md": { claims: [], given: ["place in the plan, from 0"] },
  "docs/add-a-python.md": { claims: [], given: ["took 17 seconds"] },
  [notebook("01")]: {
    claims: [
      [
        "twelve nodes of a tree in three arenas",
        printed("01", "setup").includes("12 nodes in 3 arenas"),
      ],
      [
        "seven of the twelve",
        numberAfter(printed("01", "shares"), "nodes gone:") === Math.round(700 / 12),
      ],
      `rounded up to a multiple of ${now.alignment} bytes`,
      `on a 64-bit machine has ${arenaSizes.now}`,
      `of 67 bytes and one of 80 get neighbouring blocks: both are in the class of ${blockFor(67, "3.11")} bytes`,
      [
        "The request of 81 is in the next class",
        blockFor(81, "3.11") === blockFor(80, "3.11") + now.alignment,
      ],
      `a pool of its own, ${poolSizes.now} further on`,
      `The first ${now.poolHeaderBytes} bytes of a pool`,
      `Requests of more than ${now.smallRequestThreshold} bytes`,
      ["four thousand times its own size", isNear(old.arenaBytes / 64, 4000, 100)],
    ],
    given: [
      "are deleted: nodes 2, 3, 4, 7, 8, 11 and 12",
      "primer says that arenas have 256 KiB",
      "blocks of 64 bytes",
    ],
  },
  [notebook("02")]: {
    claims: [
      [
        "Why 80 arenas on 3.11, where the run above took 79?",
        printed("02", "reuse").includes("Python 3.11, full: 80 arenas") &&
          printed("02", "run").includes("at most 79 arenas"),
      ],
      ["their strings are eight bytes shorter", request11 - request12 === 8],
    ],
    given: ["The primer, on a Python of the same kind as 3.11, saw 80"],
  },
  [notebook("03")]: {
    claims: [
      `probability ${keep}`,
      ["so about fifty stay", keep * 1_000_000 === 50],
      ["at some eighty arenas", isNear(rareAll, 80, 2)],
      ["need four kilobytes", isNear(keep * 1_000_000 * block11, 4000, 100)],
      ["nearly a mebibyte is live", isNear(rareEnd[3] ?? 0, 0.95, 0.05)],
      ["the interpreter had as much", isNear(rareEnd[3] ?? 0, rareStart[3] ?? 0, 0.05)],
      ["the square root of twenty: one arena", isNear(theory.spread / Math.sqrt(20), 1, 0.1)],
      [
        "All three agree within that",
        manySeeds.length === 2 * MEASURED_SEEDS.length &&
          manySeeds.every(([mean, expected]) =>
            isNear(mean, expected, theory.spread / Math.sqrt(20)),
          ),
      ],
      ["an arena had a quarter of a mebibyte", old.arenaBytes * 4 === KIB ** 2],
      ["a survivor holds four times as much", now.arenaBytes / old.arenaBytes === 4],
      ["lies well inside the spread above", isNear(39, theory.expected + 2, theory.spread)],
    ],
    given: [
      "Let be 1 if arena",
      "and 0 if it goes",
      "Each is 1 with the chance",
      "primer's run kept 39 arenas",
    ],
  },
  [notebook("04")]: {
    claims: [
      `objects of ${now.smallRequestThreshold} bytes, the largest that pymalloc serves`,
      [
        "give or take two",
        rowsIn("04", "measured-512").every(([, , , simulator, measured]) =>
          isNear(Number(simulator), Number(measured), 2),
        ),
      ],
      `off the ${poolSizes.now} grid`,
      ["Nothing comes back", /(\d+) before, \1 after/.test(printed("04", "worst"))],
      [
        "the second figure is larger by two",
        numberAfter(printed("04", "worst"), "arenas held:") -
          Number(/(\d+) of \d+ objects stay/.exec(printed("04", "worst"))?.[1]) ===
          2,
      ],
      [
        "why 513 here and 511 there",
        rowsIn("04", "measured-512").some((row) => row[3] === 513 && row[4] === 511),
      ],
      [
        "Those are the arenas of start-up",
        /: 2 arenas before, 2 after/.test(printed("04", "one-more")),
      ],
      `more than ${now.smallRequestThreshold} bytes are not pymalloc's`,
    ],
  },
  [notebook("05")]: {
    claims: [
      `some 320 arenas of ${arenaSizes.old}, and most of them come back`,
      [
        "some 320 arenas",
        (["3.6", "3.7", "3.8", "3.9"] as const).every((one) => isNear(arenas(one), 320, 2)),
      ],
      `take ${arenas("3.10")} or ${arenas("3.11")}, of four times the size`,
      ["less than half of it comes back", mib("3.10", 3) < 50 && mib("3.11", 3) < 50],
      `it is ${arenas("3.12")}, a fifth less`,
      ["a fifth less", isNear(arenas("3.12") / arenas("3.10"), 0.8, 0.02)],
      ["they hold as much as 3.11 does", isNear(mib("3.12", 2), mib("3.11", 2), 1)],
      `went from ${arenaSizes.old} to ${arenaSizes.now}, and a pool from ${poolSizes.old} to ${poolSizes.now}`,
      `a text of ${request11 - asciiStrBytes(0, "3.11")} characters`,
      `its header of ${now.poolHeaderBytes} bytes`,
      `from ${request11} bytes to ${request12}`,
      `not ${Math.round((1 - request12 / request11) * 100)}% less`,
      `from ${block11} bytes to ${block12}`,
      [
        "It holds four times as many strings",
        isNear(
          packingOf("3.11", 67).objectsPerArena / packingOf("3.9", 67).objectsPerArena,
          4,
          0.1,
        ),
      ],
      [
        "Simulator and CPython are equal in every row",
        rowsIn("05", "three-ways").every((row) => row[3] === row[4]),
      ],
      [
        "every version lies above it",
        rowsIn("05", "three-ways")
          .filter((row) => row[1] === "deleted")
          .every((row) => Number(row[4]) > Number.parseFloat(String(row[2]))),
      ],
      `the ${poolSizes.now} grid`,
      `with this seed ${rareEnd[0]} strings stay in each of them, where ${keep * 1_000_000} are expected`,
      ["hold three times as much", isNear(mib("3.13", 2) / mib("3.9", 2), 3, 0.15)],
      ["one object in twenty thousand", 1 / keep === 20_000],
    ],
    given: ["in steps of 8 bytes"],
  },
  [notebook("06")]: {
    claims: [
      `The words have ${"dartdancedancerdanger".length} letters together`,
      `so ${"dartdancedancerdanger".length} letters need ${numberAfter(trie, "root:") - 1} nodes and the root`,
      ["almost three quarters of the letters", isNear(1 - nodes / letters, 0.75, 0.03)],
    ],
  },
  [notebook("07")]: {
    claims: [
      ["almost half of a trie's nodes go", nodesLess > 44 && nodesLess < 50],
      [
        "Almost half of the bytes in blocks are free, and not one arena is",
        bytesLess > 44 &&
          bytesLess < 50 &&
          numberAfter(printed("07", "figures"), "given back:") === 0,
      ],
      [
        "asks for eight bytes less than in 3.11",
        asciiStrBytes(2, "3.11") - asciiStrBytes(2, "3.13") === 8,
      ],
      `A label of two letters asks for ${asciiStrBytes(2, "3.11")} bytes on 3.11 and gets ${blockFor(asciiStrBytes(2, "3.11"), "3.11")}`,
    ],
  },
  [notebook("08")]: {
    claims: [
      `A block above ${now.smallRequestThreshold} bytes`,
      `${MEASURED_WORD_COUNT.toLocaleString("en-GB")} words of Debian's`,
      [
        "Text halves the arenas",
        every(way("text", "slots"), way("in-place", "slots"), (text, tree) =>
          isNear(text / tree, 0.5, 0.06),
        ),
      ],
      [
        "with more arenas than the tree had before it was compressed",
        every(
          way("pickle", "slots"),
          way("in-place", "slots", 1),
          (pickle, built) => pickle > built,
        ),
      ],
    ],
  },
};

/** Pages whose figures another test ties, or a script makes. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  "docs/errata.md": "test/docs/errata.test.ts",
  "docs/how-exact.md": "test/docs/how-exact.test.ts",
  "docs/same-seed-same-arenas.md": "test/docs/same-seed.test.ts",
  "docs/simulator-and-cpython.md": "test/experiments/seeded-runs.test.ts",
};
