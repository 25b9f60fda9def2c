// What a recording costs: a million blocks made, half of them freed, then all but 50,
// with a Recorder and with nobody listening, in turns.
import { AdjacentArenas, geometryOf, Pymalloc, Recorder } from "../dist/index.js";
import { fill, freeAllButFew, freeHalf, timed } from "./allocator-workloads.mjs";

const LAPS = 45;
const WARM_UP = 4;

/** @type {import("./allocator-workloads.mjs").Loop} */
function life(allocator, list) {
  return fill(allocator, list) + freeHalf(allocator, list) + freeAllButFew(allocator, list);
}

/** @param {boolean} isRecorded */
function lap(isRecorded) {
  const allocator = new Pymalloc(geometryOf("3.11"), new AdjacentArenas());
  if (!isRecorded) return timed(life, allocator);
  const recorder = new Recorder(allocator, { title: "a million blocks", python: "3.11" });
  return timed((_, list) => {
    const operations = life(allocator, list);
    recorder.finish();
    return operations;
  }, allocator);
}

/** Ratios of recorded to not recorded, a lap each; which of the two is first changes by the lap. */
export function recordingRatios() {
  const ratios = Array.from({ length: LAPS }, (_, i) => {
    const first = lap(i % 2 === 0);
    const second = lap(i % 2 !== 0);
    return i % 2 === 0 ? first / second : second / first;
  });
  return ratios.slice(WARM_UP);
}
