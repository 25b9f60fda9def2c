/** A short text for an object's value, for who asked for values. */
import type { PythonNames } from "./python-names.js";
import { strAt } from "./str-value.js";

const LIMIT = 40;
const DIGIT_LIMIT = 40;
const DIGIT_BITS = 30n;

/**
 * A str, number or bytes as Python would write it, cut short; of a container how many it has.
 */
export function previewOf(names: PythonNames, address: number): string {
  const { image, layout } = names.heap;
  const type = names.typeAt(address);
  if (type === undefined) return "?";
  if (type.kind === "str") return JSON.stringify(strAt(image, layout, address, LIMIT) ?? "?");
  if (type.name === "bool") return image.uint32(address + 24) === 0 ? "False" : "True";
  if (type.kind === "int") return intText(names, address);
  if (type.kind === "float") {
    const bytes = image.bytes(address + 16, 8);
    if (bytes === undefined) return "?";
    return String(new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true));
  }
  if (type.kind === "bytes") {
    const bytes = image.bytes(address + 32, Math.min(LIMIT, image.word(address + 16)));
    return `b${JSON.stringify(String.fromCharCode(...(bytes ?? [])))}`;
  }
  const count = lengthOf(names, address);
  const name = names.typeName(type);
  return count === undefined ? name : `${name} of ${count}`;
}

/** How many entries a container has; `undefined` for what is not a container. */
export function lengthOf(names: PythonNames, address: number): number | undefined {
  const kind = names.typeAt(address)?.kind;
  const { image } = names.heap;
  if (kind === "set") return image.word(address + 24);
  const hasCount = kind === "list" || kind === "tuple" || kind === "dict" || kind === "deque";
  return hasCount ? image.word(address + 16) : undefined;
}

function intText(names: PythonNames, address: number): string {
  const { image, layout } = names.heap;
  const word = layout.intHasTag ? image.word(address + 16) : image.signedWord(address + 16);
  const count = layout.intHasTag ? Math.floor(word / 8) : Math.abs(word);
  const isNegative = layout.intHasTag ? word % 4 === 2 : word < 0;
  if (layout.intHasTag && word % 4 === 1) return "0";
  if (!(count <= DIGIT_LIMIT)) return "int of many digits";
  let value = 0n;
  for (let digit = count - 1; digit >= 0; digit--) {
    value = (value << DIGIT_BITS) | BigInt(image.uint32(address + 24 + 4 * digit));
  }
  return String(isNegative ? -value : value);
}
