/** What `inspect --json` prints. Other programs read it: fields are added, and none goes. */
import type { HolderLine, Inspected } from "../../doors/inspect.js";
import { textsOf } from "../../doors/internal.js";

/** What the field `format` says. */
export const INSPECTION_FORMAT = "inspection";

/** The fields of one heap. */
export function inspectedFields(inspected: Inspected) {
  const { name, commandLine, python, source, keptRunning, kinds, holders, priceCurve, stats } =
    inspected;
  return {
    python,
    source: { name, commandLine, ...source, keptRunning },
    interpreters: textsOf(inspected).map((text, place) => ({ text, arenas: stats[place]!.arenas })),
    holders: holders.map(holderFields),
    kinds,
    priceCurve,
  };
}

function holderFields(holder: HolderLine) {
  const { path, type, objects, blocks, bytes, arenasBack, length, otherPaths, unnamedReferences } =
    holder;
  return {
    path,
    type,
    objects,
    blocks,
    bytes,
    arenasBack,
    ...(length !== undefined && { length }),
    ...(otherPaths !== undefined && { otherPaths }),
    ...(unnamedReferences !== undefined && { unnamedReferences }),
  };
}
