/** The allocator of one CPython process, to the address: its geometry, its heap as data, its figures. */

export type { Allocator, ArenaEvent } from "../pymalloc/allocator.js";
export type { Block } from "../pymalloc/block.js";
export { freeMany, mallocMany } from "../pymalloc/bulk.js";
export {
  ARENA_ORDERS,
  type ArenaOrder,
  BUILD_GEOMETRIES,
  buildsOf,
  GEOMETRIES,
  type Geometry,
  geometryOf,
  modelledVersions,
  PYTHON_BUILDS,
  PYTHON_VERSIONS,
  type PythonBuild,
  type PythonVersion,
  parsePythonVersion,
  versionOfBuild,
} from "../pymalloc/geometry.js";
export type { ArenaReader } from "../pymalloc/heap/arena-reader.js";
export type {
  ArenaFigures,
  BlockPlace,
  HeapReader,
  NextPool,
} from "../pymalloc/heap/heap-reader.js";
export {
  type HeapSnapshot,
  restoreHeap,
  takeHeapSnapshot,
} from "../pymalloc/heap/heap-snapshot.js";
export type { PoolReader } from "../pymalloc/heap/pool-reader.js";
export { type MallocStats, mallocStats, type SizeClassStats } from "../pymalloc/malloc-stats.js";
export { type ArenaReading, arenaOccupancy, type PoolOccupancy } from "../pymalloc/occupancy.js";
export { Pymalloc } from "../pymalloc/pymalloc.js";
export { blockBytesOf, blocksPerPool, sizeClassIndex } from "../pymalloc/size-class.js";
export {
  AdjacentArenas,
  type ArenaSource,
  RecordedArenas,
} from "../pymalloc/sources/arena-source.js";
