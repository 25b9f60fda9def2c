/**
 * A cell's source as code that a page can run, with the meaning it has in tslab.
 *
 * Names of the top level are shared between cells, so they must not be local to
 * the code: a declaration becomes an assignment to a name that is looked up in
 * the cell's scope (see cell-names.ts), and a function or class, which stays
 * local to its cell as in tslab, is published there. What tslab keeps to the
 * cell is kept to it here: variables of blocks and loops, `var` too.
 *
 * Every change leaves each line where it was.
 */
import type {
  ClassDeclaration,
  ImportDeclaration,
  ModuleDeclaration,
  Program,
  Statement,
  VariableDeclaration,
} from "acorn";
import { CellSyntaxError } from "./cell-syntax-error";
import { guardLoops } from "./loop-guards";
import { boundNames, parseCell, placeOf, visitAll } from "./syntax-tree";
import { TextEdits } from "./text-edits";
import { withoutTypes } from "./type-stripping";

/** A name of a cell's top level. */
export interface Declaration {
  readonly name: string;
  readonly kind: "const" | "let" | "var";
}

/** A cell, ready to be compiled. */
export interface CellCode {
  /** Body of a strict async function that returns the value of the last expression. */
  readonly body: string;
  readonly declarations: readonly Declaration[];
  /** Number of its loops; each calls a watch of its own (see loop-guards.ts). */
  readonly loopCount: number;
}

/** In the body, what the cell asks of the notebook. */
export const CELL_PARAMETER = "__cell";

/**
 * Rewrites a cell.
 *
 * @throws {CellSyntaxError} for what is not TypeScript, or cannot stand in a cell.
 */
export function cellCode(source: string): CellCode {
  const script = withoutTypes(source);
  const program = parseCell(script);
  const rewriting = new Rewriting(script, program);
  return rewriting.code();
}

class Rewriting {
  readonly #script: string;
  readonly #program: Program;
  readonly #edits = new TextEdits();
  readonly #declarations: Declaration[] = [];

  constructor(script: string, program: Program) {
    this.#script = script;
    this.#program = program;
  }

  code(): CellCode {
    const statements = this.#program.body.filter(({ type }) => type !== "EmptyStatement");
    // Functions are known from the start of their cell.
    for (const statement of statements) {
      if (statement.type === "FunctionDeclaration") this.#publish(statement.id.name, 0);
    }
    for (const statement of statements) this.#rewrite(statement);
    this.#returnValue(statements.at(-1));
    const loopCount = guardLoops(this.#program, this.#edits);
    this.#replaceImports();
    const body = this.#edits.applyTo(this.#script);
    return { body, declarations: this.#declarations, loopCount };
  }

  #rewrite(statement: Statement | ModuleDeclaration): void {
    switch (statement.type) {
      case "VariableDeclaration":
        this.#assign(statement);
        break;
      case "ClassDeclaration":
        this.#publishClass(statement);
        break;
      case "ImportDeclaration":
        this.#load(statement);
        break;
      case "ExportNamedDeclaration":
      case "ExportDefaultDeclaration":
      case "ExportAllDeclaration":
        this.#refuse("a cell exports nothing: all of its names are shared anyway", statement.start);
        break;
    }
  }

  /** `const { a } = b, c = 1;` becomes `;( { a } = b, c = 1);` */
  #assign({ kind, start, end, declarations }: VariableDeclaration): void {
    if (kind !== "const" && kind !== "let" && kind !== "var") {
      this.#refuse(`"${kind}" cannot stand at the top level of a cell`, start);
    }
    this.#edits.replace(start, start + kind.length, ";(");
    for (const { id, init, end: idEnd } of declarations) {
      for (const name of boundNames(id)) this.#declarations.push({ name, kind });
      if (init || id.type !== "Identifier") continue;
      this.#edits.insert(idEnd, kind === "var" ? ` = ${id.name}` : " = undefined");
    }
    this.#edits.replace(this.#endOfCode(end), end, ");");
  }

  #publishClass({ id, end }: ClassDeclaration): void {
    this.#publish(id.name, end);
  }

  #publish(name: string, offset: number): void {
    this.#declarations.push({ name, kind: "const" });
    this.#edits.insert(offset, `;${CELL_PARAMETER}.declare(${JSON.stringify(name)}, ${name});`);
  }

  #load({ start, end, source, specifiers }: ImportDeclaration): void {
    const names = specifiers.map((specifier) => {
      this.#declarations.push({ name: specifier.local.name, kind: "const" });
      return [specifier.local.name, importedName(specifier)];
    });
    const load = `await ${CELL_PARAMETER}.load(${JSON.stringify(source.value)})`;
    const from = JSON.stringify(source.value);
    const text = `;${CELL_PARAMETER}.import(${from}, ${load}, ${JSON.stringify(names)});`;
    // An import may be many lines long, and those below keep their numbers.
    const lineFeeds = this.#script.slice(start, end).replaceAll(/[^\n]/g, "");
    this.#edits.replace(start, end, text + lineFeeds);
  }

  #returnValue(last: Statement | ModuleDeclaration | undefined): void {
    if (last?.type !== "ExpressionStatement") return;
    this.#edits.insert(last.start, "return (");
    this.#edits.replace(this.#endOfCode(last.end), last.end, ");");
  }

  /** `import("…")` is answered by the notebook as well, wherever it stands. */
  #replaceImports(): void {
    visitAll(this.#program, (node) => {
      if (node.type === "ImportExpression") {
        this.#edits.replace(node.start, node.start + "import".length, `${CELL_PARAMETER}.load`);
      } else if (node.type === "MetaProperty" && node.meta.name === "import") {
        this.#refuse("a cell is not a file, so it has no import.meta", node.start);
      }
    });
  }

  /** A statement's end without its semicolon, if it has one. */
  #endOfCode(end: number): number {
    return this.#script[end - 1] === ";" ? end - 1 : end;
  }

  #refuse(message: string, offset: number): never {
    throw new CellSyntaxError(message, placeOf(this.#script, offset));
  }
}

/** Name that a module gives to what is imported; `*` is the module itself. */
function importedName(specifier: ImportDeclaration["specifiers"][number]): string {
  switch (specifier.type) {
    case "ImportDefaultSpecifier":
      return "default";
    case "ImportNamespaceSpecifier":
      return "*";
    case "ImportSpecifier":
      return specifier.imported.type === "Literal"
        ? String(specifier.imported.value)
        : specifier.imported.name;
  }
}
