/** What each command that writes does with what stands at the path it is given. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { failureOf } from "../../dist/cli/failure.js";
import { notebookRun } from "../../dist/cli/notebook/run.js";
import { recordCommand } from "../../dist/cli/record/record.js";
import { slidesCommand } from "../../dist/cli/slides/slides.js";
import { sweepCommand } from "../../dist/cli/sweep/sweep.js";
import { makeDevice, makePipe, noDevices } from "../files/special-files.js";
import { recordablePython } from "../recorder/recording-tools.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const parent = realpathSync(mkdtempSync(join(tmpdir(), "outputs-test-")));
let folder: string;
const at = (name: string) => join(folder, name);

const NOTEBOOK = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    {
      cell_type: "markdown",
      id: "t",
      metadata: { slideshow: { slide_type: "slide" } },
      source: "# A",
    },
    { cell_type: "code", id: "c", metadata: {}, source: "1", outputs: [], execution_count: null },
  ],
});
const SWEEP =
  "--workers 1 --experiment rare-survivors --python 3.11 --count 2000 --keep 0.1 --seeds 2".split(
    " ",
  );

beforeEach(() => {
  folder = mkdtempSync(join(parent, "x-"));
  writeFileSync(at("in.ipynb"), NOTEBOOK);
});
afterAll(() => rmSync(parent, { recursive: true }));

/** Runs a subcommand in this process, and gives its exit code and what it says when it fails. */
async function outcomeOf(
  run: () => Promise<number>,
): Promise<{ exitCode: number; message: string }> {
  try {
    return { exitCode: await run(), message: "" };
  } catch (error) {
    return failureOf(error);
  }
}

const { python, missing } = recordablePython();
const program = ["--", python, "-S", "-c", "1"];

interface Writer {
  readonly name: string;
  /** Runs the command with the output named. */
  readonly to: (path: string) => Promise<number>;
  readonly missing?: string | undefined;
}

const WRITERS: readonly Writer[] = [
  { name: "notebook run --out", to: (path) => notebookRun([at("in.ipynb"), "--out", path]) },
  { name: "slides --out", to: (path) => slidesCommand([at("in.ipynb"), "--out", path]) },
  { name: "sweep --out", to: (path) => sweepCommand([...SWEEP, "--out", path]) },
  {
    name: "sweep --merge --out",
    to: async (path) => {
      if (!existsSync(at("shard"))) await sweepCommand([...SWEEP, "--out", at("shard")]);
      return await sweepCommand(["--merge", at("shard"), "--out", path]);
    },
  },
  { name: "record --out", to: (path) => recordCommand(["--out", path, ...program]), missing },
  {
    name: "record --expected",
    to: (path) => recordCommand(["--out", at("trace"), "--expected", path, ...program]),
    missing,
  },
];

describe.each(WRITERS)("$name", ({ to, missing: skipped }) => {
  test.skipIf(skipped !== undefined || noDevices !== undefined)(
    "writes to a device that takes it, refuses a disk, and leaves both what they are",
    async () => {
      makeDevice(at("null.html"), "null");
      makeDevice(at("disk.html"), "disk");
      expect(await outcomeOf(() => to(at("null.html")))).toEqual({ exitCode: 0, message: "" });
      const refused = await outcomeOf(() => to(at("disk.html")));
      expect(refused.message).toContain("disk.html: it is a block device");
      expect(refused.exitCode).toBe(2);
      expect(lstatSync(at("null.html")).isCharacterDevice()).toBe(true);
      expect(lstatSync(at("disk.html")).isBlockDevice()).toBe(true);
    },
  );

  test.skipIf(skipped !== undefined)(
    "keeps a link and a mode, refuses a read-only file, and leaves nothing beside it",
    async () => {
      symlinkSync("file.html", at("link.html"));
      writeFileSync(at("file.html"), "");
      chmodSync(at("file.html"), 0o640);
      expect(await outcomeOf(() => to(at("link.html")))).toEqual({ exitCode: 0, message: "" });
      expect(lstatSync(at("link.html")).isSymbolicLink()).toBe(true);
      expect(statSync(at("file.html")).mode & 0o777).toBe(0o640);
      const written = readFileSync(at("file.html"));
      expect(written.length).toBeGreaterThan(100);
      chmodSync(at("file.html"), 0o440);
      const refused = await outcomeOf(() => to(at("link.html")));
      expect(refused.message).toContain("link.html: it is read-only");
      expect(refused.exitCode).toBe(2);
      expect(readFileSync(at("file.html"))).toEqual(written);
      expect(readdirSync(folder).filter((one) => one.startsWith("."))).toEqual([]);
    },
  );
});

