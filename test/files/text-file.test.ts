import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { decodeText, readTextFile, writeTextFile } from "../../src/files/text-file.js";

const folder = mkdtempSync(join(tmpdir(), "text-file-test-"));
const file = join(folder, "file");
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["one byte of Latin-1", "a\nb\xe9c", "byte 3, in line 2, is 0xE9"],
  ["a sequence that is cut", "ab\xe2\x82", "byte 2, in line 1, is 0xE2"],
  ["a surrogate", "\xed\xa0\x80", "byte 0, in line 1, is 0xED"],
  ["a longer form than needed", "x\n\n\xc0\xaf", "byte 3, in line 3, is 0xC0"],
  ["UTF-16", "\xff\xfe{\0", "it begins as UTF-16 does"],
])("%s is refused with its place", (_, latin1, message) => {
  writeFileSync(file, latin1, "latin1");
  expect(() => readTextFile(file)).toThrow(`${file} is not UTF-8: ${message}`);
});

test("the byte that is named is the first that a strict decoder stops at", () => {
  const strict = new TextDecoder("utf-8", { fatal: true });
  const decodes = (bytes: Uint8Array) => {
    try {
      strict.decode(bytes);
      return true;
    } catch {
      return false;
    }
  };
  const pieces = fc.oneof(
    fc.constantFrom("a", "é", "€", "😀", "\n", "\uFFFD").map((text) => [...Buffer.from(text)]),
    fc.integer({ min: 0x80, max: 0xff }).map((byte) => [byte]),
  );
  fc.assert(
    fc.property(fc.array(pieces), (list) => {
      // A first byte of its own keeps what follows from being a byte order mark.
      const bytes = Uint8Array.from([65, ...list.flat()]);
      if (decodes(bytes)) {
        expect(decodeText(bytes, "x")).toBe(strict.decode(bytes));
        return;
      }
      const longest = [...bytes.keys()].findLast((end) => decodes(bytes.subarray(0, end)));
      expect(() => decodeText(bytes, "x")).toThrow(`byte ${longest},`);
    }),
  );
});

test("a byte order mark is not part of the text; U+FFFD that is there stays", () => {
  writeFileSync(file, "\uFEFFa\uFFFD");
  expect(readTextFile(file)).toBe("a\uFFFD");
});

test("a file over the limit is refused with both sizes", () => {
  writeFileSync(file, "x".repeat(3 * 2 ** 20));
  expect(() => readTextFile(file, 2 ** 20)).toThrow("has 3 MiB; this is read up to 1 MiB");
  expect(readTextFile(file, 3 * 2 ** 20)).toHaveLength(3 * 2 ** 20);
});

test("a file that has the text already is not written", () => {
  writeFileSync(file, "\uFEFFa");
  expect(writeTextFile(file, "a")).toBe(true);
  expect(writeTextFile(file, "a")).toBe(false);
  expect(readFileSync(file, "utf8")).toBe("a");
});
