/** Whether a Node can run the kernel: cells import ES modules through `require`. */

/** The first Node that does so without a flag. */
const OLDEST: readonly [major: number, minor: number] = [20, 19];

/**
 * Says why a Node is too old.
 *
 * @param version - as `process.versions.node` has it: "20.19.0".
 * @returns nothing where it is new enough.
 * @example
 * nodeRefusal("20.19.0"); // => undefined
 */
export function nodeRefusal(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `Node ${OLDEST.join(".")} or later is needed, this is Node ${version} (https://nodejs.org)`;
}
