import { type KeyboardEvent, type PointerEvent, useId, useRef } from "react";
import type { RunAbout } from "./messages";
import { arenaCounts } from "./panel";
import type { PlayerState } from "./player-state";
import type { PlayerActions } from "./use-player";

const WIDTH = 1000;
const HEIGHT = 100;
/** Room above the curve for the playhead's knob. */
const TOP = 12;
/** Share of a run that a key moves by where no player answers keys yet. */
const KEY_SHARE = 1 / 20;

/** Memory held over memory live, with the playhead, of a run that is played. */
export function Timeline({ state, actions }: { state: PlayerState; actions: PlayerActions }) {
  const { about, step, moment } = state;
  const shown = moment?.frame.step ?? step;
  return (
    <TimelineBar
      about={about}
      step={step}
      shown={shown}
      held={heldAt(state, shown)}
      goTo={(wanted) => {
        actions.setPlaying(false);
        actions.goTo(wanted);
      }}
      hasKeys
    />
  );
}

/** What a timeline is drawn with. */
export interface TimelineBarProps {
  readonly about: Pick<RunAbout, "length" | "marks" | "curve" | "arenaBytes"> | undefined;
  /** Where the playhead is. */
  readonly step: number;
  /** The moment that the maps show, which follows. */
  readonly shown: number;
  /** Arenas held then. */
  readonly held: number;
  readonly isDisabled?: boolean;
  /** Keys are answered by the player that it is in. */
  readonly hasKeys?: boolean;
  goTo(step: number): void;
}

/** The timeline: a slider that is dragged, tapped or stepped. */
export function TimelineBar(props: TimelineBarProps) {
  const { about, step, shown, held, isDisabled = false, hasKeys = false } = props;
  const bar = useRef<HTMLDivElement>(null);
  const id = useId();
  const length = about?.length ?? 1;
  const goTo = ({ clientX }: PointerEvent) => {
    const box = bar.current?.getBoundingClientRect();
    if (box !== undefined) props.goTo(((clientX - box.left) / box.width) * length);
  };
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -KEY_SHARE, ArrowRight: KEY_SHARE, Home: -1, End: 1 }[event.key];
    if (by === undefined || hasKeys || isDisabled) return;
    event.preventDefault();
    props.goTo(step + by * length);
  };
  return (
    <div className="pm-player-timeline">
      <div
        ref={bar}
        className="pm-player-bar"
        role="slider"
        tabIndex={0}
        aria-labelledby={`${id}name`}
        aria-disabled={isDisabled || undefined}
        aria-valuemin={0}
        aria-valuemax={length}
        aria-valuenow={step}
        aria-valuetext={`operation ${number(step)} of ${number(length)}, ${held} arenas held`}
        onKeyDown={onKey}
        onPointerDown={(event) => {
          if (isDisabled) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          goTo(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) goTo(event);
        }}
      >
        {about && <Curve about={about} />}
        <span className="pm-player-head" style={{ left: `${(step / length) * 100}%` }} />
      </div>
      <Marks about={about} />
      <p className="pm-player-where">
        <span id={`${id}name`} className="pm-player-word">
          Operation
        </span>{" "}
        <b>{number(shown)}</b> of {about ? number(length) : "…"}
        <span className="pm-player-held">
          {about ? `${held} ${held === 1 ? "arena" : "arenas"} held` : ""}
        </span>
      </p>
    </div>
  );
}

function Marks({ about }: Pick<TimelineBarProps, "about">) {
  const length = about?.length ?? 1;
  const marks = about?.marks.filter(({ step }) => step > 0 && step < length).slice(0, 6) ?? [];
  return (
    <p className="pm-player-marks" aria-hidden="true">
      {marks.map(({ name, step }) => (
        <span
          key={`${name}${step}`}
          className="pm-player-mark"
          style={{ left: `${(step / length) * 100}%` }}
          data-late={step > length * 0.7 || undefined}
        >
          {name}
        </span>
      ))}
    </p>
  );
}

function Curve({
  about: { curve, arenaBytes, marks, length },
}: {
  about: NonNullable<TimelineBarProps["about"]>;
}) {
  const most = Math.max(1, ...curve.arenas) * arenaBytes;
  const x = (step: number) => round((step / Math.max(1, length)) * WIDTH);
  const y = (bytes: number) => round(HEIGHT - (bytes / most) * (HEIGHT - TOP));
  let held = `M0 ${HEIGHT}`;
  let live = `M0 ${HEIGHT}`;
  curve.step.forEach((step, i) => {
    held += `H${x(step)}V${y((curve.arenas[i] ?? 0) * arenaBytes)}`;
    live += `L${x(step)} ${y(curve.liveBytes[i] ?? 0)}`;
  });
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path className="pm-curve-held" d={`${held}H${WIDTH}V${HEIGHT}Z`} />
      <path className="pm-curve-live" d={`${live}L${WIDTH} ${HEIGHT}Z`} />
      <path className="pm-curve-line" d={held} vectorEffect="non-scaling-stroke" />
      {marks.map(({ name, step }) => (
        <path
          key={`${name}${step}`}
          className="pm-curve-turn"
          d={`M${x(step)} 0V${HEIGHT}`}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}

/** Arenas held after a step: exact where that is the moment shown, else as near as the curve's points are. */
function heldAt({ about, moment }: PlayerState, step: number): number {
  if (moment?.frame.step === step) return arenaCounts(moment).held;
  const at = about?.curve.step.findLastIndex((point) => point <= step) ?? 0;
  return about?.curve.arenas[Math.max(0, at)] ?? 0;
}

function number(value: number): string {
  return value.toLocaleString("en-GB");
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
