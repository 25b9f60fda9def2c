/**
 * What a cell has to do with the names that cells share: which it declares, which it reads, and
 * which it changes. From that follows what must have run before it (see needed-cells.ts).
 *
 * A cell changes a name when it assigns to it or to a part of it, or calls a method of it for
 * the effect alone: `trie.delete("dance");`. A change that a function of another cell makes is
 * not seen.
 */
import type { AnyNode } from "acorn";
import { analyze } from "periscopic";
import { boundNames, parseCell, visitAll } from "./syntax-tree";
import { withoutTypes } from "./type-stripping";

/** Names of a cell. */
export interface CellUses {
  /** Those of its own top level. */
  readonly declares: ReadonlySet<string>;
  /** Those that it takes from elsewhere: other cells, or the language. */
  readonly reads: ReadonlySet<string>;
  /** Those of them that are something else after it. */
  readonly changes: ReadonlySet<string>;
}

type EstreeProgram = Extract<Parameters<typeof analyze>[0], { type: "Program" }>;

const NOTHING: CellUses = { declares: new Set(), reads: new Set(), changes: new Set() };

/**
 * Reads a cell's TypeScript. A cell that does not parse uses nothing: running it says why.
 *
 * @example
 * [...cellUses("const more = list.length; list.push(more);").changes]; // => ["list"]
 */
export function cellUses(source: string): CellUses {
  try {
    const tree = parseCell(withoutTypes(source));
    const program: object = tree;
    if (!isEstree(program)) return NOTHING;
    const { globals, scope } = analyze(program);
    const reads = new Set(globals.keys());
    const changes = new Set<string>();
    visitAll(tree, (node) => {
      for (const name of changedBy(node)) if (reads.has(name)) changes.add(name);
    });
    return { declares: new Set(scope.declarations.keys()), reads, changes };
  } catch {
    return NOTHING;
  }
}

/** Acorn makes the trees that estree describes; only the names of their types differ. */
function isEstree(program: object): program is EstreeProgram {
  return "type" in program && program.type === "Program";
}

/** Names that a node changes by itself, whoever's they are. */
export function changedBy(node: AnyNode): string[] {
  switch (node.type) {
    case "AssignmentExpression":
      return node.left.type === "MemberExpression" ? rootOf(node.left) : boundNames(node.left);
    case "UpdateExpression":
      return rootOf(node.argument);
    case "UnaryExpression":
      return node.operator === "delete" ? rootOf(node.argument) : [];
    case "ExpressionStatement":
      return changedByCall(node.expression);
    case "ArrowFunctionExpression":
      return node.body.type === "BlockStatement" ? [] : changedByCall(node.body);
    default:
      return [];
  }
}

/** A method that is called and whose value nobody takes is called for its effect. */
function changedByCall(node: AnyNode): string[] {
  switch (node.type) {
    case "AwaitExpression":
      return changedByCall(node.argument);
    case "LogicalExpression":
      return changedByCall(node.right);
    case "CallExpression":
      return node.callee.type === "MemberExpression" ? rootOf(node.callee) : [];
    default:
      return [];
  }
}

/** The variable at the start of `a.b[c].d`, if that is what it starts with. */
function rootOf(node: AnyNode): string[] {
  if (node.type === "Identifier") return [node.name];
  if (node.type === "ThisExpression") return ["this"];
  return node.type === "MemberExpression" ? rootOf(node.object) : [];
}
