// Makes docs/priced-tries.md: a trie's ways out on the simulator beside real runs.
// `npm run priced-tries`; needs Debian's list of words for its second table.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  LARGE_RUNS,
  largeRows,
  measuredMatrix,
  OWN_LIST,
  OWN_RUNS,
  ownRows,
  PRICED_HEAD,
  pricedRow,
} from "./priced-tries.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "docs/priced-tries.md");

/** Debian's package wamerican, whose words the larger runs had. */
const WORD_FILE = "/usr/share/dict/american-english";
const LARGE_WORD_COUNT = 104_334;

const words = existsSync(WORD_FILE) ? readFileSync(WORD_FILE, "utf8").trim().split("\n") : [];
if (words.length !== LARGE_WORD_COUNT) {
  process.stderr.write(`this needs Debian's wamerican 2020.12.07 as ${WORD_FILE}\n`);
  process.exit(2);
}

/** @type {Awaited<ReturnType<typeof ownRows>>} */
const own = [];
for (const run of OWN_RUNS) own.push(...(await ownRows(run)));
/** @type {Awaited<ReturnType<typeof ownRows>>} */
const large = [];
for (const run of LARGE_RUNS) large.push(...(await largeRows(run, words)));

writeFileSync(`${target}.new`, page());
renameSync(`${target}.new`, target);

/** @param {typeof own} rows */
function agreement(rows) {
  const equal = rows.filter(({ arenas: [simulated, measured] }) => simulated === measured).length;
  const most = Math.max(...rows.map(({ arenas: [simulated, real] }) => Math.abs(simulated - real)));
  const offs = rows.map(({ bytes: [simulated, measured] }) => Math.abs(simulated / measured - 1));
  const worst = (Math.max(...offs) * 100).toFixed(3);
  const ways = new Set(rows.filter(({ arenas: [a, b] }) => a !== b).map(({ way }) => way));
  const others = ways.size === 1 ? `the others, all ${[...ways]},` : "the others";
  return `**${equal} of ${rows.length}** stages have the same arenas, and ${others} differ by at most ${most}. Bytes in blocks differ by at most **${worst}%**.`;
}

function page() {
  const { measured, machine, how, words: count } = OWN_LIST.provenance;
  return `---
description: "A trie as Python objects: each way to it on the simulator, beside the same program on real interpreters."
---

# Tries, priced in arenas

<!-- Made by \`npm run priced-tries\`; not written by hand. -->

The experiment \`trie-compression\` makes a trie of English words out of the blocks that Python objects take, by
four programs: compressed in place, built compressed, built compressed from sorted words, and re-read from a text file.
Here each stands beside a real interpreter that ran the program. _slots_ are nodes with \`__slots__\`, _plain_ ones
have their attributes in a dict. _Arenas_ and _MiB_ in blocks are the simulator's, beside CPython's, and _off by_ is
the difference in bytes. Notebook 8 tells [what the ways are](../notebooks/08-ways-out.ipynb).

## The project's own list

${Number(count).toLocaleString("en-GB")} words. The simulator starts with the pools and blocks that each process reported. ${agreement(own)}

${machine}, measured ${measured}: ${how}.

${PRICED_HEAD}
${own.map(pricedRow).join("\n")}

The simulator leaves out temporary objects that die where they are made. They take a block for a moment, and change no
arena that stays, but for a few that the process keeps.

## Debian's list

${LARGE_WORD_COUNT.toLocaleString("en-GB")} words of _wamerican_, on CPython 3.8.18, 3.11.7 and 3.13.0. These runs had address randomisation on and another
start, of which only the sum is known. So the table has what was added to the start. ${agreement(large)}

${PRICED_HEAD}
${large.map(pricedRow).join("\n")}

## What JSON and pickle hold

These readers make objects of their own, which no model of the program has. Arenas at the end of each way, as
measured, with the project's own list:

${measuredMatrix()}

For the reason, notebook 8 replays [recorded processes](../notebooks/08-ways-out.ipynb).
`;
}
