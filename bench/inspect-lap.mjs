// One look at a process, in a process of its own so that its memory can be told: prints what
// each step took as JSON.
//
//   node bench/inspect-lap.mjs PID
import { HeapAnswers, readHeap } from "../dist/doors/inspect.js";
import { LiveProcess } from "../dist/doors/process.js";

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const live = new LiveProcess(Number(process.argv[2]));
const start = cpuMs();
const image = live.copy({ isStopped: true });
const copied = cpuMs();
const reading = readHeap(image);
const structured = cpuMs();
const answers = new HeapAnswers(reading);
const labelled = cpuMs();
const holders = answers.holders(20);
answers.priceCurve();
const held = cpuMs();
live.close();
console.log(
  JSON.stringify({
    stoppedMs: image.origin.stoppedMs,
    copiedBytes: image.copiedBytes,
    arenas: reading.interpreters.reduce((sum, { arenas }) => sum + arenas.length, 0),
    liveBlocks: reading.pools.liveBlocks.reduce((sum, count) => sum + count, 0),
    problems: reading.problems.length,
    best: holders[0]?.path,
    copyCpuMs: copied - start,
    structureCpuMs: structured - copied,
    labelCpuMs: labelled - structured,
    holderCpuMs: held - labelled,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  }),
);
