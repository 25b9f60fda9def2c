import { expect, test } from "vitest";
import { UsageError } from "../../src/cli/arguments/usage-error.js";
import { failureOf } from "../../src/cli/failure.js";
import { OptionError } from "../../src/doors/experiments.js";

test("wrong use is one line and exit code 2", () => {
  const message = "pymalloc-lab: keep must be a share\n";
  expect(failureOf(new UsageError("keep must be a share"))).toEqual({ exitCode: 2, message });
  expect(failureOf(new OptionError("keep must be a share"))).toEqual({ exitCode: 2, message });
});

test("a message that quotes a whole file is cut, the beginning and the end are kept", () => {
  const { message } = failureOf(new UsageError(`got "${"x".repeat(31e6)}" here`));
  expect(message.length).toBeLessThan(4100);
  expect(message).toMatch(
    /^pymalloc-lab: got "xxx.* … \(30,\d+,\d+ characters left out\) … x+" here\n$/,
  );
  expect(failureOf(new Error("y".repeat(31e6))).message.length).toBeLessThan(4100);
});

test("what the system refuses is one line and exit code 1", () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
    syscall: "write",
  });
  const message = "pymalloc-lab: ENOSPC: no space left on device, write\n";
  expect(failureOf(full)).toEqual({ exitCode: 1, message });
});

test("a RangeError that nobody took for bad input is a fault of the program, with its trace", () => {
  const { exitCode, message } = failureOf(new RangeError("block 7 is not live"));
  expect(exitCode).toBe(1);
  expect(message).toMatch(
    /^pymalloc-lab: this is a fault of pymalloc-lab, please report it:\nRangeError: block 7 is not live\n {4}at /,
  );
  expect(failureOf("thrown")).toMatchObject({
    exitCode: 1,
    message: expect.stringMatching("thrown"),
  });
});
