import type { Choosing } from "pymalloc-lab/exercises";
import type { Chosen } from "./chosen-answer";

interface ChosenGroupsProps {
  readonly choose: Choosing & { kind: "groups" };
  readonly chosen: Chosen;
  readonly isAlive: boolean;
  onChoose(chosen: Chosen): void;
}

/** Groups as tiles, each filled as far as it is: a press frees all that is in one. */
export function ChosenGroups({ choose, chosen, isAlive, onChoose }: ChosenGroupsProps) {
  const { noun, groups } = choose;
  const sizes = groups.map(({ from, to }) => to - from);
  const freed = sizes.reduce((sum, size, i) => sum + (chosen.includes(i) ? size : 0), 0);
  const press = (index: number) =>
    onChoose(chosen.includes(index) ? chosen.filter((one) => one !== index) : [...chosen, index]);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame */}
      <div className="pm-chosen-groups" role="group" aria-label={`Which ${noun}s to free`}>
        {groups.map(({ name, room }, index) => (
          <button
            key={name}
            type="button"
            disabled={!isAlive}
            aria-pressed={chosen.includes(index)}
            onClick={() => press(index)}
          >
            {name}
            <i aria-hidden="true">
              <i style={{ width: `${(100 * (sizes[index] ?? 0)) / room}%` }} />
            </i>
            <span>
              {(sizes[index] ?? 0).toLocaleString("en-GB")} {noun}s
            </span>
          </button>
        ))}
      </div>
      <p className="pm-order-ends" aria-live="polite">
        {freed.toLocaleString("en-GB")} {noun}s chosen to be freed
      </p>
    </>
  );
}
