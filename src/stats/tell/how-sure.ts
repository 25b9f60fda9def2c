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
    return "How sure: not at all, since the text has no figures of pymalloc.";
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
    return `Sure as far as this part goes: ${checks.length} sums can be checked, and all hold. ${rest}`;
  }
  const which = "Which objects they are, a text cannot say.";
  return `Sure of the amounts: all ${checks.length} sums of the text hold. ${which} ${rest}`;
}
