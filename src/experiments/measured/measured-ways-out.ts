/**
 * What real interpreters held, for a trie of 104,334 words by six ways.
 *
 * Measured on CPython 3.8.18, 3.11.7 and 3.13.0, x86-64 Linux, address randomisation
 * on, one run each, with `sys._debugmallocstats()` after `gc.collect()`. The words are
 * Debian's `wamerican` 2020.12.07, /usr/share/dict/american-english, in its order. The
 * trie has 238,005 nodes, and 122,416 when it is compressed. JSON, pickle (protocol 2)
 * and text were written by another process and read back here.
 */
import type { PythonVersion } from "../../pymalloc/geometry.js";
import type { TrieMode } from "../tries/trie-programs.js";

/** A stage of a real run. */
export interface WayOutStage {
  readonly name: string;
  readonly arenas: number;
  readonly bytesInBlocks: number;
}

/** A real run. */
export interface MeasuredWayOut {
  readonly python: PythonVersion;
  readonly nodes: "slots" | "plain";
  readonly way: TrieMode | "json" | "pickle";
  readonly stages: readonly WayOutStage[];
}

/** Words of the measured trie. */
export const MEASURED_WORD_COUNT = 104_334;

type Row = [
  python: PythonVersion,
  nodes: MeasuredWayOut["nodes"],
  way: MeasuredWayOut["way"],
  ...stages: [name: string, arenas: number, bytesInBlocks: number][],
];

const ROWS: readonly Row[] = [
  [
    "3.8",
    "slots",
    "in-place",
    ["startup", 9, 2138400],
    ["built", 242, 62452784],
    ["compressed", 242, 31855664],
  ],
  ["3.8", "slots", "direct", ["startup", 9, 2138400], ["built compressed", 124, 31854736]],
  ["3.8", "slots", "direct-sorted", ["startup", 9, 2138400], ["built compressed", 128, 31854752]],
  ["3.8", "slots", "text", ["startup", 9, 2138400], ["re-read", 124, 31855056]],
  ["3.8", "slots", "json", ["startup", 9, 2138400], ["re-read", 207, 31856784]],
  ["3.8", "slots", "pickle", ["startup", 9, 2138400], ["re-read", 268, 31859232]],
  [
    "3.8",
    "plain",
    "in-place",
    ["startup", 9, 2138448],
    ["built", 331, 85301312],
    ["compressed", 331, 43607744],
  ],
  ["3.8", "plain", "direct", ["startup", 9, 2138448], ["built compressed", 170, 43606720]],
  ["3.8", "plain", "direct-sorted", ["startup", 9, 2138448], ["built compressed", 174, 43606736]],
  ["3.8", "plain", "text", ["startup", 9, 2138448], ["re-read", 170, 43607040]],
  ["3.8", "plain", "json", ["startup", 9, 2138448], ["re-read", 253, 43608768]],
  ["3.8", "plain", "pickle", ["startup", 9, 2138448], ["re-read", 283, 43610448]],
  [
    "3.11",
    "slots",
    "in-place",
    ["startup", 3, 1777712],
    ["built", 53, 54091936],
    ["compressed", 53, 29042160],
  ],
  ["3.11", "slots", "direct", ["startup", 3, 1777712], ["built compressed", 29, 29041712]],
  ["3.11", "slots", "direct-sorted", ["startup", 3, 1777440], ["built compressed", 34, 29041536]],
  ["3.11", "slots", "text", ["startup", 3, 1777712], ["re-read", 29, 29043120]],
  ["3.11", "slots", "json", ["startup", 3, 1777712], ["re-read", 50, 29042896]],
  ["3.11", "slots", "pickle", ["startup", 3, 1777712], ["re-read", 60, 29042016]],
  [
    "3.11",
    "plain",
    "in-place",
    ["startup", 2, 1777312],
    ["built", 65, 65518720],
    ["compressed", 65, 34920032],
  ],
  ["3.11", "plain", "direct", ["startup", 3, 1777584], ["built compressed", 35, 34920416]],
  ["3.11", "plain", "direct-sorted", ["startup", 3, 1777584], ["built compressed", 39, 34920432]],
  ["3.11", "plain", "text", ["startup", 3, 1777584], ["re-read", 35, 34921824]],
  ["3.11", "plain", "json", ["startup", 2, 1777440], ["re-read", 55, 34921408]],
  ["3.11", "plain", "pickle", ["startup", 3, 1777584], ["re-read", 65, 42755344]],
  [
    "3.13",
    "slots",
    "in-place",
    ["startup", 3, 2347136],
    ["built", 54, 54661200],
    ["compressed", 57, 28484960],
  ],
  ["3.13", "slots", "direct", ["startup", 3, 2347520], ["built compressed", 29, 28484848]],
  ["3.13", "slots", "direct-sorted", ["startup", 3, 2347200], ["built compressed", 30, 28484592]],
  ["3.13", "slots", "text", ["startup", 3, 2347200], ["re-read", 29, 28485984]],
  ["3.13", "slots", "json", ["startup", 3, 2347200], ["re-read", 49, 28485616]],
  ["3.13", "slots", "pickle", ["startup", 3, 2347200], ["re-read", 59, 28484768]],
  [
    "3.13",
    "plain",
    "in-place",
    ["startup", 3, 2347392],
    ["built", 61, 62280864],
    ["compressed", 65, 32405024],
  ],
  ["3.13", "plain", "direct", ["startup", 3, 2346960], ["built compressed", 32, 32404944]],
  ["3.13", "plain", "direct-sorted", ["startup", 3, 2347072], ["built compressed", 34, 32405024]],
  ["3.13", "plain", "text", ["startup", 3, 2347072], ["re-read", 32, 32406416]],
  ["3.13", "plain", "json", ["startup", 3, 2347072], ["re-read", 52, 32406096]],
  ["3.13", "plain", "pickle", ["startup", 3, 2347072], ["re-read", 63, 40239824]],
];

/** The runs, by version, kind of nodes and way. */
export const MEASURED_WAYS_OUT: readonly MeasuredWayOut[] = ROWS.map(
  ([python, nodes, way, ...stages]) => ({
    python,
    nodes,
    way,
    stages: stages.map(([name, arenas, bytesInBlocks]) => ({ name, arenas, bytesInBlocks })),
  }),
);
