// Reads what a process said of its start, as `seeded-runs-more.json` has it.
import { geometryOf } from "pymalloc-lab";

/**
 * @param {{
 *   python: import("pymalloc-lab").PythonVersion,
 *   stages: readonly import("pymalloc-lab/pymalloc").ArenaFigures[],
 *   startup: {
 *     freeListObjects: number, firstMappedChunkBytes: number, bytesLostToAlignment: number,
 *     classes: readonly (readonly number[])[], mapped?: readonly (readonly number[])[],
 *   },
 * }} run
 * @returns {import("pymalloc-lab/cpython").ObservedStartup}
 */
export function observedStart({ python, stages, startup }) {
  const { arenaBytes, poolBytes } = geometryOf(python);
  const { freeListObjects, firstMappedChunkBytes, bytesLostToAlignment } = startup;
  const [arenas] = stages;
  if (arenas === undefined) throw new RangeError("a run without stages");
  const classes = startup.classes.map(([sizeClass = 0, poolCount = 0, blocksInUse = 0]) => ({
    sizeClass,
    poolCount,
    blocksInUse,
  }));
  return {
    stats: { arenas, arenaBytes, poolBytes, bytesLostToAlignment, classes },
    script: { freeListObjects, firstMappedChunkBytes },
    ...(startup.mapped && {
      mapped: startup.mapped.map(([start = 0, end = 0]) => ({ start, end })),
    }),
  };
}
