/** Reads long logs apart from the page, which keeps answering meanwhile. */
import { parseMallocStats } from "pymalloc-lab/stats";
import type { LogRead } from "./source";

addEventListener("message", ({ data }: MessageEvent<string>) => {
  const read: LogRead = { texts: parseMallocStats(data) };
  postMessage(read);
});
