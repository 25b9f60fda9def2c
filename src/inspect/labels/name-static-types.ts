/**
 * Names for types whose own is missing.
 *
 * A core without the interpreter's binary lacks constants, and a static type's name is one.
 * But dicts hold such types under their names, `builtins` first of all: the key that stands
 * before a type most often is its name.
 */
import { strAt } from "../values/str-value.js";
import type { LabelledHeap } from "./labelled-heap.js";

const HIGH_WORD = 0x1_0000_0000;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const LONGEST_NAME = 80;
/** Names of built-in types, which `builtins` has under the same. */
const OWN_NAMES = [
  "bool",
  "bytearray",
  "bytes",
  "classmethod",
  "complex",
  "dict",
  "enumerate",
  "filter",
  "float",
  "frozenset",
  "int",
  "list",
  "map",
  "memoryview",
  "object",
  "property",
  "range",
  "reversed",
  "set",
  "slice",
  "staticmethod",
  "str",
  "super",
  "tuple",
  "type",
  "zip",
];

/** Names under which `types`, `weakref` and `collections` have types that are called otherwise. */
const OTHER_NAMES = new Map([
  ...OWN_NAMES.map((name) => [name, name] as const),
  ["ModuleType", "module"],
  ["FunctionType", "function"],
  ["CodeType", "code"],
  ["FrameType", "frame"],
  ["CellType", "cell"],
  ["GeneratorType", "generator"],
  ["CoroutineType", "coroutine"],
  ["AsyncGeneratorType", "async_generator"],
  ["MethodType", "method"],
  ["BuiltinFunctionType", "builtin_function_or_method"],
  ["TracebackType", "traceback"],
  ["GetSetDescriptorType", "getset_descriptor"],
  ["MemberDescriptorType", "member_descriptor"],
  ["WrapperDescriptorType", "wrapper_descriptor"],
  ["MethodWrapperType", "method-wrapper"],
  ["MethodDescriptorType", "method_descriptor"],
  ["ClassMethodDescriptorType", "classmethod_descriptor"],
  ["MappingProxyType", "mappingproxy"],
  ["NoneType", "NoneType"],
  ["ReferenceType", "weakref.ReferenceType"],
  ["deque", "collections.deque"],
  ["OrderedDict", "collections.OrderedDict"],
  ["defaultdict", "collections.defaultdict"],
  ["ndarray", "numpy.ndarray"],
]);

/** A name of {@link OTHER_NAMES} counts for more than what any dict may call a type. */
const KNOWN_WEIGHT = 1_000_000;

/** Gives names to the types without one; says how many it named. */
export function nameStaticTypes(heap: LabelledHeap): number {
  const nameless = new Map<number, number>();
  heap.types.types.forEach(({ address, name }, number) => {
    if (name === "") nameless.set(address, number);
  });
  if (nameless.size === 0) return 0;
  const votes = countVotes(heap, nameless);
  for (const [number, names] of votes) {
    const [best] = [...names].sort((a, b) => b[1] - a[1])[0]!;
    heap.types.rename(number, OTHER_NAMES.get(best) ?? best);
  }
  heap.types.inheritKinds();
  return votes.size;
}

function countVotes(
  heap: LabelledHeap,
  nameless: ReadonlyMap<number, number>,
): Map<number, Map<string, number>> {
  const votes = new Map<number, Map<string, number>>();
  for (const { halves } of heap.image.regions) {
    for (let half = 2; half + 1 < halves.length; half += 2) {
      const number = nameless.get(halves[half]! + halves[half + 1]! * HIGH_WORD);
      if (number === undefined) continue;
      const name = nameAt(heap, halves[half - 2]! + halves[half - 1]! * HIGH_WORD);
      if (name === undefined) continue;
      const names = votes.get(number) ?? new Map<string, number>();
      const weight = OTHER_NAMES.has(name) ? KNOWN_WEIGHT : 1;
      votes.set(number, names.set(name, (names.get(name) ?? 0) + weight));
    }
  }
  return votes;
}

/** The identifier that a str at an address is. */
function nameAt(heap: LabelledHeap, address: number): string | undefined {
  if (heap.image.regionAt(address) === undefined) return undefined;
  if (heap.types.at(heap.image.word(address + 8))?.kind !== "str") return undefined;
  const text = strAt(heap.image, heap.layout, address, LONGEST_NAME);
  return text !== undefined && IDENTIFIER.test(text) && !text.startsWith("__") ? text : undefined;
}
