import { describe, expect, test } from "vitest";
import { checkAnswer, EXERCISES } from "../../src/exercises/exercises.js";
import { SOLUTIONS } from "./solutions.js";

/** What the starter of an exercise declares, as JavaScript. */
function starterAnswer(starter: string): unknown {
  const plain = starter
    .replace(/^import .*$/gm, "")
    .replace(/: Pick<[^>]+>(?:\[\])?/g, "")
    .replace(/: \(.*?\)\[\](?= [={])/g, "")
    .replace(/: (?:number|string)(?:\[\])?/g, "");
  return new Function(`${plain}\nreturn answer;`)();
}

test("there are twelve exercises or more, of three kinds, and each notebook has one or two", () => {
  expect(EXERCISES.length).toBeGreaterThanOrEqual(12);
  expect(new Set(EXERCISES.map(({ kind }) => kind))).toEqual(
    new Set(["predict", "change", "build"]),
  );
  for (const { notebook } of EXERCISES) {
    expect(EXERCISES.filter((one) => one.notebook === notebook).length).toBeLessThanOrEqual(2);
  }
  expect(EXERCISES.map(({ notebook }) => notebook)).toEqual(
    EXERCISES.map(({ notebook }) => notebook).sort((a, b) => a - b),
  );
});

test("no title makes the heading an anchor that its cell has", () => {
  for (const { id, title } of EXERCISES) {
    expect(
      title
        .toLowerCase()
        .replace(/[^a-z0-9 ]/g, "")
        .replaceAll(" ", "-"),
    ).not.toBe(id);
  }
});

test("every exercise has a solution, and at least three wrong answers are known", () => {
  expect(Object.keys(SOLUTIONS).sort()).toEqual(EXERCISES.map(({ id }) => id).sort());
  for (const { wrong } of Object.values(SOLUTIONS)) expect(wrong.length).toBeGreaterThanOrEqual(3);
});

describe.each(EXERCISES)("$id", ({ id, starter }) => {
  test("the solution passes", async () => {
    expect(await checkAnswer(id, SOLUTIONS[id]?.solution)).toMatchObject({
      exercise: id,
      passed: true,
    });
  });

  test("each wrong answer is told apart from the others", async () => {
    const messages: string[] = [];
    for (const answer of SOLUTIONS[id]?.wrong ?? []) {
      const { passed, message } = await checkAnswer(id, answer);
      expect(passed, `${message}`).toBe(false);
      messages.push(message.replace(/[\d.,]+/g, "#"));
    }
    expect(messages.filter((one, i) => messages.indexOf(one) !== i)).toEqual([]);
  });

  test("the starter runs and does not pass", async () => {
    expect((await checkAnswer(id, starterAnswer(starter))).passed).toBe(false);
  });
});

test("an answer of nothing at all is refused with what the answer is", async () => {
  for (const { id } of EXERCISES) {
    const { passed, message } = await checkAnswer(id, undefined);
    expect(passed).toBe(false);
    expect(message).toMatch(/^The answer is /);
  }
});

test("an exercise that is not there is refused with those that are", async () => {
  await expect(checkAnswer("two-of-four", [])).rejects.toThrow(
    'no exercise is called "two-of-four"; there are two-of-three',
  );
});
