/**
 * From a path as it is written to the reference that it names.
 */
import type { Reference } from "../what-if/what-dies.js";
import type { NearestNames } from "./nearest-names.js";
import type { PathText } from "./path-text.js";

/** Steps without a text of their own that one path can have in a row. */
const SILENT_STEPS = 6;
/** What can stand after a whole step of a path. */
const BOUNDARY = /^(?:$|[.[({ ])/;

/**
 * Finds the references that a path names: one, or several where the path hides a key.
 *
 * @param path - as holders have it: "shop.cache", "shop.Basket.recent", "app.state.rows[3]".
 */
export function resolvePath(
  path: string,
  nearest: NearestNames,
  text: PathText,
): readonly Reference[] {
  const { graph, namespaces } = nearest;
  const { reader } = graph;
  const found: Reference[] = [];
  const follow = (id: number, rest: string, silent: number): void => {
    reader.read(id);
    const targets = reader.targets.slice(0, reader.count);
    const slots = reader.slots.slice(0, reader.count);
    targets.forEach((target, place) => {
      const step = text.step(id, slots[place]!, target);
      if (!rest.startsWith(step) || !BOUNDARY.test(rest.slice(step.length))) return;
      const left = rest.slice(step.length);
      if (step === "") {
        if (silent < SILENT_STEPS) follow(target, rest, silent + 1);
      } else if (left === "") found.push({ from: id, to: target });
      else follow(target, left, 0);
    });
  };
  for (const node of [...namespaces.named, ...namespaces.frames]) {
    const id = graph.objects[node]!;
    const beginning = text.beginning(id);
    if (!path.startsWith(beginning)) continue;
    const rest = path.slice(beginning.length);
    if (rest !== "" && BOUNDARY.test(rest)) follow(id, rest, 0);
  }
  return distinct(found);
}

function distinct(references: readonly Reference[]): Reference[] {
  const known = new Map(references.map((one) => [`${one.from} ${one.to}`, one]));
  return [...known.values()];
}
