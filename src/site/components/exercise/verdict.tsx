import type { Verdict } from "pymalloc-lab/exercises";

/** What a check said of an answer: the word first, so that it is told without colour. */
export function NotebookVerdict({ verdict }: { verdict: Verdict }) {
  const { passed, message } = verdict;
  return (
    <p className={`pm-verdict ${passed ? "pm-verdict--right" : "pm-verdict--not-yet"}`}>
      <strong>{passed ? "Right." : "Not yet."}</strong> {message}
    </p>
  );
}
