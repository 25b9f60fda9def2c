/**
 * What `new lesson` plans: a notebook about an experiment, with its page, its exercise and
 * the exercise's solution. Its place in the reading order is the last.
 */
import { newLesson } from "../../notebook/format/new-notebook.js";
import { serialiseNotebook } from "../../notebook/format/notebook-format.js";
import type { FilePlan } from "./file-plan.js";
import type { NewName } from "./name.js";

const REGISTER = "src/exercises/exercises.ts";
const SOLUTIONS = "test/exercises/solutions.ts";
const READING_ORDER = "docs/start-here.md";

/** What a lesson is about. */
export interface Lesson {
  readonly name: NewName;
  /** Number of its notebook, and its place. */
  readonly number: number;
  readonly experiment: string;
  /** Arenas that come back in the exercise's run: its solution. */
  readonly arenasBack: number;
}

/** Adds a new lesson to the plan, and says where its notebook will be. */
export function planLesson(plan: FilePlan, lesson: Lesson): string {
  const { name, number, experiment } = lesson;
  const id = `${name.kebab}-arenas`;
  const camel = `${name.camel}Arenas`;
  const notebook = `notebooks/${String(number).padStart(2, "0")}-${name.kebab}.ipynb`;
  plan.add(notebook, serialiseNotebook(newLesson({ title: name.title, number, experiment })));
  plan.add(`src/exercises/${id}.ts`, exerciseText(lesson, id, camel));
  plan.insert(REGISTER, /(?<=^import .*;\n)/m, `import { ${camel} } from "./${id}.js";\n`);
  plan.insert(REGISTER, /(?<=EXERCISES[^\]]*\[\][^\]]*)\];/, `  ${camel},\n`);
  plan.insert(SOLUTIONS, /(?<=SOLUTIONS:[\s\S]*\n)\};\n/, solutionText(lesson, id));
  const line = `${number}. [${name.title}](../${notebook}): what ${experiment} gives back, and why.\n`;
  // After the last notebook of the page.
  const end = /(?<=\n\d+\. \[.*\.ipynb\).*\n)(?![\s\S]*^\d+\. \[.*\.ipynb\))/m;
  plan.insert(READING_ORDER, end, line);
  return notebook;
}

function solutionText({ arenasBack }: Lesson, id: string): string {
  const wrong = `[0.5, 1_000_000, ${arenasBack + 1}, "half"]`;
  return `  "${id}": { solution: ${arenasBack}, wrong: ${wrong} },\n`;
}

function exerciseText({ number, experiment, name }: Lesson, id: string, camel: string): string {
  return `/** Notebook ${number}, ${name.title}: how many arenas come back. */
import { runExperiment } from "../experiments/run-experiment.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { counted, readNumber } from "./read-answer.js";

const given = { experiment: "${experiment}", python: "3.11", count: 100_000 } as const;
const COUNT = given.count.toLocaleString("en-GB");

export const ${camel}: Exercise = {
  id: "${id}",
  title: "How many come back?",
  kind: "predict",
  notebook: ${number},
  given,
  task: \`Let ${experiment} make \${COUNT} objects on Python \${given.python}. **How many arenas come back?**\`,
  starter: "const answer = 0.5;",
  check,
};

async function check(answer: unknown): Promise<Outcome> {
  const arenas = readNumber(answer, "of arenas");
  if (!Number.isInteger(arenas) || arenas < 0) {
    return notYet("Arenas come back whole: the answer is 0 or a whole number above it.");
  }
  const { python, count } = given;
  const { stages } = await runExperiment(given.experiment, { python, count });
  const { reclaimed = 0, highwater = 0 } = stages.at(-1)?.arenas ?? {};
  if (arenas > highwater) {
    return notYet(\`The process never holds more than \${counted(highwater, "arena")}.\`);
  }
  if (arenas < reclaimed) return notYet("More come back. Which arenas have no live object left?");
  if (arenas > reclaimed) return notYet("Fewer come back. What does one live object do?");
  return right(\`\${counted(reclaimed, "arena")} of \${highwater}.\`);
}
`;
}
