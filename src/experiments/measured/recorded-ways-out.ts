/**
 * Four ways to one compressed trie, as a real interpreter went them: its traces replayed, with
 * every address, arena and stats text as the process had them.
 */
import type { RecordedWayOut } from "./recorded-way-out.js";

/**
 * Loads the recordings, which only those who ask for them need: compressed in place, text, JSON, pickle.
 *
 * @example
 * (await recordedWaysOut()).map(({ way }) => way); // => ["in-place", "text", "json", "pickle"]
 */
export async function recordedWaysOut(): Promise<readonly RecordedWayOut[]> {
  const { RECORDED_WAYS_OUT } = await import("./recorded-ways-out-data.js");
  return RECORDED_WAYS_OUT;
}