test("a sweep writes to a pipe what it writes into a file", async () => {
  makePipe(at("pipe"));
  const reader = openSync(at("pipe"), constants.O_RDONLY | constants.O_NONBLOCK);
  expect(await sweepCommand([...SWEEP, "--out", at("pipe")])).toBe(0);
  expect(await sweepCommand([...SWEEP, "--out", at("file")])).toBe(0);
  const bytes = Buffer.alloc(65_536);
  const read = bytes.subarray(0, readSync(reader, bytes));
  closeSync(reader);
  expect(read.toString()).toBe(readFileSync(at("file"), "utf8"));
});

describe("a notebook that is written in place", () => {
  const store = (verb: "run" | "strip") =>
    spawnSync(process.execPath, [main, "notebook", verb, "in.ipynb"], {
      cwd: folder,
      encoding: "utf8",
    });

  test("keeps its mode and its link", () => {
    chmodSync(at("in.ipynb"), 0o600);
    renameSync(at("in.ipynb"), at("real.ipynb"));
    symlinkSync("real.ipynb", at("in.ipynb"));
    expect(store("run").status).toBe(0);
    expect(JSON.parse(readFileSync(at("real.ipynb"), "utf8")).cells[1].outputs).toHaveLength(1);
    expect(store("strip").status).toBe(0);
    expect(JSON.parse(readFileSync(at("real.ipynb"), "utf8")).cells[1].outputs).toEqual([]);
    expect(statSync(at("real.ipynb")).mode & 0o777).toBe(0o600);
    expect(lstatSync(at("in.ipynb")).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["in.ipynb", "real.ipynb"]);
  });

  test("is refused before it runs where it is read-only", () => {
    chmodSync(at("in.ipynb"), 0o444);
    const { status, stderr } = store("run");
    expect(stderr).toBe("cannot write in.ipynb: it is read-only; chmod u+w lets it be written\n");
    expect(status).toBe(1);
    expect(readFileSync(at("in.ipynb"), "utf8")).toBe(NOTEBOOK);
  });

  test.each(["run", "strip"] as const)(
    "%s refuses one that is not UTF-8, and leaves it",
    (verb) => {
      const bytes = Buffer.from(NOTEBOOK.replace("# A", "# \xe9"), "latin1");
      writeFileSync(at("in.ipynb"), bytes);
      const { status, stderr } = store(verb);
      expect(stderr).toContain(
        `in.ipynb is not UTF-8: byte ${bytes.indexOf(0xe9)}, in line 1, is 0xE9`,
      );
      expect(status).toBe(1);
      expect(readFileSync(at("in.ipynb"))).toEqual(bytes);
    },
  );

  test("with a byte order mark is read, and written without it", () => {
    writeFileSync(at("in.ipynb"), `\uFEFF${NOTEBOOK}`);
    expect(store("strip").status).toBe(0);
    expect(readFileSync(at("in.ipynb"), "utf8")).toMatch(/^\{/);
  });
});

test("a result that does not fit into the file of standard output is not said to be done", () => {
  const run = `"${process.execPath}" "${main}" run random-half --count 20000 --json > out`;
  const limited = spawnSync("bash", ["-c", `ulimit -f 1; ${run}`], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(limited.stderr).toContain("cannot write the standard output: it became larger than");
  expect(limited.status).toBe(2);
  expect(spawnSync("bash", ["-c", run], { cwd: folder }).status).toBe(0);
  expect(JSON.parse(readFileSync(at("out"), "utf8")).experiment).toBe("random-half");
});
