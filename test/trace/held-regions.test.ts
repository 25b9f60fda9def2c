import { expect, test } from "vitest";
import { HeldRegions } from "../../src/trace/held-regions.js";

test("an address lies in an arena from its first byte to its last", () => {
  const arenas = new HeldRegions(1000);
  // Arenas need not start on a multiple of their size.
  arenas.add(2500);
  arenas.add(7000);
  const addresses = [1500, 2499, 2500, 2999, 3000, 3499, 3500, 6999, 7000, 7999, 8000];
  expect(addresses.filter((address) => arenas.has(address))).toEqual([
    2500, 2999, 3000, 3499, 7000, 7999,
  ]);
});

test("an arena that went back has no addresses, those beside it keep theirs", () => {
  const arenas = new HeldRegions(1000);
  arenas.add(1000);
  arenas.add(2000);
  expect(arenas.has(1999)).toBe(true);
  arenas.delete(1000);
  expect([1000, 1999, 2000, 2999].map((address) => arenas.has(address))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
