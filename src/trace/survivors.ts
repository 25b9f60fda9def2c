/**
 * What a recorded program still had at a moment, and when it had asked for it: which sizes and
 * which phase of the run the survivors come from that keep arenas.
 *
 * A trace has the address of every block, so no allocator is needed: one pass finds the moment,
 * and one collects what is live then.
 */
import { geometryOf } from "../pymalloc/geometry.js";
import { blockBytesOf, sizeClassIndex } from "../pymalloc/size-class.js";
import { HeldRegions } from "./held-regions.js";
import { FREE, MARK, REALLOC, type Trace } from "./trace.js";

/** Phases that the run up to the moment is cut into. */
const PHASE_COUNT = 10;
/** An arena with less of its bytes alive is *nearly empty*: what is in it keeps it. */
const NEARLY_EMPTY_SHARE = 0.1;
/** Share of the allocations that come after the moment, so that it is not of the interpreter's end. */
const SHARE_AFTER = 0.01;

/** Survivors of one size class. */
export interface SurvivingClass {
  readonly blockBytes: number;
  readonly blockCount: number;
}

/** Survivors that were asked for in one phase of the run. */
export interface SurvivingPhase {
  /** The phase's first event, and one past its last. */
  readonly from: number;
  readonly to: number;
  readonly blockCount: number;
}

/** What is alive at a moment of a recorded run. */
export interface Survivors {
  /** Events before the moment. */
  readonly event: number;
  /** The mark that the moment is, where it is one. */
  readonly markId: number | undefined;
  readonly arenaCount: number;
  readonly heldBytes: number;
  /** Bytes in live blocks of the arenas. */
  readonly liveBytes: number;
  /** Arenas of which less than a tenth is alive. */
  readonly nearlyEmptyArenas: number;
  /** Live blocks in those; the classes and phases below are of them. */
  readonly keeperCount: number;
  /** The most blocks first. */
  readonly classes: readonly SurvivingClass[];
  /** In the order of the run; those without a keeper are left out. */
  readonly phases: readonly SurvivingPhase[];
}

/**
 * Finds what keeps the arenas of a recorded program that are nearly empty.
 *
 * @param atEvent - the moment, in events from the start. Without it, the last mark; without a mark,
 *   when most was held for least, as long as a hundredth of the allocations come later: at its end
 *   an interpreter frees nearly everything.
 * @throws {RangeError} when `atEvent` is not a whole number from 0 to the trace's events.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const file = readFileSync("test/data/traces/a-strings_sparse100k-3.11.pmt.gz");
 * const { nearlyEmptyArenas, keeperCount } = survivorsOf(await readTraceFile(file));
 * [nearlyEmptyArenas, keeperCount]; // => [7, 40]
 */
export function survivorsOf(trace: Trace, atEvent?: number): Survivors {
  const isEvent = (event: number) =>
    Number.isInteger(event) && event >= 0 && event <= trace.eventCount;
  if (atEvent !== undefined && !isEvent(atEvent)) {
    throw new RangeError(
      `the moment is a number of events, 0 to ${trace.eventCount}, got ${atEvent}`,
    );
  }
  const event = atEvent ?? trace.marks.at(-1)?.event ?? mostForLeast(trace);
  const markId = trace.marks.find((mark) => mark.event === event)?.id;
  const blocks = new BlockLives(trace);
  for (let at = 0; at < event; at++) blocks.take(at);
  const held = heldArenas(trace, event);
  return { event, markId, ...summed(trace, blocks, held, event) };
}

/** The last request and address of each block, and when it was first asked for. */
class BlockLives {
  readonly #trace: Trace;
  /** By block number: 0 where it is not live, or not in an arena. */
  readonly addresses: Float64Array;
  readonly requestBytes: Float64Array;
  readonly birthEvents: Uint32Array;
  /** Bytes of the live blocks that lie in arenas. */
  liveBytes = 0;
  allocations = 0;
  readonly #blockBytes: (requestBytes: number) => number;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.addresses = new Float64Array(trace.allocationCount);
    this.requestBytes = new Float64Array(trace.allocationCount);
    this.birthEvents = new Uint32Array(trace.allocationCount);
    this.#blockBytes = blockBytesIn(trace);
  }

  /** Takes in one event. */
  take(event: number): void {
    const { kinds, blocks, requestBytes, addresses } = this.#trace;
    const kind = kinds[event]!;
    if (kind === MARK) return;
    const isNew = kind !== FREE && kind !== REALLOC;
    const number = isNew ? this.allocations++ : blocks[event]!;
    if (isNew) this.birthEvents[number] = event;
    else if (this.addresses[number] !== 0) {
      this.liveBytes -= this.#blockBytes(this.requestBytes[number]!);
    }
    const address = kind === FREE ? 0 : addresses[event]!;
    this.addresses[number] = address;
    if (address === 0) return;
    this.requestBytes[number] = requestBytes[event]!;
    this.liveBytes += this.#blockBytes(requestBytes[event]!);
  }
}

