import { expect, test } from "vitest";
import { ArenaTable, ArenaWord } from "../../../src/pymalloc/tables/arena-table.js";

/** Slots from 3, arenas of 1,000 bytes; no two of an example have the same address. */
const table = () => new ArenaTable(3, 4, 1000);

/** A table with three arenas at the head of each other: 5, 4, 3. */
function linked(): ArenaTable {
  const made = table();
  for (const address of [1000, 2000, 3000]) made.linkHead(made.takeSlot(address, address));
  return made;
}

test("slots are taken from the first on, and a released one is taken again", () => {
  const made = table();
  expect([1000, 2000, 3000].map((address) => made.takeSlot(address, address))).toEqual([3, 4, 5]);
  made.releaseSlot(4);
  made.releaseSlot(3);
  expect(made.heldSlots()).toEqual([5]);
  expect([4000, 5000, 6000].map((address) => made.takeSlot(address, address))).toEqual([3, 4, 6]);
  expect(made.heldSlots()).toEqual([3, 4, 5, 6]);
});

test("the table grows by half and keeps what it had", () => {
  const made = table();
  expect(made.slotCapacity).toBe(19);
  for (let i = 1; i <= 16; i++)
    made.write(made.takeSlot(i * 1000, i * 1000), ArenaWord.FREE_POOL_COUNT, i);
  expect(made.slotCapacity).toBe(19);
  const last = made.takeSlot(17_000, 17_000);
  expect([last, made.slotCapacity]).toEqual([19, 28]);
  expect([
    made.read(3, ArenaWord.FREE_POOL_COUNT),
    made.read(18, ArenaWord.FREE_POOL_COUNT),
  ]).toEqual([1, 16]);
  expect([made.address[3], made.address[19]]).toEqual([1000, 17_000]);
  made.firstPoolAddress[19] = 17_096;
  expect(made.firstPoolAddress).toHaveLength(28);
});

test.each([
  [999, 0],
  [1000, 3],
  [1999, 3],
  [2000, 0],
  [2499, 0],
  [2500, 4],
  [3000, 4],
  [3499, 4],
  [3500, 0],
])("the arena at address %i is in slot %i", (address, slot) => {
  const made = table();
  made.takeSlot(1000, 1);
  made.takeSlot(2500, 2500);
  expect(made.slotAt(address)).toBe(slot);
});

test.each([
  [1, 3],
  [0, 0],
  [1000, 3],
  [1500, 3],
  [1501, 3],
  [2000, 0],
  [3000, 0],
])("one more arena at %i would overlap slot %i", (address, slot) => {
  const made = table();
  made.takeSlot(1000, 1);
  made.takeSlot(4000, 4000);
  expect(made.overlapping(address)).toBe(slot);
});

test("an arena is found by its birth while it is held", () => {
  const made = table();
  const slots = [7, 9].map((birth) => made.takeSlot(1000 * birth, birth));
  made.releaseSlot(slots[0] ?? 0);
  expect([7, 8, 9].map((birth) => made.slotOfBirth(birth))).toEqual([0, 0, slots[1]]);
});

test("an arena that was given back is found no more", () => {
  const made = table();
  made.releaseSlot(made.takeSlot(2500, 2500));
  expect([made.slotAt(2600), made.overlapping(2500)]).toEqual([0, 0]);
});

test("the list starts empty, and an arena is linked at its head", () => {
  expect(table().usableSlots()).toEqual([]);
  expect(linked().usableSlots()).toEqual([5, 4, 3]);
});

test.each([
  [5, [4, 3]],
  [4, [5, 3]],
  [3, [5, 4]],
])("slot %i can be taken out of the list, and the others stay linked both ways", (slot, rest) => {
  const made = linked();
  made.unlink(slot);
  expect(made.usableSlots()).toEqual(rest);
  const [first = 0, second = 0] = rest;
  made.unlink(second); // goes by the links backwards
  expect(made.usableSlots()).toEqual([first]);
  made.unlink(first);
  expect(made.usableSlots()).toEqual([]);
});

test.each([
  [5, [5, 6, 4, 3]],
  [4, [5, 4, 6, 3]],
  [3, [5, 4, 3, 6]],
])("an arena can be put right after slot %i", (slot, order) => {
  const made = linked();
  const added = made.takeSlot(4000, 4000);
  made.linkAfter(added, slot);
  expect(made.usableSlots()).toEqual(order);
  for (const one of [...order].reverse()) {
    made.unlink(one);
    order.pop();
    expect(made.usableSlots()).toEqual(order);
  }
});
