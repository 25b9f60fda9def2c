/** A notebook to begin with: it runs, and shows what the tools know of tags. */
import { KERNELSPEC, LANGUAGE_INFO } from "./kernel-identity.js";
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
      code("answer", "const answer = 0;"),
      code("check", CHECK, ["check"]),
    ],
  };
}

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
