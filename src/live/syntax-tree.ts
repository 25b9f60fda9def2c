/** What is asked of a parsed cell: its top level, and every node of a kind. */
import { type AnyNode, type Pattern, type Program, parse } from "acorn";
import { CellSyntaxError } from "./cell-syntax-error";

/**
 * Parses a cell as the body of a module with top-level await.
 *
 * @throws {CellSyntaxError} when it does not parse.
 */
export function parseCell(script: string): Program {
  try {
    return parse(script, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowAwaitOutsideFunction: true,
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const [, message = error.message] = /^(.*?) \(\d+:\d+\)$/s.exec(error.message) ?? [];
    throw new CellSyntaxError(message, placeOf(script, numberIn(error, "pos")));
  }
}

/** Line and column of an offset, both from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

/** The names that a pattern binds, as in `const { a, b: [c, ...d] } = …`. */
export function boundNames(pattern: Pattern): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((part) =>
        boundNames(part.type === "RestElement" ? part : part.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((part) => (part === null ? [] : boundNames(part)));
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    case "MemberExpression":
      return [];
  }
}

/** Calls back for every node of a tree, parents first. */
export function visitAll(node: AnyNode, visit: (node: AnyNode) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const part of Array.isArray(value) ? value : [value]) {
      if (isNode(part)) visitAll(part, visit);
    }
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function numberIn(holder: object, key: string): number {
  const value: unknown = Reflect.get(holder, key);
  return typeof value === "number" ? value : 0;
}
