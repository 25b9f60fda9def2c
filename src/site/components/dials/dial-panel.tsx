import { DELETION_ORDERS, type DeletionOrder } from "pymalloc-lab/experiments";
import { geometryOf, PYTHON_VERSIONS } from "pymalloc-lab/pymalloc";
import { useId } from "react";
import { Choice, Dial } from "./dial";
import { ARENA_KIBS, COUNTS, type DialSettings, KEEPS, nearestStop } from "./settings";

/** The orders in words. */
const ORDERS: Readonly<Record<DeletionOrder, string>> = {
  random: "at random",
  first: "the first go",
  last: "the last go",
  "every-other": "evenly, such as every other",
  clustered: "in clusters of 10,000",
};

interface PanelProps {
  readonly settings: DialSettings;
  onSettings(settings: DialSettings): void;
}

/** Every dial. */
export function DialPanel({ settings, onSettings }: PanelProps) {
  return (
    <div className="dl-panel">
      <KeepDial settings={settings} onSettings={onSettings} />
      <Dial
        label="Strings"
        value={settings.count.toLocaleString("en-GB")}
        stop={nearestStop(COUNTS, settings.count)}
        stops={COUNTS.length}
        onStop={(stop) => onSettings({ ...settings, count: COUNTS[stop] ?? settings.count })}
      />
      <OrderChoice settings={settings} onSettings={onSettings} />
      <Choice
        label="Python"
        value={settings.python}
        choices={PYTHON_VERSIONS.map((value) => ({ value, name: value }))}
        onValue={(python) => onSettings({ ...settings, python })}
      />
      <ArenaChoice settings={settings} onSettings={onSettings} />
      <SeedField settings={settings} onSettings={onSettings} />
    </div>
  );
}

/** The share that stays. */
export function KeepDial({ settings, onSettings }: PanelProps) {
  return (
    <Dial
      label="Kept"
      value={shareInWords(settings.keep)}
      stop={nearestStop(KEEPS, settings.keep)}
      stops={KEEPS.length}
      onStop={(stop) => onSettings({ ...settings, keep: KEEPS[stop] ?? settings.keep })}
    />
  );
}

/** Which strings go. */
export function OrderChoice({ settings, onSettings }: PanelProps) {
  return (
    <Choice
      label="Dropped"
      value={settings.order}
      choices={DELETION_ORDERS.map((value) => ({ value, name: ORDERS[value] }))}
      onValue={(order) => onSettings({ ...settings, order })}
    />
  );
}

function ArenaChoice({ settings, onSettings }: PanelProps) {
  const { arenaKib, ...others } = settings;
  const own = geometryOf(settings.python).arenaBytes / 1024;
  const sizes = ARENA_KIBS.filter((kib) => kib !== own);
  const value = arenaKib === undefined || arenaKib === own ? "own" : String(arenaKib);
  return (
    <Choice
      label="Arenas"
      value={value}
      choices={[
        { value: "own", name: `${inKib(own)}, its own` },
        ...sizes.map((kib) => ({ value: String(kib), name: `${inKib(kib)}, a model` })),
      ]}
      onValue={(kib) => onSettings(kib === "own" ? others : { ...others, arenaKib: Number(kib) })}
    />
  );
}

function SeedField({ settings, onSettings }: PanelProps) {
  const id = useId();
  return (
    <div className="dl-choice">
      <label htmlFor={id}>Seed</label>
      <input
        id={id}
        type="number"
        min={0}
        max={2 ** 32 - 1}
        step={1}
        value={settings.seed}
        onChange={({ target: { valueAsNumber: seed, validity } }) => {
          if (Number.isInteger(seed) && validity.valid) onSettings({ ...settings, seed });
        }}
      />
    </div>
  );
}

function inKib(kib: number): string {
  return kib >= 1024 ? `${kib / 1024} MiB` : `${kib} KiB`;
}

/** A share in words that tell small ones apart. */
export function shareInWords(share: number): string {
  if (share > 0 && share < 0.01) return `1 in ${Math.round(1 / share).toLocaleString("en-GB")}`;
  return `${(100 * share).toLocaleString("en-GB", { maximumFractionDigits: 2 })}%`;
}
