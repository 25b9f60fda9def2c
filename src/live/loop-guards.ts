/**
 * Watches put into a cell's loops, so that a list that grows without end ends the cell and not
 * the reader's tab.
 *
 * A loop begins each round by asking whether it is time to look (see growth.ts); when it is, it
 * hands over what grows in it: the variables that its body changes and that are not its own.
 */
import type { AnyNode, BlockStatement, Program } from "acorn";
import { changedBy } from "./cell-uses";
import { boundNames, visitAll } from "./syntax-tree";
import type { TextEdits } from "./text-edits";

/** A watch is called by this name and its number, from 0. */
export const WATCH = "__watch";

const LOOPS = [
  "ForStatement",
  "WhileStatement",
  "DoWhileStatement",
  "ForOfStatement",
  "ForInStatement",
];

/** Puts a watch into every loop and gives their number. */
export function guardLoops(program: Program, edits: TextEdits): number {
  let count = 0;
  visitAll(program, (node) => {
    if (!LOOPS.includes(node.type) || !("body" in node)) return;
    const { body } = node;
    if (Array.isArray(body) || body === null || typeof body !== "object") return;
    guardBody(body, `${WATCH}${count}(() => [${growingIn(node).join(", ")}]);`, edits);
    count += 1;
  });
  return count;
}

function guardBody(body: AnyNode, watch: string, edits: TextEdits): void {
  if (isBlock(body)) {
    edits.insert(body.start + 1, watch);
  } else {
    edits.insert(body.start, `{${watch}`);
    edits.insert(body.end, "}");
  }
}

function isBlock(node: AnyNode): node is BlockStatement {
  return node.type === "BlockStatement";
}

/** Names that a loop changes and does not declare anywhere inside. */
function growingIn(loop: AnyNode): string[] {
  const changed = new Set<string>();
  const own = new Set<string>();
  visitAll(loop, (node) => {
    for (const name of changedBy(node)) changed.add(name);
    for (const name of declaredBy(node)) own.add(name);
  });
  return [...changed].filter((name) => !own.has(name));
}

function declaredBy(node: AnyNode): string[] {
  switch (node.type) {
    case "VariableDeclarator":
      return boundNames(node.id);
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      // What a function calls `this` is not what the loop does.
      return ["this", ...(node.id ? [node.id.name] : []), ...node.params.flatMap(boundNames)];
    case "ClassDeclaration":
    case "ClassExpression":
      return node.id ? [node.id.name] : [];
    case "CatchClause":
      return node.param ? boundNames(node.param) : [];
    default:
      return [];
  }
}
