/** The allocator of one CPython process, to the address: its geometry, its heap as data, its figures. */

export { freeMany, mallocMany } from "../pymalloc/bulk.js";
export {
  GEOMETRIES,
  type Geometry,
  geometryOf,
  PYTHON_VERSIONS,
  type PythonVersion,
  parsePythonVersion,
} from "../pymalloc/geometry.js";
export {
  type HeapSnapshot,
  restoreHeap,
  takeHeapSnapshot,
} from "../pymalloc/heap/heap-snapshot.js";
export { type MallocStats, mallocStats, type SizeClassStats } from "../pymalloc/malloc-stats.js";
export { type ArenaReading, arenaOccupancy, type PoolOccupancy } from "../pymalloc/occupancy.js";
export { type ArenaEvent, type Block, Pymalloc } from "../pymalloc/pymalloc.js";
export { blockBytesOf, blocksPerPool, sizeClassIndex } from "../pymalloc/size-class.js";
export { ARENA_ORDERS, type ArenaOrder } from "../pymalloc/sources/arena-order.js";
export {
  AdjacentArenas,
  type ArenaSource,
  RecordedArenas,
} from "../pymalloc/sources/arena-source.js";
