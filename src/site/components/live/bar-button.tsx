import type { ReactNode } from "react";

/** What a button of a bar looks like: the first thing to do, an end to it, or something beside. */
type BarButtonKind = "run" | "stop" | "edit" | "quiet";

/** A button of the bar of a cell or of the page. */
export function BarButton({
  kind,
  onClick,
  children,
  ...more
}: {
  kind: BarButtonKind;
  onClick: () => void;
  children: ReactNode;
  title?: string;
  "aria-expanded"?: boolean;
}) {
  return (
    <button type="button" className={`nb-button nb-button--${kind}`} onClick={onClick} {...more}>
      {children}
    </button>
  );
}

/** Runs what is idle, and stops what runs: one takes the place of the other. */
export function RunOrStop({
  isRunning,
  onRun,
  onStop,
  title,
  children,
}: {
  isRunning: boolean;
  onRun: () => void;
  onStop: () => void;
  title?: string;
  /** What the button says that runs. */
  children: ReactNode;
}) {
  return isRunning ? (
    <BarButton kind="stop" onClick={onStop}>
      Stop
    </BarButton>
  ) : (
    <BarButton kind="run" onClick={onRun} {...(title !== undefined && { title })}>
      {children}
    </BarButton>
  );
}
