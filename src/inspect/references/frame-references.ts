/**
 * What the frame of a function refers to: the object of 3.6 to 3.10, the frame on a data stack
 * of 3.11 and later, and the one inside a generator.
 *
 * @see CPython, Include/internal/pycore_frame.h, `struct _PyInterpreterFrame`;
 *   Include/frameobject.h to 3.10.
 */
import type { PythonType } from "../labels/type-table.js";
import type { ReferenceSink } from "./reference-sink.js";
import { SLOT } from "./slot.js";

/** Offsets in the frame object of 3.6 to 3.10, in bytes. */
const EARLY_FRAME = { back: 24, valueStack: 64, stackTop: 72, fieldsEnd: 64 } as const;
/** Where 3.10 keeps the depth of the working stack, and from where on the trace function. */
const STACK_DEPTH_310 = 80;
const TRACE_FROM = { early: 80, late: 72 } as const;
/** Where a frame of 3.11 to 3.13 keeps how many words it uses, and 3.14 an address. */
const STACK_TOP = 64;
const WORD_LIMIT = 1 << 16;

/** Reads a frame: an object up to 3.10, else on a data stack. */
export function readFrameReferences(reader: ReferenceSink, address: number): void {
  if (reader.layout.hasDataStack) readInterpreterFrame(reader, address, false);
  else readFrameObject(reader, address);
}

/** Reads a generator or coroutine; from 3.11 its frame is inside. */
export function readGeneratorReferences(
  reader: ReferenceSink,
  id: number,
  address: number,
  type: PythonType,
): void {
  const { generatorFields, frame } = reader.layout;
  if (generatorFields === undefined) {
    reader.addFields(id, address, 16, type.basicBytes, type);
    return;
  }
  for (const offset of generatorFields) {
    reader.add(reader.image.word(address + offset), SLOT.field, offset);
  }
  const frameAt = type.basicBytes - frame.locals;
  readInterpreterFrame(reader, address + frameAt, true);
}

function readFrameObject(reader: ReferenceSink, address: number): void {
  const { image, layout } = reader;
  const { back, fieldsEnd, valueStack, stackTop } = EARLY_FRAME;
  for (let at: number = back; at < fieldsEnd; at += 8) {
    reader.add(image.word(address + at), SLOT.field, at);
  }
  const isLate = layout.minor === 10;
  const trace = isLate ? TRACE_FROM.late : TRACE_FROM.early;
  reader.add(image.word(address + trace), SLOT.field, trace);
  // 3.6 keeps the exception being handled in the frame.
  if (layout.minor === 6) reader.addWords(address + 88, 3, SLOT.stack);
  const locals = address + layout.frame.locals;
  const stack = image.word(address + valueStack);
  const localCount = (stack - locals) / 8;
  if (!(localCount >= 0 && localCount < WORD_LIMIT)) return;
  reader.addWords(locals, localCount, SLOT.local);
  const depth = isLate
    ? image.uint32(address + STACK_DEPTH_310) | 0
    : (image.word(address + stackTop) - stack) / 8;
  if (depth > 0 && depth < WORD_LIMIT) reader.addWords(stack, depth, SLOT.stack);
}

/**
 * Reads a frame of 3.11 and later.
 *
 * How much of the working stack is in use is known only of a frame that does not run.
 */
function readInterpreterFrame(reader: ReferenceSink, address: number, isSuspended: boolean): void {
  const { image, layout } = reader;
  const { frame, code } = layout;
  const codeAddress = untagged(image.word(address + frame.code));
  const localCount = image.uint32(codeAddress + code.localCount);
  if (reader.heap.types.at(image.word(codeAddress + 8))?.kind !== "code") return;
  if (!(localCount >= 0 && localCount < WORD_LIMIT)) return;
  for (const offset of frame.counted) {
    reader.add(counted(image.word(address + offset)), SLOT.field, offset);
  }
  const locals = address + frame.locals;
  for (let place = 0; place < localCount; place++) {
    reader.add(counted(image.word(locals + 8 * place)), SLOT.local, place);
  }
  if (!isSuspended) return;
  const used =
    layout.minor >= 14
      ? (image.word(address + STACK_TOP) - locals) / 8
      : image.uint32(address + STACK_TOP) | 0;
  for (let place = localCount; place < Math.min(used, WORD_LIMIT); place++) {
    reader.add(counted(image.word(locals + 8 * place)), SLOT.stack, place);
  }
}

/** From 3.14 the low bits of a frame's words are tags. */
export function untagged(word: number): number {
  return word - (word % 8);
}

/** The address in a frame's word when the frame counts as a reference to it: else none. */
function counted(word: number): number {
  return word % 8 === 0 ? word : 0;
}
