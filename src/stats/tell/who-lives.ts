/** Which kinds of objects may be in the blocks of a size class, for the Pythons that print a text. */
import { likelyTypes } from "../../cpython/likely-types.js";
import { PYTHON_VERSIONS, type PythonVersion } from "../../pymalloc/geometry.js";
import { pythonOf } from "../text/dialect.js";
import { statsGeometry } from "../text/stats-geometry.js";
import type { PymallocText } from "../text/stats-text.js";
import { isKnown } from "../text/with-gaps.js";

/** Kinds that are named of one class. */
const KINDS_NAMED = 4;

/**
 * Names the kinds of objects that have blocks of a size, in a sentence; nothing where the sizes are
 * not known: of 32-bit builds, and where not even the version is.
 *
 * @param blockBytes - the class's blocks.
 */
export function whoLives(text: PymallocText, blockBytes: number): string | undefined {
  const python = pythonOf(text);
  const { alignment } = statsGeometry(text.stats);
  const isOfClass = isKnown(blockBytes) && isKnown(alignment) && blockBytes % alignment === 0;
  if (!isOfClass || python.includes("32-bit")) return undefined;
  const versions = versionsIn(python);
  const groups = groupsOf(
    versions.map((version) => ({
      version,
      kinds: likelyTypes(blockBytes, version, alignment).slice(0, KINDS_NAMED).join(", "),
    })),
  );
  const [only, ...others] = groups;
  if (only === undefined) return undefined;
  const words =
    others.length === 0
      ? only.kinds
      : groups.map(
          ({ from, to, kinds }) => `${kinds} (${from === to ? from : `${from} to ${to}`})`,
        );
  return `Blocks of ${blockBytes} bytes may be ${others.length === 0 ? "" : "one of these: "}${[words].flat().join("; ")}.`;
}

/** Versions that agree on what is of a size, side by side. */
interface VersionGroup {
  readonly from: PythonVersion;
  readonly to: PythonVersion;
  readonly kinds: string;
}

function groupsOf(all: readonly { version: PythonVersion; kinds: string }[]): VersionGroup[] {
  const groups: VersionGroup[] = [];
  for (const { version, kinds } of all) {
    const last = groups.at(-1);
    if (last?.kinds === kinds) groups[groups.length - 1] = { ...last, to: version };
    else groups.push({ from: version, to: version, kinds });
  }
  return groups;
}

/** The modelled versions that such words mean: "3.9 or earlier", "3.11 to 3.15", "3.11 or 3.12". */
export function versionsIn(python: string): PythonVersion[] {
  const named = python.match(/3\.\d+/g) ?? [];
  const places = named.map((one) => PYTHON_VERSIONS.map(String).indexOf(one));
  if (places.length === 0 || places.includes(-1)) return [];
  const from = /or earlier/.test(python) ? 0 : Math.min(...places);
  const to = /or later/.test(python) ? PYTHON_VERSIONS.length - 1 : Math.max(...places);
  return PYTHON_VERSIONS.slice(from, to + 1);
}
