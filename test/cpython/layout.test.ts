import { expect, test } from "vitest";
import { LAYOUTS, parseLayout } from "../../src/cpython/layout.js";
import { startPython } from "../../src/cpython/process.js";
import { STARTUP_HEAPS } from "../../src/cpython/startup/startup-heaps.js";

test("with randomisation off, free space begins where it was recorded", () => {
  const { memory, startup } = startPython("3.11");
  expect(memory.obtain(4096)).toBe(startup.freeSpaceBelow - 4096);
});

test.each([0, 4, 8, 12] as const)("in layout %d it begins at so many KiB modulo 16", (layout) => {
  const { memory, startup } = startPython("3.11", { layout });
  const below = memory.obtain(4096) + 4096;
  expect((below / 1024) % 16).toBe(layout);
  expect(startup.freeSpaceBelow - below).toBeLessThan(16 * 1024);
});

test("an arena of 1 MiB loses a pool in all layouts but 0", () => {
  const lost = [0, 4, 8, 12].map((layout) => {
    const { memory } = startPython("3.11", { layout: parseLayout(String(layout)) });
    return memory.obtain(1024 * 1024) % 16384 === 0 ? 0 : 1;
  });
  expect(lost).toEqual([0, 1, 1, 1]);
});

test.each(["16", "-4", "on", "", "4.0"])("layout %j is refused with those there are", (text) => {
  expect(() => parseLayout(text)).toThrow(`one of ${LAYOUTS.join(", ")}`);
});

test("a start-up heap of another version is refused", () => {
  const startup = STARTUP_HEAPS["3.11"];
  expect(() => startPython("3.13", { startup })).toThrow("Python 3.11's, not 3.13's");
});
