/**
 * Runs the cells of one notebook, one after another, in shared names: what a
 * kernel is to Jupyter, without a process.
 */
import { CELL_PARAMETER, cellCode } from "./cell-code";
import { type CellNames, MissingExport, NotebookNames } from "./cell-names";
import { sourceNameComment } from "./cell-stack";
import { CellSyntaxError } from "./cell-syntax-error";
import { type GrowthError, watchOf } from "./growth";
import { WATCH } from "./loop-guards";

/** Modules that cells can import: name to what loads them. */
export type Modules = Readonly<Record<string, () => Promise<object>>>;

const SCOPE_PARAMETER = "__scope";

/** A notebook's running state. */
export class LiveKernel {
  readonly #modules: Modules;
  readonly #names = new NotebookNames();
  readonly #onGrown: (error: GrowthError) => void;

  /** @param onGrown - hears of a cell that fills the memory, before the cell can catch the error. */
  constructor(modules: Modules, onGrown: (error: GrowthError) => void = () => {}) {
    this.#modules = modules;
    this.#onGrown = onGrown;
  }

  /**
   * Runs a cell and gives the value of its last expression.
   *
   * @param source - the cell's TypeScript.
   * @param cell - what it is called in traces, such as `cell 3`.
   * @throws whatever the cell throws, and {CellSyntaxError} when it does not compile.
   */
  async run(source: string, cell: string): Promise<unknown> {
    const { body, declarations, loopCount } = cellCode(source);
    const start = compiled(watched(body, loopCount), cell);
    const names = this.#names.beginCell(declarations);
    try {
      const main: unknown = Reflect.apply(start, undefined, [names.scope, this.#partOf(names)]);
      return typeof main === "function" ? await Reflect.apply(main, undefined, []) : undefined;
    } catch (error) {
      names.undo();
      throw error;
    }
  }

  /** What a cell's code asks of the notebook, as cellCode writes it. */
  #partOf(names: CellNames) {
    return {
      declare: (name: string, value: unknown) => names.declare(name, value),
      load: (module: unknown) => this.#load(String(module)),
      watch: () => watchOf(() => this.#names.values(), this.#onGrown),
      import: (
        module: string,
        exported: object,
        wanted: readonly (readonly [string, string])[],
      ) => {
        for (const [local, name] of wanted) names.declare(local, member(module, exported, name));
      },
    };
  }

  async #load(module: string): Promise<object> {
    const load = Object.hasOwn(this.#modules, module) ? this.#modules[module] : undefined;
    if (load !== undefined) return load();
    const known = Object.keys(this.#modules).map((name) => `"${name}"`);
    throw new Error(
      `there is no module "${module}" in this page; a cell can import ${known.join(", ")}`,
    );
  }
}

/** The body with its loops' watches, each with a count of its own. */
function watched(body: string, loopCount: number): string {
  const watches = Array.from({ length: loopCount }, (_, i) => {
    return `const ${WATCH}${i} = ${CELL_PARAMETER}.watch(); `;
  });
  return watches.join("") + body;
}

/** A function that takes the scope and the cell's part, and returns the cell as a function. */
function compiled(body: string, cell: string) {
  // An async function may be strict inside a `with` that may not: so names are looked up in the
  // scope, and the cell has the strictness and the top-level await of a module.
  const text =
    `with (${SCOPE_PARAMETER}) { return async function () { "use strict"; ${body}\n}; }\n` +
    sourceNameComment(cell);
  try {
    return new Function(SCOPE_PARAMETER, CELL_PARAMETER, text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CellSyntaxError(error.message, { line: 1, column: 1 });
  }
}

function member(module: string, exported: object, name: string): unknown {
  if (name === "*") return exported;
  return name in exported ? Reflect.get(exported, name) : new MissingExport(module, name);
}
