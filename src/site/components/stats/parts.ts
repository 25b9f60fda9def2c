/** The six parts of the held arenas, as the page shows them. */
import { explainStats, type PymallocText } from "pymalloc-lab/stats";

/** Names a part in class names. */
export type PartKey = "live" | "free" | "pools" | "headers" | "quantization" | "alignment";

/** One part: bytes of the held arenas. */
export interface Part {
  readonly key: PartKey;
  readonly name: string;
  /** The stats' own label. */
  readonly label: string;
  readonly bytes: number;
  /** Of the held arenas, 0 to 1. */
  readonly share: number;
  /** What it is, in a few words. */
  readonly gloss: string;
}

/** In the order of the text, which never changes, so that two pictures can be compared. */
const PARTS: readonly Pick<Part, "key" | "name" | "gloss">[] = [
  { key: "live", name: "Live blocks", gloss: "objects that are in use" },
  {
    key: "free",
    name: "Free blocks in used pools",
    gloss: "each pool still holds something of the same size",
  },
  { key: "pools", name: "Free pools", gloss: "any small object can take them" },
  { key: "headers", name: "Pool headers", gloss: "one in each used pool" },
  {
    key: "quantization",
    name: "Quantization",
    gloss: "the tail of a pool that is shorter than a block",
  },
  {
    key: "alignment",
    name: "Arena alignment",
    gloss: "one pool for each arena that starts off the pool grid",
  },
];

/** The six parts of a text. */
export function partsOf(text: PymallocText): Part[] {
  const shared = explainStats(text).lines.filter(({ share }) => share !== undefined);
  return PARTS.flatMap((part, place) => {
    const line = shared[place];
    if (line?.share === undefined) return [];
    const { label, value, share } = line;
    return [{ ...part, label, bytes: value, share }];
  });
}

/** True for the parts that no request can use. */
export function isOverhead({ key }: Part): boolean {
  return key === "headers" || key === "quantization" || key === "alignment";
}
