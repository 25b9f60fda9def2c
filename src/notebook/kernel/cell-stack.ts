/**
 * Stack traces as the reader of a notebook should see them: the frames of the
 * cells and of the libraries they call, not those of Node and of the kernel.
 *
 * They are made so when an error is made, so that an error a cell catches and
 * prints is as clean as one it throws.
 */

/** Name that Node gives to code compiled without a file name, as cells are. */
const CELL_FILE = "evalmachine.<anonymous>";

/** Makes the stack of every error of this process readable. */
export function installReadableStacks(): void {
  Error.prepareStackTrace = (error, sites) =>
    [String(error), ...readableFrames(sites.map((site) => `    at ${site}`))].join("\n");
}

/**
 * Picks the frames that concern the reader, innermost first.
 *
 * @param frames - lines as V8 writes them, `    at f (file:line:column)`.
 */
export function readableFrames(frames: readonly string[]): string[] {
  // Below the cell are only the frames of the kernel that called it.
  const last = frames.findLastIndex((frame) => frame.includes(CELL_FILE));
  const called = last < 0 ? frames : frames.slice(0, last + 1);
  const own = called.filter((frame) => !isForeign(frame));
  // A cell is compiled to a function that its script calls, so its end is there twice.
  const isTwice = isTopOfCell(own.at(-1)) && isTopOfCell(own.at(-2));
  return (isTwice ? own.slice(0, -1) : own).map(readable);
}

function isTopOfCell(frame = ""): boolean {
  return frame.startsWith(`    at ${CELL_FILE}:`);
}

function isForeign(frame: string): boolean {
  return /\bnode:|[\\/]tslab[\\/]dist[\\/]|[\\/]notebook[\\/]kernel[\\/]/.test(frame);
}

/**
 * Positions in a cell's frames are those of compiled text: worse than none. And
 * a function of an earlier cell is called as a method of the object that keeps it.
 */
function readable(frame: string): string {
  return frame
    .replace(/evalmachine\.<anonymous>:\d+:\d+/, "<cell>")
    .replace(/^ {4}at (async )?Proxy\./, "    at $1");
}
