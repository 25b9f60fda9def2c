// Writes a start-up heap as a file of src/cpython/startup/.

const LINE_WIDTH = 118;
const INDENT = "      ";

/** @param {import("pymalloc-lab/cpython").StartupHeap} startup */
export function startupHeapText({ python, recordedOn, freeSpaceBelow, scripts, heap }) {
  const name = `startupHeap${python.replace(/[.-]/g, "")}`;
  return `/** Start-up heap of CPython ${python}: recorded data, not written by hand. */
import type { StartupHeap } from "./startup-heap.js";

export const ${name}: StartupHeap = {
  python: "${python}",
  recordedOn: "${recordedOn}",
  freeSpaceBelow: ${hex(freeSpaceBelow)},
  scripts: {
    comprehension: ${scriptText(scripts.comprehension)},
    slice: ${scriptText(scripts.slice)},
  },
  heap: {
    total: ${heap.total},
    highwater: ${heap.highwater},
    rawBlocks: ${heap.rawBlocks},
    arenas: [
${heap.arenas.map(arenaText).join("\n")}
    ],
    usableArenas: [${heap.usableArenas.join(", ")}],
    pools: [
${filled(heap.pools)}
    ],
    usedPools: [
${filled(heap.usedPools)}
    ],
  },
};
`;
}

/** @param {import("pymalloc-lab/internal").ScriptStart} script */
function scriptText({ freeListObjects, firstMappedChunkBytes }) {
  return `{ freeListObjects: ${freeListObjects}, firstMappedChunkBytes: ${firstMappedChunkBytes} }`;
}

/** @param {import("pymalloc-lab/pymalloc").HeapSnapshot["arenas"][number]} arena */
function arenaText({ address, carvedPools, freePools }) {
  const free = freePools.join(", ");
  return `      { address: ${hex(address)}, carvedPools: ${carvedPools}, freePools: [${free}] },`;
}

/** @param {number} address */
function hex(address) {
  return `0x${address.toString(16)}`;
}

/**
 * Entries in lines as full as they go.
 *
 * @param {readonly unknown[]} entries
 */
function filled(entries) {
  const lines = [];
  let line = "";
  for (const entry of entries) {
    const text = `${JSON.stringify(entry)},`;
    if (line !== "" && line.length + 1 + text.length > LINE_WIDTH - INDENT.length) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? text : ` ${text}`;
  }
  lines.push(line);
  return lines.map((one) => `${INDENT}${one}`).join("\n");
}
