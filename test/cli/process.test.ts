/** The command on real Pythons: what it predicts is what `malloc_trim` then does. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { processCommand } from "../../src/cli/process/process.js";
import { pythonsToTry } from "../inspect/python-process.js";

const children: ChildProcess[] = [];
let printed = "";

beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Frees six of seven blocks of libc's, and prints its resident bytes before and after trimming. */
const HOLES = `
import ctypes, sys
libc = ctypes.CDLL("libc.so.6")
blocks = [bytearray(9000) for _ in range(4000)]
for place in range(len(blocks)):
    if place % 7: blocks[place] = None
def resident():
    with open("/proc/self/statm") as statm: return int(statm.read().split()[1]) * 4096
resident()
print("ready", flush=True)
for _ in sys.stdin:
    before = resident(); libc.malloc_trim(0); print(before - resident(), flush=True)
`;

const FORK = `
import os, sys
kept = [str(number) for number in range(300000)]
child = os.fork()
if child == 0: sys.stdin.read()
else:
    print("ready", flush=True); os.wait()
`;

/** Starts a program and waits for its first line; the later ones are read from `lines`. */
async function start(path: string, code: string) {
  const child = spawn(path, ["-c", code], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  // A line may come in pieces.
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe("ready");
  return { child, lines };
}

describe.each(pythonsToTry())("Python $version", ({ path }) => {
  test("gives back what the command says that malloc_trim would", async () => {
    const { child, lines } = await start(path, HOLES);
    expect(await processCommand([String(child.pid), "--json"])).toBe(0);
    const { parts, trimmableBytes, residentBytes, refusal } = JSON.parse(printed);
    expect(refusal).toBeUndefined();
    const sum = Object.values<number>(parts).reduce((total, bytes) => total + bytes, 0);
    expect(sum).toBe(residentBytes);
    child.stdin!.write("trim\n");
    const trimmedBytes = Number((await lines.next()).value);
    expect(trimmedBytes).toBeGreaterThan(2 ** 20);
    // Trimming also frees what waits in small bins first, which joins a few pages more.
    expect(Math.abs(trimmedBytes - trimmableBytes) / trimmedBytes).toBeLessThan(0.02);
  });

  test("that was forked is said to share its memory with its parent", async () => {
    const { child: parent } = await start(path, FORK);
    expect(await processCommand([String(parent.pid), "--children", "--json"])).toBe(0);
    const { processes } = JSON.parse(printed);
    expect(processes).toHaveLength(2);
    expect(processes[1].sharedAnonymousBytes).toBeGreaterThan(10 * 2 ** 20);
    expect(processes[1].verdict).toBe("sharedWithParent");
  });
});

test("lines to paste are printed, and nothing else", async () => {
  expect(await processCommand(["--snippet"])).toBe(0);
  expect(printed).toContain("def memory_report():");
});

test.each([[[]], [["many", "words"]], [["-"]], [["0"]]])("%j is refused", async (args) => {
  await expect(processCommand(args)).rejects.toThrow("process takes the number of one running");
});
