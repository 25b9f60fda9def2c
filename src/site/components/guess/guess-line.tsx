import { type FormEvent, type KeyboardEvent, type PointerEvent, useId, useRef } from "react";
import type { GuessedLine } from "../../../notebook/publish/line-points";
import {
  drawnOn,
  type Guess,
  guessPath,
  KNOTS,
  type LineScale,
  linePaths,
  lineScale,
  shown,
  straightTo,
} from "./line-scale";

/** How far the reader is with a guess. */
export type GuessState = "asked" | "dropping" | "told";

/** What a guessed line is made with. */
export interface GuessLineProps {
  readonly line: GuessedLine;
  readonly unit: string;
  /** What is asked, for the number's label. */
  readonly asks: string;
  readonly guess: Guess | undefined;
  readonly state: GuessState;
  readonly isAlive: boolean;
  onGuess(guess: Guess): void;
  onDrop(): void;
}

/** A run up to its turn, and room to draw what is held after it: by drag, by keys, or as a number. */
export function GuessLine(props: GuessLineProps) {
  const { line, unit, asks, guess, state, isAlive, onGuess, onDrop } = props;
  const scale = lineScale(line);
  const id = useId();
  const isAsked = state === "asked";
  const end = guess?.at(-1);
  const drop = (event: FormEvent) => {
    event.preventDefault();
    if (guess !== undefined) onDrop();
  };
  return (
    <form className="pm-guess" onSubmit={drop} data-state={state}>
      <Picture {...props} scale={scale} />
      <div className="pm-guess-answer">
        <label htmlFor={id}>{asks}</label>
        <input
          id={id}
          type="number"
          min={0}
          max={Math.floor(scale.most)}
          step="any"
          inputMode="decimal"
          autoComplete="off"
          required
          disabled={!isAlive || !isAsked}
          value={end === undefined ? "" : shown(end)}
          onChange={({ target }) => {
            if (target.value === "") return;
            const wanted = Math.max(0, Math.min(scale.most, Number(target.value)));
            onGuess(straightTo(wanted, scale));
          }}
        />
        <span aria-hidden="true">{unit}</span>
        <button type="submit" disabled={!isAlive || !isAsked || guess === undefined}>
          Drop
        </button>
      </div>
    </form>
  );
}

function Picture(props: GuessLineProps & { readonly scale: LineScale }) {
  const { line, unit, guess, state, isAlive, onGuess, scale } = props;
  const plot = useRef<HTMLDivElement>(null);
  const drawn = useRef<{ knot: number; amount: number } | undefined>(undefined);
  const known = linePaths(line.known, scale);
  const truth = linePaths(line.truth, scale);
  const isOpen = isAlive && state === "asked";
  const place = ({ clientX, clientY }: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect();
    if (box === undefined) return undefined;
    const knot = scale.knotAt((clientX - box.left) / box.width);
    return { knot, amount: scale.amountAt((clientY - box.top) / box.height) };
  };
  const draw = (event: PointerEvent) => {
    const to = place(event);
    if (to === undefined || drawn.current === undefined) return;
    const before = guess ?? straightTo(scale.peak, scale);
    // Who takes the end of the line moves a straight one.
    const isEnd = drawn.current.knot > KNOTS - 2 && to.knot > KNOTS - 2;
    onGuess(isEnd ? straightTo(to.amount, scale) : drawnOn(before, drawn.current, to));
    drawn.current = to;
  };
  return (
    <div className="pm-guess-picture">
      <Scale scale={scale} unit={unit} />
      <div
        ref={plot}
        className="pm-guess-plot"
        data-open={isOpen || undefined}
        onPointerDown={(event) => {
          if (!isOpen) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          drawn.current = place(event);
          draw(event);
        }}
        onPointerMove={draw}
        onPointerUp={() => {
          drawn.current = undefined;
        }}
        onPointerCancel={() => {
          drawn.current = undefined;
        }}
      >
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
          <path className="pm-curve-held" d={known.held} />
          <path className="pm-curve-live" d={known.live} />
          <path className="pm-curve-line" d={known.line} vectorEffect="non-scaling-stroke" />
        </svg>
        {state !== "asked" && (
          <svg
            className="pm-guess-truth"
            viewBox="0 0 1000 1000"
            preserveAspectRatio="none"
            role="img"
            aria-label={`What happened: ${shown(scale.peak)} ${unit} at "${line.from}", ${shown(scale.end)} at "${line.to}".`}
          >
            <path className="pm-curve-held" d={truth.held} />
            <path className="pm-curve-live" d={truth.live} />
            <path className="pm-curve-line" d={truth.line} vectorEffect="non-scaling-stroke" />
          </svg>
        )}
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
          {guess && (
            <path
              className="pm-guess-drawn"
              d={guessPath(guess, scale)}
              vectorEffect="non-scaling-stroke"
            />
          )}
        </svg>
        {isOpen && guess === undefined && (
          <p className="pm-guess-hint">Draw the line on from here</p>
        )}
        <Handle {...props} />
      </div>
      <p className="pm-guess-stages" aria-hidden="true">
        <span style={{ left: `${100 * scale.knotX(0)}%` }}>{line.from}</span>
        <span data-last>{line.to}</span>
      </p>
    </div>
  );
}

/** The end of the line: a slider for the keys, and a knob for the eye. */
function Handle(props: GuessLineProps & { readonly scale: LineScale }) {
  const { guess, scale, unit, asks, state, isAlive, onGuess } = props;
  const amount = guess?.at(-1) ?? scale.peak;
  const onKey = (event: KeyboardEvent) => {
    const wanted = amountAfter(event.key, amount, scale);
    if (wanted === undefined || state !== "asked") return;
    event.preventDefault();
    onGuess(straightTo(wanted, scale));
  };
  return (
    <span
      className="pm-guess-handle"
      role="slider"
      tabIndex={isAlive && state === "asked" ? 0 : -1}
      aria-label={`${asks}: the end of your line`}
      aria-disabled={state !== "asked"}
      aria-valuemin={0}
      aria-valuemax={Math.round(scale.most)}
      aria-valuenow={shown(amount)}
      aria-valuetext={guess === undefined ? "not drawn yet" : `${shown(amount)} ${unit}`}
      aria-orientation="vertical"
      onKeyDown={onKey}
      style={{
        left: `${100 * scale.knotX(guess === undefined ? 0 : KNOTS)}%`,
        top: `${100 * scale.y(amount)}%`,
      }}
    />
  );
}

function amountAfter(key: string, amount: number, { most, peak }: LineScale): number | undefined {
  const step = most > 20 ? 1 : 0.1;
  const by = {
    ArrowUp: step,
    ArrowRight: step,
    ArrowDown: -step,
    ArrowLeft: -step,
    PageUp: most / 10,
    PageDown: -most / 10,
  }[key];
  if (key === "Home") return 0;
  if (key === "End") return peak;
  if (by === undefined) return undefined;
  return Math.max(0, Math.min(most, shown(amount) + by));
}

/** The vertical axis: nothing, and what is held where the guess begins. */
function Scale({ scale, unit }: { scale: LineScale; unit: string }) {
  return (
    <p className="pm-guess-scale" aria-hidden="true">
      <span style={{ top: `${100 * scale.y(scale.peak)}%` }}>
        {shown(scale.peak)} {unit}
      </span>
      {scale.peak > 8 && (
        <span style={{ top: `${100 * scale.y(scale.peak / 2)}%` }}>{shown(scale.peak / 2)}</span>
      )}
      <span style={{ top: "100%" }}>0</span>
    </p>
  );
}
