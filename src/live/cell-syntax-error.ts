/** A cell that cannot be run as it is written: where, and why. */
export class CellSyntaxError extends SyntaxError {
  override readonly name = "SyntaxError";
  /** Line of the cell, from 1. */
  readonly line: number;
  /** Column of that line, from 1. */
  readonly column: number;

  constructor(message: string, place: { readonly line: number; readonly column: number }) {
    super(message);
    this.line = place.line;
    this.column = place.column;
  }
}
