import fc from "fast-check";
import type { ArenaEvent } from "../../src/pymalloc/allocator.js";
import { geometryOf, PYTHON_VERSIONS, type PythonVersion } from "../../src/pymalloc/geometry.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";
import { CALLOC, FREE, MALLOC, MARK, REALLOC, type Trace } from "../../src/trace/trace.js";
import { writeTrace } from "../../src/trace/write-trace.js";

/** One thing a program does; `pick` chooses among the blocks that are live then. */
export interface Step {
  readonly kind: number;
  readonly requestBytes: number;
  readonly pick: number;
}

/** The trace of a program as the simulator itself serves it: a true one, but of no real process. */
export function traceOfSteps(python: PythonVersion, steps: readonly Step[], top?: number): Trace {
  const allocator = new Pymalloc(geometryOf(python), new AdjacentArenas(top));
  const arenas: (ArenaEvent & { event: number })[] = [];
  const rows: { kind: number; requestBytes: number; block: number; address: number }[] = [];
  const live: { number: number; block: number }[] = [];
  let allocationCount = 0;
  allocator.onArena = (arena) => arenas.push({ ...arena, event: rows.length });
  for (const { kind, requestBytes, pick } of steps) {
    const chosen = live[pick % live.length];
    if (kind === MARK) {
      rows.push({ kind, requestBytes: 0, block: 0, address: 0 });
    } else if (kind === FREE || kind === REALLOC) {
      if (chosen === undefined) continue;
      if (kind === FREE) {
        allocator.free(chosen.block);
        live.splice(live.indexOf(chosen), 1);
        rows.push({ kind, requestBytes: 0, block: chosen.number, address: 0 });
      } else {
        chosen.block = allocator.realloc(chosen.block, requestBytes);
        const address = allocator.addressOf(chosen.block) ?? 0;
        rows.push({ kind, requestBytes, block: chosen.number, address });
      }
    } else {
      const block = allocator.malloc(requestBytes);
      live.push({ number: allocationCount++, block });
      rows.push({ kind, requestBytes, block: 0, address: allocator.addressOf(block) ?? 0 });
    }
  }
  const arenasOf = (wanted: ArenaEvent["kind"]) =>
    arenas.flatMap(({ kind, event, address }) => (kind === wanted ? [{ event, address }] : []));
  return {
    python,
    release: `${python}.1`,
    workload: "steps",
    command: "python3 steps.py",
    cut: false,
    eventCount: rows.length,
    allocationCount,
    kinds: Uint8Array.from(rows, ({ kind }) => kind),
    requestBytes: Float64Array.from(rows, ({ requestBytes }) => requestBytes),
    blocks: Int32Array.from(rows, ({ block }) => block),
    addresses: Float64Array.from(rows, ({ address }) => address),
    arenasObtained: arenasOf("obtained"),
    arenasReturned: arenasOf("returned"),
    marks: rows.flatMap(({ kind }, event) => (kind === MARK ? [{ event, id: event * 3 }] : [])),
  };
}

/** Any trace of a short program, of any version. */
export const smallTraces: fc.Arbitrary<Trace> = fc
  .record({
    python: fc.constantFrom(...PYTHON_VERSIONS),
    top: fc.constantFrom(0x7ff0_0000_0000, 0x5555_5555_5000),
    cut: fc.boolean(),
    workload: fc.string(),
    steps: fc.array(
      fc.record({
        kind: fc.constantFrom(MALLOC, MALLOC, MALLOC, CALLOC, REALLOC, FREE, FREE, MARK),
        requestBytes: fc.oneof(
          fc.integer({ min: 0, max: 600 }),
          fc.constantFrom(0, 16, 512, 513, 2 ** 31, 2 ** 32 + 5, 2 ** 49 - 1),
        ),
        pick: fc.nat(),
      }),
      { maxLength: 200 },
    ),
  })
  .map(({ python, top, steps, ...rest }) => ({ ...traceOfSteps(python, steps, top), ...rest }));

/** A program that obtains and returns arenas: fills two of them and empties both. */
export function arenaSteps(): Step[] {
  const fill = { kind: MALLOC, requestBytes: 512, pick: 0 };
  const steps = new Array<Step>(1_000).fill(fill);
  steps.push(
    { kind: REALLOC, requestBytes: 40, pick: 5 },
    { kind: MARK, requestBytes: 0, pick: 0 },
  );
  return [...steps, ...steps.slice(0, 1_000).map(() => ({ ...fill, kind: FREE }))];
}

/** A trace's bytes with another header and, where given, other columns after it. */
export function withOtherHeader(
  trace: Trace,
  change: Record<string, unknown>,
  columns?: Uint8Array,
): Uint8Array {
  const bytes = writeTrace(trace);
  const end = bytes.indexOf(10);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  const line = new TextEncoder().encode(`${JSON.stringify({ ...header, ...change })}\n`);
  return Buffer.concat([line, columns ?? bytes.subarray(end + 1)]);
}
