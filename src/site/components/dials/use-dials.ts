import { useCallback, useEffect, useRef, useState } from "react";
import type { DialJob, DialOutcome } from "./dial-run";
import { isNewer, LatestWins } from "./latest-wins";
import type { DialSettings } from "./settings";

/** Strings of a first look. */
const FIRST_LOOK = 50_000;
/** A run that may take longer than this gets a first look before it. */
const LONG_MILLISECONDS = 100;

/** The newest outcome, and how to wish for another. */
export interface Dials {
  /** Nothing until the first run. */
  readonly outcome: DialOutcome | undefined;
  run(settings: DialSettings): void;
}

interface Line {
  readonly worker: Worker;
  readonly jobs: LatestWins<DialJob>;
}

/**
 * Runs settings in two workers: one for first looks, one for whole runs.
 *
 * @param how - with `looksFirst` false there are no first looks.
 */
export function useDials({ looksFirst = true } = {}): Dials {
  const [outcome, setOutcome] = useState<DialOutcome>();
  const lines = useRef<{ look: Line | undefined; whole: Line }>(undefined);
  const wish = useRef(0);
  /** Of the last whole run; unknown before it. */
  const millisecondsPerString = useRef(Number.POSITIVE_INFINITY);
  useEffect(() => {
    const stop = () => {
      lines.current?.look?.worker.terminate();
      lines.current?.whole.worker.terminate();
      lines.current = undefined;
    };
    return stop;
  }, []);
  const run = useCallback(
    (settings: DialSettings) => {
      const take = (answer: DialOutcome) => {
        const { isFirstLook, count } = answer.job;
        if (!isFirstLook) millisecondsPerString.current = answer.milliseconds / count;
        setOutcome((shown) => (isNewer(answer.job, shown?.job) ? answer : (shown ?? answer)));
      };
      lines.current ??= { look: looksFirst ? lineTo(take) : undefined, whole: lineTo(take) };
      const { look, whole } = lines.current;
      wish.current += 1;
      const job = { wish: wish.current, settings, count: settings.count };
      const isLong = millisecondsPerString.current * settings.count > LONG_MILLISECONDS;
      if (isLong && settings.count > FIRST_LOOK) {
        look?.jobs.wish({ ...job, count: FIRST_LOOK, isFirstLook: true });
      } else {
        look?.jobs.drop();
      }
      whole.jobs.wish({ ...job, isFirstLook: false });
    },
    [looksFirst],
  );
  return { outcome, run };
}

function lineTo(take: (outcome: DialOutcome) => void): Line {
  const worker = new Worker(new URL("./dials.worker.ts", import.meta.url));
  const jobs = new LatestWins<DialJob>((job) => worker.postMessage(job));
  worker.addEventListener("message", ({ data }: MessageEvent<DialOutcome>) => {
    take(data);
    jobs.answered();
  });
  return { worker, jobs };
}
