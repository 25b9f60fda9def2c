/** The worker that runs the player's runs and answers where they are. */
import { logExperiment } from "pymalloc-lab/experiments";
import {
  arenaBlocks,
  countedNames,
  type OperationOutcome,
  type PlayerPlace,
  playerFrame,
  poolView,
  shortNames,
  tellNextPool,
  tellOperation,
} from "pymalloc-lab/internal";
import { blockBytesOf, blocksPerPool } from "pymalloc-lab/pymalloc";
import { type PlaceNames, RunPlayer } from "pymalloc-lab/recording";
import { logTrace, readTraceFile } from "pymalloc-lab/trace";
import type {
  BlockMark,
  Moment,
  PlayerReply,
  PlayerRequest,
  RunAbout,
  RunSource,
} from "./messages";

/** Arenas with fewer pools than this in all are drawn block by block. */
const FEW_POOLS = 8;

let player: RunPlayer | undefined;
let current = -1;

const reply = (message: PlayerReply) => globalThis.postMessage(message);

globalThis.addEventListener("message", async ({ data }: MessageEvent<PlayerRequest>) => {
  const { run } = data;
  try {
    if (data.kind === "load") {
      current = run;
      const about = await load(run, data.source);
      if (about !== undefined) reply({ kind: "ready", run, about });
    } else if (run === current && player !== undefined) {
      reply({ kind: "moment", run, moment: momentAt(player, data.step, data.selected) });
    }
  } catch (error) {
    reply({ kind: "failed", run, message: error instanceof Error ? error.message : String(error) });
  }
});

async function load(run: number, source: RunSource): Promise<RunAbout | undefined> {
  const progress = (doing: "reading" | "replaying" | "preparing", share?: number) =>
    reply({ kind: "progress", run, doing, ...(share !== undefined && { share }) });
  player = undefined;
  const logged = await logOf(run, source, progress);
  if (run !== current) return undefined;
  const { length } = logged.operations;
  const made = new RunPlayer(logged, {
    onProgress: (done) => progress("preparing", done / Math.max(1, length)),
  });
  player = made;
  const { geometry, curve } = made;
  const classCount = geometry.smallRequestThreshold / geometry.alignment;
  const capacities = Array.from({ length: classCount }, (_, i) => blocksPerPool(i, geometry));
  return {
    title: logged.title,
    python: logged.python,
    length,
    marks: logged.marks,
    curve,
    arenaBytes: geometry.arenaBytes,
    poolBytes: geometry.poolBytes,
    poolHeaderBytes: geometry.poolHeaderBytes,
    blockBytes: capacities.map((_, sizeClass) => blockBytesOf(sizeClass, geometry)),
    capacities,
  };
}

async function logOf(
  run: number,
  source: RunSource,
  progress: (doing: "reading" | "replaying", share?: number) => void,
) {
  if (source.kind === "experiment") {
    reply({ kind: "progress", run, doing: "running" });
    return logExperiment(source.experiment, source.options);
  }
  progress("reading");
  const trace = await readTraceFile(source.file.stream());
  const logged = logTrace(trace, (done) => progress("replaying", done / trace.eventCount));
  return { ...logged, title: source.file.name };
}

function momentAt(player: RunPlayer, step: number, wanted: PlayerPlace | undefined): Moment {
  const start = performance.now();
  player.seek(step);
  const frame = playerFrame(player);
  const { outcome, births } = player;
  const last = lastBlock(outcome, births);
  const names = namesIn(player);
  const next = tellNextPool(player, names);
  const selected = wanted ?? last ?? next.place ?? { arena: 0, pool: 0 };
  const pool = poolView(player, selected);
  const isFew = frame.arenas.length * frame.poolsPerArena <= FEW_POOLS;
  const shown = isFew ? Array.from(frame.arenas.keys()) : [selected.arena];
  const told = outcome && tellOperation(outcome, names, player.geometry.arenaBytes);
  return {
    frame,
    ...(told && { told }),
    ...(last && { last }),
    next,
    selected,
    ...(pool && { pool }),
    blocks: Object.fromEntries(shown.map((arena) => [arena, arenaBlocks(player, arena)])),
    milliseconds: performance.now() - start,
  };
}

/** Arenas that are one pool each are a toy: their blocks have numbers of their own. */
function namesIn({ births, geometry }: RunPlayer): PlaceNames {
  const numberOf = (birth: number) => births.indexOf(birth);
  if (geometry.arenaBytes > geometry.poolBytes) return shortNames(numberOf);
  return countedNames(numberOf, blocksPerPool(0, geometry), "node");
}

function lastBlock(
  outcome: OperationOutcome | undefined,
  births: readonly number[],
): BlockMark | undefined {
  if (outcome === undefined) return undefined;
  const block =
    outcome.kind === "free"
      ? outcome.free
      : outcome.kind === "malloc"
        ? outcome.malloc
        : (outcome.inPlace ?? outcome.malloc ?? outcome.free);
  if (block === undefined) return undefined;
  return { arena: births.indexOf(block.birth), pool: block.pool, ordinal: block.ordinal };
}
