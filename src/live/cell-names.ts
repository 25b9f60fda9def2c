/**
 * The names that cells share, with tslab's meaning.
 *
 * Each run of a cell has variables of its own for the names it declares, and the
 * notebook has one for each name. A cell that writes to a name of its own writes
 * to both; one that writes to a name of another cell writes to the notebook's
 * only. A cell reads its own variable where it has one. So the functions of a
 * cell keep to the variables of their cell when a later cell declares the same
 * name, and follow later cells in all other names.
 */
import type { Declaration } from "./cell-code";

interface Variable {
  readonly isConst: boolean;
  /** False until the declaration is reached. */
  isReady: boolean;
  value: unknown;
}

/** The variables of a notebook. */
export class NotebookNames {
  readonly #shared = new Map<string, Variable>();

  /** Begins a run of a cell with these declarations. */
  beginCell(declarations: readonly Declaration[]): CellNames {
    return new CellNames(this.#shared, declarations);
  }

  /** What the variables hold now. */
  values(): unknown[] {
    return [...this.#shared.values()].map(({ value }) => value);
  }
}

/** The variables that one run of a cell sees. */
export class CellNames {
  readonly #shared: Map<string, Variable>;
  readonly #own = new Map<string, Variable>();
  /** What the notebook's variables were before, for those that this cell declares. */
  readonly #before = new Map<string, Variable | undefined>();
  /** What a `with` statement looks names up in. */
  readonly scope: object;

  constructor(shared: Map<string, Variable>, declarations: readonly Declaration[]) {
    this.#shared = shared;
    for (const { name, kind } of declarations) {
      this.#before.set(name, shared.get(name));
      const isVar = kind === "var";
      this.#own.set(name, { isConst: kind === "const", isReady: isVar, value: undefined });
    }
    this.scope = new Proxy(Object.create(null), {
      has: (_, name) => this.#variable(name) !== undefined,
      get: (_, name) => this.#read(name),
      set: (_, name, value) => this.#write(name, value),
    });
  }

  /** Gives a name of this cell its first value. */
  declare(name: string, value: unknown): void {
    this.#write(name, value);
  }

  /** Takes back what a cell that failed has declared: a cell that fails declares nothing. */
  undo(): void {
    for (const [name, variable] of this.#before) {
      if (variable === undefined) this.#shared.delete(name);
      else this.#shared.set(name, variable);
    }
  }

  #variable(name: string | symbol): Variable | undefined {
    if (typeof name === "symbol") return undefined;
    return this.#own.get(name) ?? this.#shared.get(name);
  }

  #read(name: string | symbol): unknown {
    const variable = this.#variable(name);
    if (variable === undefined) return undefined;
    if (!variable.isReady) {
      throw new ReferenceError(`Cannot access '${String(name)}' before initialization`);
    }
    if (variable.value instanceof MissingExport) throw new ReferenceError(variable.value.message);
    return variable.value;
  }

  #write(name: string | symbol, value: unknown): boolean {
    const variable = this.#variable(name);
    if (variable === undefined || typeof name === "symbol") return false;
    if (variable.isConst && variable.isReady) {
      throw new TypeError("Assignment to constant variable.");
    }
    variable.value = value;
    variable.isReady = true;
    if (this.#own.has(name)) this.#shared.set(name, { ...variable });
    return true;
  }
}

/**
 * Stands for an imported name that its module does not have. It may be a type,
 * which no code reads, so only reading it is an error.
 */
export class MissingExport {
  readonly message: string;

  constructor(module: string, name: string) {
    this.message = `"${module}" has no export named "${name}"`;
  }
}
