/** The recordings of what a program forked and started: files beside its own (`--follow`). */
import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { RecordingHeader } from "../../doors/internal.js";
import { isAlive } from "../../doors/process.js";
import type { Interruption } from "../interruption.js";
import { recordingHeaderAt } from "./recording-file.js";

/** A child's recording. */
export interface ChildRecording {
  /** The number of the process; with ".1" and so on for what it became later. */
  readonly name: string;
  readonly path: string;
}

const POLL_MS = 50;
/** How long a child may take from its fork to its file: it copies what its parent did. */
const POLLS_WITHOUT_FILE = 100;

/** Children's recordings beside a program's, by process number. */
export function childRecordings(recording: string): ChildRecording[] {
  const prefix = `${basename(recording)}.`;
  return readdirSync(dirname(recording))
    .filter((file) => file.startsWith(prefix))
    .map((file) => ({ name: file.slice(prefix.length), path: join(dirname(recording), file) }))
    .sort((one, other) => Number.parseFloat(one.name) - Number.parseFloat(other.name));
}

/** A recording's place without its ending, and with a child's name in it: out.4711.pmt.gz. */
export function placeOfChild(out: string, { name }: ChildRecording): string {
  const [, stem = out, ending = ""] = /^(.*?)((?:\.pmt)?(?:\.gz)?|\.json)$/.exec(out) ?? [];
  return `${stem}.${name}${ending}`;
}

/**
 * Waits until the children have ended: their recordings are whole only then. A signal ends the
 * waiting, and what still runs is then cut.
 */
export async function childrenEnded(recording: string, interruption: Interruption): Promise<void> {
  let isAskedToEnd = false;
  interruption.onSignal = () => {
    isAskedToEnd = true;
  };
  let isSaid = false;
  for (let polls = 0; !isAskedToEnd; polls++) {
    const headers = [recording, ...childRecordings(recording).map(({ path }) => path)].flatMap(
      (path) => recordingHeaderAt(path) ?? [],
    );
    const running = headers.filter(isRunning);
    const isMissing = headers.some((one) => one.followedCount < one.childCount);
    if (running.length === 0 && !(isMissing && polls < POLLS_WITHOUT_FILE)) break;
    if (running.length > 0 && !isSaid) {
      isSaid = true;
      const pids = running.map(({ pid }) => pid).join(", ");
      process.stderr.write(`the program ended; waiting for its children: ${pids}\n`);
    }
    await setTimeout(POLL_MS);
  }
  interruption.onSignal = undefined;
  interruption.forget();
}

function isRunning({ state, pid }: RecordingHeader): boolean {
  return state === "recording" && isAlive(pid);
}
