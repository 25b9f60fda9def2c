import { expect, it } from "vitest";
import { EXERCISES, exerciseNamed } from "../../src/exercises/exercises.js";
import { chosenAnswer, nothingChosen } from "../../src/site/components/choice/chosen-answer.js";
import { moved } from "../../src/site/components/choice/moved.js";

const CHOSEN = EXERCISES.flatMap(({ id, choose, check }) =>
  choose === undefined ? [] : [{ id, choose, check }],
);

it("some exercises are answered by choosing, of each kind one", () => {
  const kinds = CHOSEN.map(({ choose }) => choose.kind);
  expect(new Set(kinds)).toEqual(new Set(["blocks", "groups", "one", "several", "order"]));
});

it.each(CHOSEN)("what $id begins with passes no check", async ({ choose, check }) => {
  const answer = chosenAnswer(choose, nothingChosen(choose));
  if (answer === undefined) return;
  expect((await check(answer)).passed).toBe(false);
});

it("the twelve nodes are answered by those that are freed", async () => {
  const { choose, check } = exerciseNamed("two-of-three");
  if (choose?.kind !== "blocks") throw new Error("its objects are blocks");
  expect(choose.arenas.map((arena) => [...arena].filter((block) => block === "x").length)).toEqual([
    5, 5, 2,
  ]);
  expect((await check(chosenAnswer(choose, [12, 11, 10, 9, 8, 7, 6]))).passed).toBe(true);
  expect((await check(chosenAnswer(choose, [1, 2, 3, 4, 5, 6, 7]))).passed).toBe(false);
});

it("arenas that are chosen free all of their strings", async () => {
  const { choose, check } = exerciseNamed("three-arenas-back");
  if (choose?.kind !== "groups") throw new Error("its objects are groups");
  const all = choose.groups.map((_, index) => index);
  const strings = chosenAnswer(choose, all);
  expect(strings).toEqual(Array.from({ length: 20_000 }, (_, string) => string));
  const last = all.slice(-3);
  expect((await check(chosenAnswer(choose, last))).passed).toBe(true);
  expect((await check(chosenAnswer(choose, all.slice(0, 3)))).passed).toBe(false);
});

it("what can be had several times, once, or in order is the answer as one would type it", () => {
  const options = ["a", "b", "c"];
  expect(chosenAnswer({ kind: "several", options }, ["c", "a"])).toEqual(["a", "c"]);
  expect(chosenAnswer({ kind: "one", options: [1, 2] }, [2])).toBe(2);
  expect(chosenAnswer({ kind: "one", options: [1, 2] }, [])).toBeUndefined();
  const order = moved(options, "c", 0);
  expect(chosenAnswer({ kind: "order", options, first: "", last: "" }, order)).toEqual([
    "c",
    "a",
    "b",
  ]);
});
