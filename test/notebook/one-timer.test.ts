import { expect, it } from "vitest";
import { type TimerHost, withOneTimer } from "../../src/notebook/kernel/one-timer.js";

/** A host as tslab's: one timer may be pending, and it is fired by hand. */
function hostOfOne() {
  let pending: (() => void) | undefined;
  const host: TimerHost = {
    setTimeout: (callback) => {
      if (pending !== undefined) throw new Error("Unexpected pending rebuildTimer");
      pending = () => {
        callback();
        pending = undefined;
      };
      return pending;
    },
    clearTimeout: () => {
      throw new Error("clearing unexpected timer");
    },
  };
  return { host, isPending: () => pending !== undefined, fire: () => pending?.() };
}

it("two timers of the compiler become one, which calls both in their order", () => {
  const { host, isPending, fire } = hostOfOne();
  const { setTimeout, clearTimeout } = withOneTimer(host);
  const called: string[] = [];
  setTimeout?.(() => called.push("the folder"), 1000);
  const first = setTimeout?.(() => called.push("never"), 250);
  clearTimeout?.(first);
  setTimeout?.((what) => called.push(String(what)), 250, "the file");
  expect(called).toEqual([]);
  fire();
  expect(called).toEqual(["the folder", "the file"]);
  expect(isPending()).toBe(false);
});

it("a timer that is set while others are called is called with them, and later ones anew", () => {
  const { host, fire } = hostOfOne();
  const { setTimeout } = withOneTimer(host);
  const called: number[] = [];
  setTimeout?.(() => setTimeout(() => called.push(1), 0), 0);
  fire();
  expect(called).toEqual([1]);
  setTimeout?.(() => called.push(2), 0);
  fire();
  expect(called).toEqual([1, 2]);
});
