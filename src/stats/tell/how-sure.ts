/** How sure the answer of {@link willItComeBack} is, and why. */
import { checkMallocStats } from "../check/check-sums.js";
import type { StatsText } from "../text/stats-text.js";
import type { ProcessFigures } from "./advice.js";

/**
 * Says in a sentence how far the answer can be relied on.
 *
 * @example
 * const [text] = parseMallocStats(debugMallocStats(mallocStats(startPython("3.11").allocator)));
 * howSure(text).startsWith("Sure of the amounts: all "); // => true
 */
export function howSure(text: StatsText, { residentBytes }: ProcessFigures = {}): string {
  if (text.kind === "mimalloc" || text.kind === "freeLists") {
    return "Not sure at all: the text has no figures of pymalloc.";
  }
  const checks = checkMallocStats(text);
  const brokenCount = checks.filter(({ holds }) => !holds).length;
  if (brokenCount > 0) {
    return `Not sure: ${brokenCount} of the ${checks.length} sums that can be checked do not hold.`;
  }
  const rest =
    residentBytes === undefined
      ? "What the process has beside its arenas is not in it; its resident memory would tell."
      : "The resident memory is taken as it was given.";
  if (text.kind === "incomplete") {
    const sums =
      checks.length === 0
        ? "none of its sums can be checked"
        : `of its sums ${checks.length} can be checked, and hold`;
    return `Sure only as far as this part goes: ${sums}. ${rest}`;
  }
  const which = "Which objects they are, a text cannot say.";
  return `Sure of the amounts: all ${checks.length} sums of the text hold. ${which} ${rest}`;
}
