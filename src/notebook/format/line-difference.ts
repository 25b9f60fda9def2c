/** Two texts, line by line: what went and what came. */

/** A line that only one of the texts has; `-` for the first, `+` for the second. */
export type ChangedLine = `${"-" | "+"}${string}`;

/**
 * Finds the lines that differ, by a longest common subsequence.
 *
 * @example
 * differentLines("a\nb\nc", "a\nB\nc"); // => ["-b", "+B"]
 */
export function differentLines(before: string, after: string): ChangedLine[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const common = commonLengths(a, b);
  const changed: ChangedLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1;
      j += 1;
    } else if (j === b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      changed.push(`-${a[i++]}`);
    } else {
      changed.push(`+${b[j++]}`);
    }
  }
  return changed;
}

/** `lengths[i][j]`: lines that the texts have in common from line i and line j on. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        a[i] === b[j]
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  return lengths;
}
