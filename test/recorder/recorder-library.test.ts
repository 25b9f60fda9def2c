import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { cachedLibrary, compileLibrary } from "../../src/cli/record/recorder-library.js";
import { recordablePython } from "./recording-tools.js";

const { missing } = recordablePython();
const title =
  missing === undefined ? "the recorder's library" : `the recorder's library (skipped: ${missing})`;
const folder = mkdtempSync(join(tmpdir(), "recorder-library-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(missing !== undefined)(title, () => {
  test("is found again while it is whole, and not when it is cut, empty or altered", () => {
    const library = compileLibrary("cc", folder, "stem");
    const content = readFileSync(library);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(cachedLibrary(folder, "stem")).toBe(library);
    expect(cachedLibrary(folder, "other")).toBeUndefined();
    for (const length of [0, 1, content.length - 1]) {
      writeFileSync(library, content);
      truncateSync(library, length);
      expect(cachedLibrary(folder, "stem")).toBeUndefined();
    }
    writeFileSync(
      library,
      content.map((byte, i) => (i === 5000 ? byte ^ 1 : byte)),
    );
    expect(cachedLibrary(folder, "stem")).toBeUndefined();
    expect(compileLibrary("cc", folder, "stem")).toBe(library);
    expect(cachedLibrary(folder, "stem")).toBe(library);
  });

  test.each([
    ["that makes nothing", "exit 0", "ended well but made nothing"],
    [
      "that makes a text",
      'for a; do [ "$b" = -o ] && echo hello >"$a"; b=$a; done',
      "no library of 64 bits",
    ],
    [
      "that makes a program",
      'for a; do [ "$b" = -o ] && cp /bin/true "$a" && printf "\\\\002" | dd of="$a" bs=1 seek=16 conv=notrunc 2>/dev/null; b=$a; done',
      "no library of 64 bits",
    ],
    ["that fails", "echo wrong >&2; exit 1", "could not build the recorder:\nwrong"],
  ])("is refused from a compiler %s", (_, script, message) => {
    const compiler = join(folder, "compiler");
    writeFileSync(compiler, `#!/bin/sh\n${script}\n`);
    chmodSync(compiler, 0o755);
    const empty = mkdtempSync(join(folder, "cache-"));
    expect(() => compileLibrary(compiler, empty, "stem")).toThrow(message);
    expect(readdirSync(empty)).toEqual([]);
  });

  test("a small limit of files' sizes ends the recording, and not the program", () => {
    const main = new URL("../../dist/cli/main.js", import.meta.url).pathname;
    const out = join(folder, "limited");
    for (const blocks of [64, 4096]) {
      const { stdout, stderr, status } = spawnSync(
        "bash",
        [
          "-c",
          `ulimit -f ${blocks}; exec ${process.execPath} ${main} record --out ${out} -- python3 -S -c "x = [str(i) for i in range(300000)]; print(len(x))"`,
        ],
        { encoding: "utf8" },
      );
      expect(stdout).toBe("300000\n");
      expect(stderr).toContain("ulimit -f");
      expect(status).toBe(2);
    }
  });
});
