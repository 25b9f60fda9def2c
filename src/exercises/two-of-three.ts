/** Notebook 1: which seven of the toy's twelve nodes must go for two arenas to come back. */
import { TOY_GEOMETRY } from "../experiments/toy.js";
import { arenaOccupancy, blockCharacters } from "../pymalloc/occupancy.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { AdjacentArenas } from "../pymalloc/sources/arena-source.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { counted, firstTwice, readWholeNumbers } from "./read-answer.js";

const given = { nodeCount: 12, deletedCount: 7, arenasBack: 2 } as const;

export const twoOfThree: Exercise = {
  id: "two-of-three",
  title: "Two arenas of three",
  kind: "change",
  notebook: 1,
  given,
  task: [
    `The primer's choice of ${given.deletedCount} nodes gave one arena back. Choose ${given.deletedCount} of the ${given.nodeCount} nodes so that **two** arenas come back.`,
    "Nodes are counted from 1, as in the first figure, and each arena has room for five. The starter is the primer's choice.",
  ].join("\n\n"),
  choose: { kind: "blocks", noun: "node", arenas: madeArenas() },
  starter: "const answer = [2, 3, 4, 7, 8, 11, 12];",
  check,
};

function check(answer: unknown): Outcome {
  const nodes = readWholeNumbers(answer, "nodes to delete");
  const outside = nodes.find((node) => node < 1 || node > given.nodeCount);
  if (outside !== undefined) {
    return notYet(`There is no node ${outside}: they are counted from 1 to ${given.nodeCount}.`);
  }
  const twice = firstTwice(nodes);
  if (twice !== undefined) return notYet(`Node ${twice} is in the list twice, and can go once.`);
  if (nodes.length !== given.deletedCount) {
    return notYet(`${given.deletedCount} nodes are to go, and the list has ${nodes.length}.`);
  }
  const left = liveNodesByArena(nodes);
  const back = left.filter((live) => live === 0).length;
  if (back >= given.arenasBack) {
    return right(
      "Two arenas came back: what went lay together. The same seven deaths, spread, give back nothing.",
    );
  }
  const staying = left.flatMap((live, i) =>
    live > 0 ? [`arena ${i + 1} by ${counted(live, "node")}`] : [],
  );
  return notYet(
    back === 0
      ? `No arena came back, since each still has a live node: ${staying.join(", ")}.`
      : `One arena came back. Still held: ${staying.join(", ")}. Could the nodes that stay all be in one arena?`,
  );
}

/** Each arena as it is made, a character a block. */
function madeArenas(): string[] {
  const allocator = new Pymalloc(TOY_GEOMETRY, new AdjacentArenas(TOY_GEOMETRY.arenaBytes * 1024));
  for (let node = 0; node < given.nodeCount; node++) {
    allocator.malloc(TOY_GEOMETRY.smallRequestThreshold);
  }
  return arenaOccupancy(allocator).map((arena) => blockCharacters(allocator, arena));
}

/** Live nodes in each arena after a deletion, in order of birth. */
function liveNodesByArena(deleted: readonly number[]): number[] {
  const allocator = new Pymalloc(TOY_GEOMETRY, new AdjacentArenas(TOY_GEOMETRY.arenaBytes * 1024));
  const arenaOf: number[] = [];
  const blocks = Array.from({ length: given.nodeCount }, () => {
    const block = allocator.malloc(TOY_GEOMETRY.smallRequestThreshold);
    arenaOf.push(allocator.arenas.total - 1);
    return block;
  });
  for (const node of deleted) allocator.free(blocks[node - 1] ?? 0);
  const live = new Array<number>(allocator.arenas.total).fill(0);
  blocks.forEach((block, i) => {
    if (allocator.isLive(block)) live[arenaOf[i] ?? 0]! += 1;
  });
  return live;
}
