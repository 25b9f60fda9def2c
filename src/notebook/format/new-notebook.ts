/** A notebook to begin with: it runs, and shows what the tools know of tags. */
import { KERNELSPEC, LANGUAGE_INFO } from "../kernel/kernel-identity.js";
import type { Cell, CellMetadata, Notebook } from "./notebook-format.js";

/** Makes a notebook of a title, not yet run. */
export function newNotebook(title: string): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: KERNELSPEC, language_info: LANGUAGE_INFO, docusaurus: { title } },
    cells: [
      prose("question", `# ${title}\n\nWhat do you ask? Say it before the first cell is run.`),
      code("parameters", "const seed = 7;\nconst count = 10;", ["parameters"]),
      prose(
        "run-intro",
        "Code goes into functions: a loop at a cell's top is about a hundred times slower.",
      ),
      code("run", RUN),
      prose("exercise-task", "## Exercise\n\nChange the answer, then run both cells.", [
        "exercise-task",
      ]),
      code("answer", "const answer = 0;", ["show-input"]),
      code("check", CHECK, ["check"]),
    ],
  };
}

/** What a lesson is about. */
export interface LessonPlan {
  readonly title: string;
  /** Its place among the notebooks, from 1. */
  readonly number: number;
  /** Name of the experiment that it runs. */
  readonly experiment: string;
}

/** Makes the notebook of a lesson about an experiment, not yet run and without its exercise. */
export function newLesson({ title, number, experiment }: LessonPlan): Notebook {
  const description = `What ${experiment} gives back, and why.`;
  const docusaurus = { title, description, sidebar_label: `${number}. ${title}` };
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: KERNELSPEC, language_info: LANGUAGE_INFO, docusaurus },
    cells: [
      {
        ...prose("question", lessonQuestion(title, experiment)),
        metadata: { predict: [LESSON_GUESS] },
      },
      withControls(code("settings", LESSON_SETTINGS, ["parameters"])),
      code("run", lessonRun(experiment)),
      prose("reading", "The upper line is what the process holds, the blue area what is live."),
      code("figures", LESSON_FIGURES),
      prose(
        "map-intro",
        "## What holds the others?\n\nOne tile is an arena. Which of them could go?",
      ),
      code("map", LESSON_MAP),
      prose("doubt", LESSON_DOUBT),
    ],
  };
}

/** The reader of the page draws the line before seeing it; see publish/prediction.ts. */
const LESSON_GUESS = {
  asks: "Arenas held at the end",
  unit: "arenas",
  line: "run",
  covers: ["run", "map"],
};

function lessonQuestion(title: string, experiment: string): string {
  return `# ${title}\n\nThe experiment \`${experiment}\` makes its objects and drops some of them. **How many arenas does it hold then?** Draw it before you read on.`;
}

const LESSON_SETTINGS = `// Change a value, and what depends on it is drawn again.
import type { PythonVersion } from "pymalloc-lab";

const python: PythonVersion = "3.11";`;

/** One of each family of arenas and of string sizes, and the newest. */
const LESSON_PYTHONS = ["3.8", "3.9", "3.11", "3.13", "3.15"];

/** What a page offers to set. */
function withControls(cell: Cell): Cell {
  const controls = { python: { label: "Python", choices: LESSON_PYTHONS } };
  return { ...cell, metadata: { ...cell.metadata, controls } };
}

function lessonRun(experiment: string): string {
  return `import { arenaMap, arenasOverTime, runExperiment, show, table } from "pymalloc-lab";

const run = await runExperiment("${experiment}", { python });
const [, allocated, deleted] = run.stages;
const back = allocated.arenas.current - deleted.arenas.current;
show(arenasOverTime(run.recording, { title: \`\${back} of \${allocated.arenas.current} arenas come back\` }));`;
}

const LESSON_FIGURES = `table([
  { when: "before", blocks: allocated.blocks, arenas: allocated.arenas.current },
  { when: "after", blocks: deleted.blocks, arenas: deleted.arenas.current },
]);
console.log("given back:", back);`;

const LESSON_MAP = `show(arenaMap(run.recording, { stage: "deleted", title: \`What is left: \${deleted.arenas.current} arenas\` }));`;

const LESSON_DOUBT = `## What to doubt

- The run has a seed. Another seed gives other objects the chance to stay.
- The figures are arenas, not resident memory.`;

const RUN = `function draws(from: number, length: number): number[] {
  const numbers: number[] = [];
  for (let last = from; numbers.length < length; numbers.push(last)) last = (last * 48271) % 2147483647;
  return numbers;
}

const numbers = draws(seed, count);
console.log(\`\${numbers.length} numbers, the largest is \${Math.max(...numbers)}\`);`;

const CHECK = `const even = numbers.filter((n) => n % 2 === 0).length;
({ passed: answer === even, message: answer === even ? "Counted." : "How many of the numbers are even?" });`;

function prose(id: string, source: string, tags?: readonly string[]): Cell {
  return { cell_type: "markdown", id, metadata: tagged(tags), source };
}

function code(id: string, source: string, tags?: readonly string[]): Cell {
  const fresh = { execution_count: null, outputs: [] };
  return { cell_type: "code", id, metadata: tagged(tags), source, ...fresh };
}

function tagged(tags: readonly string[] | undefined): CellMetadata {
  return tags === undefined ? {} : { tags };
}
