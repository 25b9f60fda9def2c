import { useId } from "react";

interface DialProps {
  readonly label: string;
  /** Its value in words: what is seen beside the label and what is read out. */
  readonly value: string;
  /** Place of the stop, from 0. */
  readonly stop: number;
  readonly stops: number;
  onStop(stop: number): void;
}

/** A slider over stops. */
export function Dial({ label, value, stop, stops, onStop }: DialProps) {
  const id = useId();
  return (
    <div className="dl-dial">
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{value}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={stops - 1}
        step={1}
        value={stop}
        aria-valuetext={value}
        onChange={({ target }) => onStop(target.valueAsNumber)}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly name: string }[];
  onValue(value: T): void;
}

/** One of a few. */
export function Choice<T extends string>({ label, value, choices, onValue }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className="dl-choice">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => {
          const chosen = choices.find((choice) => choice.value === target.value);
          if (chosen !== undefined) onValue(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
    </div>
  );
}
