import { checkMallocStats, type IncompleteText, type PymallocText } from "pymalloc-lab/stats";
import { count } from "./words";

/** Whether the text adds up, and each figure that does not. */
export function Sums({ text }: { text: PymallocText | IncompleteText }) {
  const checks = checkMallocStats(text);
  if (checks.length === 0) return null;
  const broken = checks.filter(({ holds }) => !holds);
  if (broken.length === 0) {
    return (
      <p className="st-sums">
        <span className="st-mark" aria-hidden="true">
          ✓
        </span>{" "}
        {count(checks.length)} sums checked, all hold.
      </p>
    );
  }
  return (
    <div className="st-sums st-sums--broken">
      <p>
        <span className="st-mark" aria-hidden="true">
          ✗
        </span>{" "}
        {count(broken.length)} of {count(checks.length)} sums do not hold. What follows from these
        figures is in doubt:
      </p>
      <ul>
        {broken.map(({ line, rule, printed, computed }) => (
          <li key={`${line} ${rule}`}>
            line {count(line)}: {rule}. Printed {count(printed)}, should be {count(computed)}.
          </li>
        ))}
      </ul>
    </div>
  );
}
