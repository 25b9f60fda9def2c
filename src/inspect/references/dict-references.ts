/** What dicts refer to, and the attributes that an instance keeps without a dict of its own. */
import type { PythonType } from "../labels/type-table.js";
import { readDictKeys } from "../values/dict-keys.js";
import type { ReferenceSink } from "./reference-sink.js";
import { SLOT } from "./slot.js";

/**
 * Reads the attributes of an instance whose dict CPython manages: in values of its own, or in a
 * dict that was made when somebody asked for it.
 *
 * @see CPython 3.13, Objects/dictobject.c, `PyObject_VisitManagedDict`.
 */
export function readManagedReferences(
  reader: ReferenceSink,
  address: number,
  type: PythonType,
): void {
  const { image, layout } = reader;
  const word = image.word(address - 24);
  if (layout.instanceValues === "pointer") {
    const values = image.word(address - 32);
    if (values > 0) readValues(reader, values, values - 1, type);
    reader.add(word, SLOT.dict, 0);
  } else if (layout.instanceValues === "tagged") {
    if (word % 2 === 1) readValues(reader, word + 1, word, type);
    else reader.add(word, SLOT.dict, 0);
  } else {
    const values = address + type.basicBytes;
    // The fourth byte of the head says whether the values are the instance's own.
    if (type.hasInlineValues && image.byte(values + 3) === 1) {
      readValues(reader, values + layout.valuesHeadBytes, -1, type);
    }
    reader.add(word, SLOT.dict, 0);
  }
}

function readValues(reader: ReferenceSink, start: number, inside: number, type: PythonType): void {
  const count = reader.sharedKeys(type)?.entryCount ?? 0;
  reader.addWords(start, count, SLOT.attribute);
  reader.addPart(inside);
}

/**
 * Reads a dict: its keys and values, or only the values where the keys are shared.
 *
 * @see CPython 3.13, Objects/dictobject.c, `dict_traverse`.
 */
export function readDictReferences(reader: ReferenceSink, id: number, address: number): void {
  const { image, layout } = reader;
  const keys = readDictKeys(image, layout, image.word(address + 32));
  if (keys === undefined) return;
  const values = image.word(address + 40);
  const isSplit = values > 0;
  if (!isSplit) reader.addPart(keys.address);
  if (reader.uncounted.has(id)) return;
  if (!isSplit) {
    for (let entry = 0; entry < keys.entryCount; entry++) {
      const at = keys.entries + entry * keys.entryBytes + keys.keyAt;
      reader.add(image.word(at), SLOT.key, entry);
      reader.add(image.word(at + 8), SLOT.value, entry);
    }
    return;
  }
  // A dict over the inline values of an instance leaves them to the instance.
  const isEmbedded = layout.valuesHeadBytes > 0 && image.byte(values + 2) === 1;
  if (!isEmbedded) reader.addWords(values + layout.valuesHeadBytes, keys.entryCount, SLOT.value);
  if (layout.instanceValues === "dict") reader.addPart(values);
  else if (!isEmbedded) reader.addPart(layout.valuesHeadBytes > 0 ? values : values - 1);
}
