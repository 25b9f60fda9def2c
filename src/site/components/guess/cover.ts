/**
 * What a question covers: the outputs of cells, the prose between them and under the last.
 *
 * Covering is a rule of the style sheet, so that nothing is seen before a script runs and nothing
 * moves when it is lifted; where no script can run, nothing is covered.
 */
import { useEffect } from "react";
import type { Covers } from "../../../notebook/publish/prediction";

/** What ends the prose under the last cell. */
const ENDS = ":is(h2,h3,.nb-cell,.pm-question,.nb-parameters)";
/** What stays to be seen and used wherever it stands. */
const NEVER = ".nb-cell,.pm-question,.nb-parameters,noscript,style";

/** Id of a question's element. */
export function questionElement(id: string): string {
  return `ask-${id}`;
}

/** Selects the cells and the prose that an open question covers. */
function coveredBy(id: string, { first, last }: Covers): string {
  const asked = `#${questionElement(id)}[data-covers]`;
  const after = `#${last}~${ENDS}`;
  return `${asked}~:is(#${first},#${first}~*):not(${after},${after}~*)`;
}

/** The rules that cover it. */
export function coverStyle(id: string, covers: Covers): string {
  const covered = coveredBy(id, covers);
  const prose = `${covered}:not(${NEVER})`;
  const outputs = `${covered}.nb-cell .nb-outputs`;
  return (
    "@media screen and (scripting:enabled){" +
    `${prose},${outputs}{position:relative;visibility:hidden}` +
    `${prose}::before,${outputs}::before{background:var(--pm-cover);content:"";inset:0;position:absolute;visibility:visible;z-index:1}` +
    `${outputs}::before{background:var(--pm-cover-figure);border:1px solid var(--pm-rule)}` +
    `${outputs}::after{background:var(--ifm-background-surface-color);color:var(--pm-muted);content:"Covered: guess first";inset:0 auto auto 0;margin:12px;padding:0 8px;position:absolute;visibility:visible;z-index:2}` +
    "}"
  );
}

/**
 * Lifts a cover where a reader asks for what is under it in another way: by a link to a place
 * there, or by running a cell.
 */
export function useAskedFor(id: string, covers: Covers, show: () => void): void {
  useEffect(() => {
    const covered = coveredBy(id, covers);
    const holds = (element: Element | null | undefined) =>
      element != null && element.closest(covered) !== null;
    const onPlace = () => {
      const place = decodeURIComponent(location.hash.slice(1));
      if (place !== "" && holds(document.getElementById(place))) show();
    };
    const onClick = ({ target }: MouseEvent) => {
      const run = target instanceof Element ? target.closest(".nb-button--run") : null;
      if (run !== null && (run.closest(".nb-cell") === null || holds(run))) show();
    };
    onPlace();
    addEventListener("hashchange", onPlace);
    // Before React hears of it: the button of a cell that runs is no longer one that runs it.
    document.addEventListener("click", onClick, true);
    return () => {
      removeEventListener("hashchange", onPlace);
      document.removeEventListener("click", onClick, true);
    };
  }, [id, covers, show]);
}