function blockBytesIn({ python }: Trace): (requestBytes: number) => number {
  const geometry = geometryOf(python);
  return (requestBytes) => {
    const sizeClass = sizeClassIndex(requestBytes, geometry);
    return sizeClass === undefined ? 0 : blockBytesOf(sizeClass, geometry);
  };
}

/** The moment at which most of what is held is free; the first of several. */
function mostForLeast(trace: Trace): number {
  const { arenaBytes } = geometryOf(trace.python);
  const blocks = new BlockLives(trace);
  const lastBirth = Math.floor((1 - SHARE_AFTER) * trace.allocationCount);
  let [obtained, returned, best, mostFreeBytes] = [0, 0, 0, -1];
  for (let event = 0; event < trace.eventCount && blocks.allocations <= lastBirth; event++) {
    blocks.take(event);
    while ((trace.arenasObtained[obtained]?.event ?? Infinity) <= event) obtained += 1;
    while ((trace.arenasReturned[returned]?.event ?? Infinity) <= event) returned += 1;
    const freeBytes = (obtained - returned) * arenaBytes - blocks.liveBytes;
    if (freeBytes <= mostFreeBytes) continue;
    mostFreeBytes = freeBytes;
    best = event + 1;
  }
  return best;
}

/** Addresses of the arenas that are held before an event. */
function heldArenas({ arenasObtained, arenasReturned }: Trace, event: number): number[] {
  const balance = new Map<number, number>();
  const add = (address: number, by: number) =>
    balance.set(address, (balance.get(address) ?? 0) + by);
  for (const one of arenasObtained) if (one.event < event) add(one.address, 1);
  for (const one of arenasReturned) if (one.event < event) add(one.address, -1);
  return [...balance].flatMap(([address, count]) => (count > 0 ? [address] : []));
}

function summed(
  trace: Trace,
  { addresses, requestBytes, birthEvents, liveBytes, allocations }: BlockLives,
  arenas: readonly number[],
  event: number,
): Omit<Survivors, "event" | "markId"> {
  const { arenaBytes } = geometryOf(trace.python);
  const blockBytes = blockBytesIn(trace);
  const regions = new HeldRegions(arenaBytes);
  for (const arena of arenas) regions.add(arena);
  const liveInArena = new Map(arenas.map((arena) => [arena, 0]));
  for (let number = 0; number < allocations; number++) {
    const arena = regions.arenaOf(addresses[number]!);
    if (arena === undefined) continue;
    liveInArena.set(arena, liveInArena.get(arena)! + blockBytes(requestBytes[number]!));
  }
  const nearlyEmpty = new Set(
    arenas.filter((arena) => liveInArena.get(arena)! < NEARLY_EMPTY_SHARE * arenaBytes),
  );
  const byClass = new Map<number, number>();
  const byPhase = new Float64Array(PHASE_COUNT);
  let keeperCount = 0;
  for (let number = 0; number < allocations; number++) {
    const arena = regions.arenaOf(addresses[number]!);
    if (arena === undefined || !nearlyEmpty.has(arena)) continue;
    keeperCount += 1;
    const bytes = blockBytes(requestBytes[number]!);
    byClass.set(bytes, (byClass.get(bytes) ?? 0) + 1);
    byPhase[Math.floor((birthEvents[number]! * PHASE_COUNT) / event)]! += 1;
  }
  return {
    arenaCount: arenas.length,
    heldBytes: arenas.length * arenaBytes,
    liveBytes,
    nearlyEmptyArenas: nearlyEmpty.size,
    keeperCount,
    classes: [...byClass]
      .map(([bytes, blockCount]) => ({ blockBytes: bytes, blockCount }))
      .sort((one, other) => other.blockCount - one.blockCount),
    phases: phasesOf(byPhase, event),
  };
}

function phasesOf(byPhase: Float64Array, event: number): SurvivingPhase[] {
  const startOf = (phase: number) => Math.ceil((phase * event) / PHASE_COUNT);
  return [...byPhase].flatMap((blockCount, phase) =>
    blockCount === 0 ? [] : [{ from: startOf(phase), to: startOf(phase + 1), blockCount }],
  );
}
