/**
 * A cell's source as tslab's compiler can take it.
 *
 * Two things that TypeScript allows and tslab does not: `{ x }` for a variable
 * of an earlier cell, which it would leave unbound; and a top-level await that
 * its parser cannot tell from a name, `await (f())` or `for await`. Both are
 * cured by inserting text. The insertions are remembered, so that a message
 * about the compiled text can be told in the reader's own columns.
 */
import type { Node } from "@tslab/typescript-for-tslab";
import type { Converter } from "tslab/dist/converter.js";

type Compiler = typeof import("@tslab/typescript-for-tslab");

/** Text put in before a place of the original source. */
interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** A plain await in front of everything makes the parser read the rest as an async body. */
const AWAIT_FIRST: Insertion = { offset: 0, text: "await 0;" };

/** A place in a cell, as tslab counts: all from 0. */
interface Position {
  readonly offset: number;
  readonly line: number;
  readonly character: number;
}

/** Makes a converter take what TypeScript allows, and report it in the cell's own positions. */
export function withCellSyntax(converter: Converter, compiler: Compiler): Converter {
  return {
    ...converter,
    convert(previous, source) {
      const insertions = insertionsFor(source, compiler);
      const converted = converter.convert(previous, inserted(source, insertions));
      const original = (position: Position) => originalPosition(position, source, insertions);
      const diagnostics = converted.diagnostics.map((diagnostic) =>
        diagnostic.fileName === undefined
          ? { ...diagnostic, start: original(diagnostic.start), end: original(diagnostic.end) }
          : diagnostic,
      );
      return { ...converted, diagnostics };
    },
  };
}

function insertionsFor(source: string, compiler: Compiler): Insertion[] {
  const longhands: Insertion[] = [];
  let needsAwait = false;
  const visit = (node: Node, isTopLevel: boolean): void => {
    if (compiler.isShorthandPropertyAssignment(node)) {
      longhands.push({ offset: node.name.end, text: `: ${node.name.text}` });
    }
    if (isTopLevel && isMisreadAwait(node, compiler)) needsAwait = true;
    const isInside = isTopLevel && !compiler.isFunctionLike(node) && !compiler.isClassLike(node);
    compiler.forEachChild(node, (child) => visit(child, isInside));
  };
  visit(compiler.createSourceFile("cell.ts", source, compiler.ScriptTarget.Latest, true), true);
  return needsAwait ? [AWAIT_FIRST, ...longhands] : longhands;
}

/** `for await`, or an `await` that was read as a name. */
function isMisreadAwait(node: Node, compiler: Compiler): boolean {
  if (compiler.isForOfStatement(node)) return node.awaitModifier !== undefined;
  return compiler.isIdentifier(node) && node.text === "await";
}

function inserted(source: string, insertions: readonly Insertion[]): string {
  let text = "";
  let taken = 0;
  for (const insertion of insertions) {
    text += source.slice(taken, insertion.offset) + insertion.text;
    taken = insertion.offset;
  }
  return text + source.slice(taken);
}

function originalPosition(
  position: Position,
  source: string,
  insertions: readonly Insertion[],
): Position {
  let offset = position.offset;
  for (const insertion of insertions) {
    if (offset <= insertion.offset) break;
    // A place inside an insertion is the place where it was put in.
    offset = Math.max(insertion.offset, offset - insertion.text.length);
  }
  const before = source.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { offset, line: before.split("\n").length - 1, character: offset - lineStart };
}
