/** What cells print is what Node prints: compared with Node's own console. */
import { Console } from "node:console";
import { Writable } from "node:stream";
import { inspect } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { cellConsole } from "../../src/live/cell-console.js";
import { valueBundle } from "../../src/live/cell-value.js";
import { LONGEST_TEXT, PrintedText } from "../../src/live/printed-text.js";

type Printing = Pick<Console, "log" | "table">;

/** What is printed to Node's console, and to that of cells; or the error where nothing can be. */
function bothPrint(print: (console: Printing) => void): [node: string, cell: string] {
  let node = "";
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      node += String(chunk);
      done();
    },
  });
  const nodeError = errorOf(() => print(new Console(stdout)));
  let cell = "";
  const cellError = errorOf(() =>
    print({ ...console, ...cellConsole((_, text) => (cell += text)) }),
  );
  return [node + nodeError, cell + cellError];
}

/** Some values have no text: an object whose `toString` is not a function is not a number either. */
function errorOf(print: () => void): string {
  try {
    print();
    return "";
  } catch (error) {
    return `throws ${String(error)}`;
  }
}

const values = fc.anything({ withDate: true, withMap: true, withSet: true, withBigInt: true });

it("values print as in Node", () => {
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 3 }), (all) => {
      const [node, cell] = bothPrint((to) => to.log(...all));
      expect(cell).toBe(node);
    }),
  );
});

it("texts with places for values print as in Node", () => {
  const formats = fc.array(fc.constantFrom("%s", "%d", "%i", "%f", "%j", "%o", "%O", "%%", " a"));
  fc.assert(
    fc.property(formats, fc.array(fc.jsonValue(), { maxLength: 4 }), (parts, args) => {
      const [node, cell] = bothPrint((to) => to.log(parts.join(" "), ...args));
      expect(cell).toBe(node);
    }),
  );
});

it("a value that cannot be written as a number is refused as in Node", () => {
  const print = (to: Printing) => to.log("%s %d", false, { toString: [] });
  const [node, cell] = bothPrint(print);
  expect(node).toMatch(/^throws TypeError/);
  expect(cell).toBe(node);
});

it("tables print as in Node", () => {
  const field = fc.oneof(
    fc.integer(),
    fc.string({ maxLength: 8 }),
    fc.constant(null),
    fc.boolean(),
  );
  const row = fc.oneof(
    field,
    fc.dictionary(fc.constantFrom("a", "b", "c"), field),
    fc.array(field, { maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.oneof(fc.array(row), fc.dictionary(fc.constantFrom("x", "y"), row)), (data) => {
      const [node, cell] = bothPrint((to) => to.table(data));
      expect(cell).toBe(node);
    }),
  );
});

it("the value that ends a cell is written as Node writes it, a text as itself", () => {
  fc.assert(
    fc.property(values, (value) => {
      const text = typeof value === "string" ? value : inspect(value);
      const shown = value === null || value === undefined ? undefined : text;
      expect(valueBundle(value)?.["text/plain"] ?? undefined).toBe(
        shown === "" ? undefined : shown,
      );
    }),
  );
});

it("an element that ends a cell is shown as HTML", () => {
  expect(valueBundle({ outerHTML: "<b>1</b>" })).toEqual({ "text/html": "<b>1</b>" });
});

it("a cell's text ends where a page could not show more, and says so", () => {
  const texts: string[] = [];
  const printed = new PrintedText((output) => {
    if (output.output_type === "stream") texts.push(output.text);
  });
  for (let i = 0; i < 50_000; i++) printed.print("stdout", "0123456789\n");
  printed.flush();
  const all = texts.join("");
  expect(all.length).toBeLessThan(LONGEST_TEXT + 200);
  expect(all).toMatch(/The rest is left out: .* up to 200000 characters\.\n$/);
});
