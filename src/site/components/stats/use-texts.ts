import { parseMallocStats, type StatsText } from "pymalloc-lab/stats";
import { useEffect, useMemo, useState } from "react";
import { LONGEST_AT_ONCE, type LogRead } from "./source";

/** The texts of a log; undefined while a long one is read. */
export function useTexts(log: string): readonly StatsText[] | undefined {
  const isLong = log.length > LONGEST_AT_ONCE;
  const atOnce = useMemo(() => (isLong ? undefined : parseMallocStats(log)), [log, isLong]);
  const [slow, setSlow] = useState<{ log: string; texts: readonly StatsText[] }>();
  useEffect(() => {
    if (!isLong) return undefined;
    const worker = new Worker(new URL("./read-log.worker.ts", import.meta.url));
    worker.addEventListener("message", ({ data }: MessageEvent<LogRead>) => {
      setSlow({ log, texts: data.texts });
      worker.terminate();
    });
    worker.postMessage(log);
    return () => worker.terminate();
  }, [log, isLong]);
  return atOnce ?? (slow?.log === log ? slow.texts : undefined);
}
