/** The notebook's parameters as fields and sliders; what depends on them is drawn anew. */
import { useEffect, useId, useRef } from "react";
import {
  type DeclaredValue,
  declaredValues,
  withAddressParameters,
} from "../../../live/address-parameters";
import type { Control, Controls } from "../../../notebook/publish/page-elements";
import { forgetLink } from "./linked-code";
import { useLiveCell, useLiveNotebook, useLivePage } from "./use-live-cells";

/** A slider is dragged over many values; the one on which it rests for so long is run, in milliseconds. */
const REST_MS = 200;
const SLIDER_STEPS = 1000;

/** The panel of a cell of parameters, for those of its values that can be set. */
export function NotebookParameters({
  id,
  source,
  controls,
}: {
  id: string;
  source: string;
  controls: Controls;
}) {
  const notebook = useLiveNotebook();
  const code = useLiveCell(id)?.code ?? source;
  const { isRunning } = useLivePage();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const set = (name: string, value: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      forgetLink();
      const changed = withAddressParameters(code, new URLSearchParams({ [name]: value }));
      void notebook?.setParameters(changed);
    }, REST_MS);
  };
  const reset = () => {
    forgetLink();
    void notebook?.resetParameters();
  };
  return (
    <fieldset className="nb-parameters">
      <legend>Try other values</legend>
      {declaredValues(code).map((declared) => (
        <Field
          // A field that is typed in keeps what is typed until the cell has another value.
          key={`${declared.name} ${declared.value}`}
          declared={declared}
          control={controls[declared.name] ?? {}}
          onSet={(value) => set(declared.name, value)}
        />
      ))}
      {code !== source && (
        <button type="button" className="nb-button nb-button--quiet" onClick={reset}>
          Back to the notebook's
        </button>
      )}
      <span className="nb-progress" aria-hidden>
        {isRunning ? "drawing again" : ""}
      </span>
    </fieldset>
  );
}

interface FieldProps {
  readonly declared: DeclaredValue;
  readonly control: Control;
  readonly onSet: (value: string) => void;
}

function Field({ declared: { name, value }, control, onSet }: FieldProps) {
  const id = useId();
  const { label = name, choices, from, to } = control;
  if (typeof value === "number" && from !== undefined && to !== undefined) {
    return <Slider label={label} value={value} range={{ from, to, ...control }} onSet={onSet} />;
  }
  return (
    <div className="nb-parameter">
      <label htmlFor={id}>{label}</label>
      {typeof value === "boolean" ? (
        <input
          id={id}
          type="checkbox"
          defaultChecked={value}
          onChange={({ target }) => onSet(String(target.checked))}
        />
      ) : choices === undefined ? (
        <input
          id={id}
          type={typeof value === "number" ? "number" : "text"}
          step="any"
          defaultValue={value}
          onChange={({ target }) => target.value !== "" && onSet(target.value)}
        />
      ) : (
        <select id={id} defaultValue={value} onChange={({ target }) => onSet(target.value)}>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      )}
    </div>
  );
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly scale?: "linear" | "log";
}

function Slider({
  label,
  value,
  range,
  onSet,
}: {
  label: string;
  value: number;
  range: Range;
  onSet: (value: string) => void;
}) {
  const id = useId();
  const said = useRef<HTMLOutputElement>(null);
  const words = (at: number) => String(valueAt(at, range));
  return (
    <div className="nb-parameter nb-parameter--slider">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={SLIDER_STEPS}
        defaultValue={placeOf(value, range)}
        aria-valuetext={String(value)}
        onInput={({ currentTarget }) => {
          const text = words(currentTarget.valueAsNumber);
          currentTarget.setAttribute("aria-valuetext", text);
          if (said.current !== null) said.current.textContent = text;
          onSet(text);
        }}
      />
      <output htmlFor={id} ref={said}>
        {value}
      </output>
    </div>
  );
}

/** The value at a place of the slider, with two digits that count. */
export function valueAt(place: number, { from, to, scale }: Range): number {
  const share = place / SLIDER_STEPS;
  const value = scale === "log" ? from * (to / from) ** share : from + (to - from) * share;
  return Number(value.toPrecision(2));
}

/** The place of a value on the slider, from 0 to 1000. */
export function placeOf(value: number, { from, to, scale }: Range): number {
  const share =
    scale === "log" ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  return Math.round(SLIDER_STEPS * Math.min(1, Math.max(0, share)));
}
