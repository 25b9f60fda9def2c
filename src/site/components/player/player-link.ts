/** The moment that a link leads to: `#run=first-half&python=3.11&step=560000&pool=6.56&zoom=2`. */
import type { PlayerPlace } from "pymalloc-lab/internal";
import { PYTHON_VERSIONS, type PythonVersion } from "pymalloc-lab/pymalloc";

/** The three levels of zoom. */
export type Zoom = 0 | 1 | 2;

/** What a link says; what it leaves out is as at the beginning. */
export interface LinkedMoment {
  readonly run?: string;
  readonly python?: PythonVersion;
  readonly step?: number;
  /** The pool looked at; without one the player follows the last operation. */
  readonly pool?: PlayerPlace;
  readonly zoom?: Zoom;
  /** It plays as soon as it can; no link says so. */
  readonly isPlaying?: boolean;
}

/** Reads the part of a link after `#` or `?`; what it does not understand it leaves out. */
export function readLink(hash: string): LinkedMoment {
  const values = new URLSearchParams(hash.replace(/^[#?]/, ""));
  const run = values.get("run") ?? undefined;
  const python = PYTHON_VERSIONS.find((version) => version === values.get("python"));
  const step = wholeNumber(values.get("step"));
  const [arena, pool] = (values.get("pool") ?? "").split(".").map(wholeNumber);
  const zoom = ([0, 1, 2] as const).find((level) => String(level) === values.get("zoom"));
  return {
    ...(run !== undefined && { run }),
    ...(python !== undefined && { python }),
    ...(step !== undefined && { step }),
    ...(arena !== undefined && pool !== undefined && { pool: { arena, pool } }),
    ...(zoom !== undefined && { zoom }),
  };
}

/** Writes a link, with its `#`. */
export function writeLink({ run, python, step, pool, zoom }: LinkedMoment): string {
  const values = new URLSearchParams();
  if (run !== undefined) values.set("run", run);
  if (python !== undefined) values.set("python", python);
  if (step !== undefined) values.set("step", String(step));
  if (pool !== undefined) values.set("pool", `${pool.arena}.${pool.pool}`);
  if (zoom !== undefined) values.set("zoom", String(zoom));
  return `#${values}`;
}

function wholeNumber(text: string | null | undefined): number | undefined {
  return text != null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
