import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeFragment, codeInFragment, LONGEST_LINKED_CODE } from "../../src/live/code-link.js";

const CELL = { cellId: "one-block", code: 'const naïve = "🐍";\nshow(naïve);' };

describe("a link with a cell's code", () => {
  it("gives back what it was made of", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 300 });
    const cells = fc.record({
      cellId: fc.stringMatching(/^[\w-]{1,20}$/),
      code: text,
    });
    await fc.assert(
      fc.asyncProperty(cells, async (cell) => {
        const fragment = await codeFragment(cell);
        expect(fragment).toMatch(/^#try=[\w.-]+$/);
        expect(await codeInFragment(fragment)).toEqual(cell);
      }),
      { numRuns: 60 },
    );
  });

  it("is refused wherever it is cut, and nothing of it is shown", async () => {
    const fragment = await codeFragment(CELL);
    for (let length = "#try=".length; length < fragment.length; length++) {
      await expect(codeInFragment(fragment.slice(0, length))).rejects.toThrow(
        /link's code is cut short/,
      );
    }
  });

  it("is refused when a character of it was changed", async () => {
    const fragment = await codeFragment(CELL);
    const middle = fragment.length - 12;
    const other = fragment[middle] === "A" ? "B" : "A";
    const changed = fragment.slice(0, middle) + other + fragment.slice(middle + 1);
    await expect(codeInFragment(changed)).rejects.toThrow(
      "the link's code is cut short or changed",
    );
  });

  it("that unpacks to more than a cell is refused before it is unpacked whole", async () => {
    const zeros = new Blob([new Uint8Array(5_000_000)]).stream();
    const packed = await new Response(
      zeros.pipeThrough(new CompressionStream("deflate")),
    ).arrayBuffer();
    const fragment = `#try=setup.${Buffer.from(packed).toString("base64url")}`;
    await expect(codeInFragment(fragment)).rejects.toThrow(/longer than 20000 characters/);
  });

  it("is not made of code that is too long, and the message says how long it may be", async () => {
    const code = "x".repeat(LONGEST_LINKED_CODE + 1);
    await expect(codeFragment({ cellId: "a", code })).rejects.toThrow(
      /20001 characters.*at most 20000/,
    );
  });

  it("is not looked for in the fragment of a heading", async () => {
    expect(await codeInFragment("#what-to-doubt")).toBeUndefined();
    expect(await codeInFragment("")).toBeUndefined();
  });
});
