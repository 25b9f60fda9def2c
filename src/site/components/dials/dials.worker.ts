/** Runs what the dials ask for, one job after another. */
import { type DialJob, runDials } from "./dial-run";

addEventListener("message", async ({ data }: MessageEvent<DialJob>) => {
  postMessage(await runDials(data));
});
