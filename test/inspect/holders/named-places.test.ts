import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HeapAnswers } from "../../../src/inspect/heap-answers.js";
import type { Holder } from "../../../src/inspect/holders/find-holders.js";
import { PythonProcess, programPath, pythonsToTry } from "../python-process.js";

const pythons = pythonsToTry();
/** Strs at each place of the program. */
const TEXTS = 3000;

describe.skipIf(pythons.length === 0)("named places (needs Linux and a Python)", () => {
  describe.each(pythons)("of CPython $version", (python) => {
    let running: PythonProcess;
    let answers: HeapAnswers;
    let holders: readonly Holder[];

    beforeAll(async () => {
      running = await PythonProcess.start(python, [programPath("named_places.py")]);
      answers = new HeapAnswers(running.read());
      holders = answers.holders(20);
    });
    afterAll(() => running.end());

    test.each([
      ["a global", "__main__.plain", undefined],
      ["a class's attribute", "__main__.Basket.recent", undefined],
      ["an instance's attribute", "__main__.basket", "__main__.basket.rows[…]"],
      ["a slot", "__main__.slotted", "__main__.slotted.left"],
      ["a default", "__main__.with_default(default 0)", undefined],
      ["a closure", "__main__.make_handler.<locals>.handler(closure rows)", undefined],
      ["a cycle", "__main__.ring", "__main__.ring.held"],
      ["a deque", "__main__.queue", undefined],
      ["an OrderedDict", "__main__.ordered", undefined],
      ["a cached function", "__main__.cached", "__main__.cached → dict[…]"],
      ["a local", "obey (named_places.py) local local_rows", undefined],
    ])("%s is found, with all that dies with it", (_, path, bulkPath) => {
      const holder = holders.find((one) => one.path === path);
      expect(holder).toMatchObject({ path, bulkPath });
      expect(holder!.objects).toBeGreaterThanOrEqual(TEXTS);
      expect(holder!.objects).toBeLessThanOrEqual(TEXTS + 12);
    });

    test("a generator's local is found below it", () => {
      const holder = holders.find((one) => one.path === "__main__.generator");
      expect(holder!.bulkPath).toMatch(/^__main__\.generator.* waiting$/);
    });

    test("an object of two names tells both, and stays as long as one of them does", () => {
      const holder = holders.find((one) => one.path.endsWith("aliased"))!;
      const names = [holder.path, ...holder.otherPaths].sort();
      expect(names).toEqual(["__main__.aliased", "__main__.also_aliased"]);
      expect(answers.drop([names[0]!]).objects).toBe(0);
      expect(answers.drop(names).objects).toBe(TEXTS + 1);
    });

    test("a cycle goes with the collector only", () => {
      const { objects, collected } = answers.drop(["__main__.ring"]);
      expect(objects).toBeGreaterThan(TEXTS);
      expect(collected).toBeGreaterThan(TEXTS);
      expect(answers.drop(["__main__.plain"]).collected).toBe(0);
    });

    test("a name that is not there, or not the whole of one, is refused with its text", () => {
      expect(() => answers.drop(["__main__.nothing"])).toThrow(/__main__\.nothing/);
      expect(() => answers.drop(["__main__.pla"])).toThrow(/__main__\.pla;/);
    });

    test("keys of dicts and values are told only to who asks", () => {
      const shown = new HeapAnswers(answers.reading, { showsValues: true, isAnonymous: false });
      const path = (one: HeapAnswers) =>
        one.holders(20).find((holder) => holder.path === "__main__.basket")!.bulkPath;
      expect(path(answers)).toBe("__main__.basket.rows[…]");
      expect(path(shown)).toBe('__main__.basket.rows["list"]');
    });

    test("who wants no names gets none of the program's", () => {
      const hidden = new HeapAnswers(answers.reading, { showsValues: false, isAnonymous: true });
      const told = hidden.holders(20).flatMap(({ path, type, bulkPath }) => [path, type, bulkPath]);
      expect(told.join(" ")).not.toMatch(/main|Basket|handler|rows|plain|named_places/);
    });
  });
});
