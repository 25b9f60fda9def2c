/** Prose for a terminal. */

const COLUMNS = 96;

/** Breaks prose into lines that begin with `indent`; code between backticks may be broken too. */
export function wrapped(prose: string, indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of prose.split(" ")) {
    if (line.length + word.length >= COLUMNS && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${word} `;
  }
  return `${[...lines, line.trimEnd()].join("\n")}\n`;
}
