import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { assertRecordable } from "../../src/cli/record/record.js";
import { command, compile, here, recordablePython } from "./recording-tools.js";

const { python, missing } = recordablePython();
const folder = mkdtempSync(join(tmpdir(), "record-"));
const out = join(folder, "out", "trace.pmt.gz");
const record = (options: string[], program: string[], env: NodeJS.ProcessEnv = {}) =>
  command(["record", "--out", out, ...options, "--", ...program], env);
const left = () => readdirSync(join(folder, "out"));

beforeEach(() => {
  rmSync(join(folder, "out"), { recursive: true, force: true });
  mkdirSync(join(folder, "out"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("systems that cannot record are refused by name", () => {
  expect(() => assertRecordable("darwin", "arm64")).toThrow("needs Linux, this is darwin");
  expect(() => assertRecordable("win32", "x64")).toThrow("needs Linux, this is win32");
  expect(() => assertRecordable("linux", "ia32")).toThrow("64-bit x86 or ARM, this is ia32");
  expect(() => assertRecordable("linux", "x64")).not.toThrow();
});

const recording = missing === undefined ? "recording" : `recording (skipped: ${missing})`;
describe.skipIf(missing !== undefined)(recording, () => {
  test("the recorder compiles without a warning", () => {
    const flags = ["-std=gnu11", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"];
    compile("../../recorder/pytrace.c", join(folder, "strict.so"), [...flags, "-ldl", "-lpthread"]);
  });

  test("a program with threads, children and deep calls replays exactly, texts included", () => {
    const expected = join(folder, "out", "trace.expected.json");
    const library = join(folder, "without-the-lock.so");
    compile("without-the-lock.c", library, ["-shared", "-fPIC"]);
    const { status, stdout, stderr } = record(
      ["--python-marks", "--expected", expected],
      [python, "-S", here("program.py"), library],
    );
    expect(stderr).toContain("3 marks: all as the process had them");
    expect(status).toBe(0);
    expect(stdout).toBe("clean\n");
    expect(left()).toEqual(["trace.expected.json", "trace.pmt.gz"]);

    const replay = JSON.parse(command(["replay", out, "--json"]).stdout);
    expect(replay.addresses.wrong).toBe(0);
    expect(replay.arenas.wrongMoment).toBe(0);
    expect(replay.addresses.compared).toBeGreaterThan(150_000);
    expect(replay.arenas.returned).toBeGreaterThan(0);
    // The texts are the process's own, and the simulator's are the same, byte for byte.
    const { marks } = JSON.parse(readFileSync(expected, "utf8"));
    expect(marks.map(({ id }: { id: number }) => id)).toEqual([1, 2, 3]);
    expect(marks[1].text).toMatch(/^Small block threshold = 512, in 32 size classes\.\n/);
    for (const [i, { event, text }] of marks.entries()) {
      expect(replay.marks[i]).toEqual({ id: i + 1, event, text });
    }
  });

  test("without --python-marks os.getpgid is as ever, and a program's exit code is told", () => {
    const program =
      "import os, sys\ntry: os.getpgid(900001)\nexcept ProcessLookupError: sys.exit(5)";
    const { status, stderr } = record([], [python, "-S", "-c", program]);
    expect(status).toBe(0);
    expect(stderr).toContain("0 marks");
    expect(stderr).toContain("the program's exit code was 5");
  });

  test("a killed program's recording is refused, or kept as cut when that is asked for", () => {
    const program = [
      python,
      "-S",
      "-c",
      "import os\nx = [str(i) for i in range(9000)]\nos.kill(os.getpid(), 9)",
    ];
    const refused = record([], program);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("cut: the program was ended by SIGKILL; --allow-cut keeps");
    expect(left()).toEqual([]);
    const { status, stderr } = record(["--allow-cut"], program);
    expect(stderr).toContain("cut before the process ended");
    expect(status).toBe(0);
    expect(command(["replay", out]).stdout).toContain("0 wrong");
  });

  test("a program that closes every descriptor and leaves by os._exit is recorded whole", () => {
    const program =
      "import os\nos.closerange(3, 999)\nx = [str(i) for i in range(70000)]\nos._exit(0)";
    const { status, stderr } = record([], [python, "-S", "-c", program]);
    expect(status).toBe(0);
    expect(stderr).not.toContain("cut");
  });

  test("a program that replaces itself is said to be cut", () => {
    const program = "import os\nos.execv('/bin/true', ['true'])";
    const { status, stderr } = record([], [python, "-S", "-c", program]);
    expect(status).toBe(2);
    expect(stderr).toContain("left without its exit handlers");
  });

  test("a program behind a shell is recorded, and only the first of two", () => {
    const script = `${python} -S -c "import os; os.getpgid(900001)"; ${python} -S -c "print(2)"`;
    const { status, stdout, stderr } = record(["--python-marks"], ["sh", "-c", script]);
    expect(status).toBe(0);
    expect(stdout).toBe("2\n");
    expect(stderr).toContain("1 marks");
  });

  test("children are said not to be recorded, and with --follow are, a file each, exactly", () => {
    const workers = here("workers.py");
    const alone = record([], [python, "-S", workers]);
    expect(alone.stderr).toContain(
      "2 processes that it forked were not recorded; --follow records them, a file each",
    );
    expect(left()).toEqual(["trace.pmt.gz"]);

    const { status, stdout, stderr } = record(["--follow"], [python, "-S", workers]);
    expect(stderr.match(/all as the process had them/g)).toHaveLength(4);
    expect(status).toBe(0);
    const pids = stdout.trim().split(" ");
    const names = pids.map((pid) => `trace.${pid}.pmt.gz`);
    expect(left()).toEqual([...names, "trace.pmt.gz"].toSorted());
    // A forked child's trace begins with its parent's; one that was started anew has its own.
    const events = names.map(
      (name) => JSON.parse(command(["replay", join(folder, "out", name), "--json"]).stdout).events,
    );
    expect(Math.min(events[0], events[1])).toBeGreaterThan(events[2] + 2 * 20_000);
  });

  test("a child that was killed is named, and kept as cut when that is asked for", () => {
    const program = `import os
pid = os.fork()
if pid == 0: os.kill(os.getpid(), 9)
os.waitpid(pid, 0)
print(pid)`;
    const refused = record(["--follow"], [python, "-S", "-c", program]);
    expect(refused.stderr).toContain(
      `process ${refused.stdout.trim()}: the recording is cut: the program was ended by a signal`,
    );
    expect(refused.status).toBe(1);
    expect(left()).toEqual(["trace.pmt.gz"]);
    expect(record(["--follow", "--allow-cut"], [python, "-S", "-c", program]).status).toBe(0);
    expect(left()).toHaveLength(2);
  });

  test("a child that outlives the program is waited for", () => {
    const program = `import os, time
if os.fork() == 0:
    time.sleep(0.5)
    kept = [str(i) for i in range(1000)]`;
    const { status, stderr } = record(["--follow"], [python, "-S", "-c", program]);
    expect(stderr).toContain("waiting for its children");
    expect(status).toBe(0);
    expect(left()).toHaveLength(2);
  });

  test("a command that is ended while the program runs ends it and leaves nothing", async () => {
    const program = "import time\nprint('up', flush=True)\ntime.sleep(60)";
    const main = here("../../dist/cli/main.js");
    const running = spawn(
      process.execPath,
      [main, "record", "--out", out, "--", python, "-S", "-c", program],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    await once(running.stdout, "data");
    running.kill("SIGTERM");
    expect((await once(running, "exit"))[0]).toBe(2);
    expect(left()).toEqual([]);
  });

  test("what a killed command left is cleared by the next, and not while it runs", async () => {
    const main = here("../../dist/cli/main.js");
    const program = "import time\nprint('up', flush=True)\ntime.sleep(60)";
    const running = spawn(
      process.execPath,
      [main, "record", "--out", out, "--", python, "-S", "-c", program],
      { stdio: ["ignore", "pipe", "ignore"], detached: true },
    );
    await once(running.stdout, "data");
    expect(left()).toHaveLength(1);
    expect(record([], [python, "-S", "-c", "1"]).status).toBe(0);
    expect(left()).toHaveLength(2);
    // The program with it: it is no longer anybody's.
    process.kill(-(running.pid ?? 0), "SIGKILL");
    await once(running, "exit");
    expect(record([], [python, "-S", "-c", "1"]).status).toBe(0);
    expect(left()).toEqual(["trace.pmt.gz"]);
  });

  test.each([
    [
      "nothing of pymalloc",
      ["/bin/true"],
      {},
      'nothing was recorded: "/bin/true" started no CPython',
    ],
    ["an empty program", [""], {}, 'record takes a program after --, got ""'],
    [
      "a compiler that makes nothing",
      [python],
      { CC: "true" },
      '"true" ended well but made nothing',
    ],
    ["no such program", ["no-such-program"], {}, 'cannot run "no-such-program": there is no such'],
    ["another allocator", [python], { PYTHONMALLOC: "malloc" }, 'PYTHONMALLOC is "malloc"'],
    ["no compiler", [python], { CC: "no-such-compiler" }, 'cannot run "no-such-compiler"'],
    ["a bad compiler", [python], { CC: "false" }, '"false" could not build the recorder'],
  ])("%s is refused by name, and nothing is left", (_, program, env, message) => {
    const { status, stderr } = record([], [...program, "-S", "-c", "1"], env);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
    expect(left()).toEqual([]);
  });

  test("debug hooks are refused by name", () => {
    const { status, stderr } = record([], [python, "-X", "dev", "-S", "-c", "1"]);
    // 3.6 knows no -X dev, and continues with pymalloc.
    if (status === 0) return;
    expect(stderr).toContain("did not stay with pymalloc");
    expect(left()).toEqual([]);
  });

  test.each([
    ["3.13.0 experimental free-threading build (x)", "NULL", "3.13.0 is a free-threaded build"],
    ["3.14.2 free-threading build (x)", "NULL", "3.14.2 is a free-threaded build"],
    ["3.12.1 (x)", "&mem", "3.12.1 does not start with pymalloc: a debug build"],
  ])(
    "a Python that calls itself %s, with context %s, runs unhooked and is refused",
    (version, context, message) => {
      const fake = join(folder, "fake");
      compile("fake-python.c", fake, [
        `-DVERSION="${version}"`,
        `-DMEM_CONTEXT=${context}`,
        "-rdynamic",
      ]);
      const { status, stdout, stderr } = record([], [fake]);
      expect(stdout).toBe("ran\n");
      expect(stderr).toContain(message);
      expect(status).toBe(2);
      expect(left()).toEqual([]);
    },
  );

  test("wrong use is refused before the program runs", () => {
    for (const [args, message] of [
      [["record", "--", python, "-c", "print(1)"], "record takes --out FILE"],
      [["record", "--out", out], "record takes a program after --"],
      [["record", "--out", folder, "--", python, "-c", "print(1)"], "it is a folder"],
      [
        ["record", "--out", join(folder, "no", "x"), "--", python, "-c", "print(1)"],
        "there is no folder",
      ],
    ] as const) {
      const { status, stdout, stderr } = command(args);
      expect(stderr).toContain(message);
      expect([status, stdout]).toEqual([2, ""]);
    }
  });

  const disk = join(folder, "disk");
  mkdirSync(disk);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]).status === 0;
  const full = mounted ? "a full disk" : "a full disk (skipped: no right to mount one)";
  test.skipIf(!mounted)(`${full} ends the recording, not the program, and leaves nothing`, () => {
    try {
      const program = ["--", python, "-S", "-c", "print(len([str(i) for i in range(70000)]))"];
      const { status, stdout, stderr } = command(["record", "--out", join(disk, "x"), ...program]);
      expect(stdout).toBe("70000\n");
      expect(stderr).toContain("the disk is full; nothing was kept");
      expect(status).toBe(2);
      expect(readdirSync(disk)).toEqual([]);
      expect(existsSync(join(disk, "x"))).toBe(false);
    } finally {
      spawnSync("umount", [disk]);
    }
  });
});
