import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeFilesTogether, writeWholeFile } from "../../src/files/whole-file.js";
import { makeDevice, makePipe, noDevices } from "./special-files.js";

const node = JSON.stringify(process.execPath);
const built = fileURLToPath(new URL("../../dist/files/whole-file.js", import.meta.url));
const titled = (title: string, missing: string | undefined) =>
  missing === undefined ? title : `${title} (skipped: ${missing})`;

let folder: string;
const at = (name: string) => join(folder, name);
const names = () => readdirSync(folder).sort();
const modeOf = (name: string) => statSync(at(name)).mode & 0o7777;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "whole-file-test-")));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a regular file", () => {
  test("that is new is made, and nothing is left beside it", () => {
    writeWholeFile(at("new"), "text é");
    expect(readFileSync(at("new"), "utf8")).toBe("text é");
    expect(modeOf("new")).toBe(0o666 & ~process.umask());
    expect(names()).toEqual(["new"]);
  });

  test.each([0o600, 0o640, 0o755, 0o4711])("keeps its mode, in decimal %i", (mode) => {
    writeFileSync(at("file"), "old");
    chmodSync(at("file"), mode);
    writeWholeFile(at("file"), "new");
    expect(readFileSync(at("file"), "utf8")).toBe("new");
    expect(modeOf("file")).toBe(mode);
  });

  test.skipIf(noDevices !== undefined)(titled("keeps its owner", noDevices), () => {
    writeFileSync(at("file"), "old");
    chownSync(at("file"), 1234, 5678);
    writeWholeFile(at("file"), "new");
    expect(statSync(at("file"))).toMatchObject({ uid: 1234, gid: 5678 });
  });

  test.each(["longer than it was", "short"])("keeps its other names, written %s", (text) => {
    writeFileSync(at("one"), "old content");
    linkSync(at("one"), at("other"));
    writeWholeFile(at("one"), text);
    expect(readFileSync(at("other"), "utf8")).toBe(text);
    expect(statSync(at("one")).ino).toBe(statSync(at("other")).ino);
    expect(names()).toEqual(["one", "other"]);
  });

  test("that nobody may write is refused, for root too", () => {
    writeFileSync(at("file"), "old");
    chmodSync(at("file"), 0o444);
    expect(() => writeWholeFile(at("file"), "new")).toThrow("it is read-only; chmod u+w");
    expect(readFileSync(at("file"), "utf8")).toBe("old");
    expect(names()).toEqual(["file"]);
  });

  test("with the longest name there can be is written", () => {
    const name = "n".repeat(255);
    writeWholeFile(at(name), "1");
    writeWholeFile(at(name), "2");
    expect(readFileSync(at(name), "utf8")).toBe("2");
  });
});

describe("a symbolic link", () => {
  test("is followed, through other links and folders, and stays", () => {
    mkdirSync(at("deep"));
    writeFileSync(at("deep/file"), "old");
    symlinkSync("deep", at("way"));
    symlinkSync("way/file", at("first"));
    symlinkSync(at("first"), at("second"));
    writeWholeFile(at("second"), "new");
    expect(readlinkSync(at("second"))).toBe(at("first"));
    expect(readlinkSync(at("first"))).toBe("way/file");
    expect(readFileSync(at("deep/file"), "utf8")).toBe("new");
    expect(readdirSync(at("deep"))).toEqual(["file"]);
  });

  test("whose file is not there yet makes it", () => {
    symlinkSync("target", at("link"));
    writeWholeFile(at("link"), "new");
    expect(lstatSync(at("link")).isSymbolicLink()).toBe(true);
    expect(readFileSync(at("target"), "utf8")).toBe("new");
  });

  test("in a circle, or into a folder that is not there, is refused", () => {
    symlinkSync("b", at("a"));
    symlinkSync("a", at("b"));
    symlinkSync("no/file", at("lost"));
    expect(() => writeWholeFile(at("a"), "")).toThrow("lead in a circle");
    expect(() => writeWholeFile(at("lost"), "")).toThrow(`there is no folder ${at("no")}`);
    expect(names()).toEqual(["a", "b", "lost"]);
  });
});

describe("what is not a file", () => {
  test.each([
    ["a folder", "folder", "it is a folder"],
    ["a name in no folder", "no/file", "there is no folder"],
    ["a name in a file", "file/x", "is not a folder"],
    ["a new folder's name", "new/", "its name is a folder's"],
  ])("%s is refused by name", (_, path, message) => {
    mkdirSync(at("folder"));
    writeFileSync(at("file"), "old");
    expect(() => writeWholeFile(`${folder}/${path}`, "new")).toThrow(message);
    expect(names()).toEqual(["file", "folder"]);
  });

  test("an empty name is refused", () => {
    expect(() => writeWholeFile("", "new")).toThrow("a file without a name");
  });

  test("a socket is refused by name and stays", async () => {
    const server = createServer().listen(at("socket"));
    await once(server, "listening");
    expect(() => writeWholeFile(at("socket"), "new")).toThrow("it is a socket");
    expect(lstatSync(at("socket")).isSocket()).toBe(true);
    server.close();
  });

  test("a pipe is written to where somebody reads, and refused where nobody does", () => {
    makePipe(at("pipe"));
    expect(() => writeWholeFile(at("pipe"), "new")).toThrow("nobody reads from it");
    const reader = openSync(at("pipe"), constants.O_RDONLY | constants.O_NONBLOCK);
    writeWholeFile(at("pipe"), "new");
    const bytes = Buffer.alloc(10);
    expect(bytes.toString("utf8", 0, readSync(reader, bytes))).toBe("new");
    closeSync(reader);
    expect(lstatSync(at("pipe")).isFIFO()).toBe(true);
    expect(names()).toEqual(["pipe"]);
  });

  test.skipIf(noDevices !== undefined)(
    titled("devices stay devices: one that takes characters is written to", noDevices),
    () => {
      makeDevice(at("null"), "null");
      makeDevice(at("full"), "full");
      makeDevice(at("disk"), "disk");
      writeWholeFile(at("null"), "new");
      expect(() => writeWholeFile(at("full"), "new")).toThrow("the disk is full");
      expect(() => writeWholeFile(at("disk"), "new")).toThrow("it is a block device");
      expect(lstatSync(at("null")).isCharacterDevice()).toBe(true);
      expect(lstatSync(at("full")).isCharacterDevice()).toBe(true);
      expect(lstatSync(at("disk")).isBlockDevice()).toBe(true);
      expect(names()).toEqual(["disk", "full", "null"]);
    },
  );

  test("the standard output is written to by its name, and a log is added to, not replaced", () => {
    writeFileSync(at("log"), "before\n");
    const inode = statSync(at("log")).ino;
    const { stderr } = inShell(`${node} -e '${writing("/dev/stdout", '"text\\n"')}' >> log`);
    expect(stderr).toBe("");
    expect(readFileSync(at("log"), "utf8")).toBe("before\ntext\n");
    expect(statSync(at("log")).ino).toBe(inode);
    expect(inShell(`${node} -e '${writing("/dev/stdout", '"text"')}' | cat`).stdout).toBe("text");
  });
});

describe("a stop half-way", () => {
  test("by kill -9 leaves the old file, and the next write clears what was left", async () => {
    writeFileSync(at("file"), "old");
    const script = `import { WholeFile } from ${JSON.stringify(built)};
      const file = new WholeFile("file"); file.write("half"); console.log("half"); setInterval(() => {}, 1e6);`;
    const running = spawn(process.execPath, ["--input-type=module", "-e", script], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(running.stdout, "data");
    expect(names()).toHaveLength(2);
    writeWholeFile(at("other"), "while the first still runs");
    expect(names()).toHaveLength(3);
    running.kill("SIGKILL");
    await once(running, "exit");
    expect(readFileSync(at("file"), "utf8")).toBe("old");
    writeWholeFile(at("other"), "after it");
    expect(names()).toEqual(["file", "other"]);
  });

  test.each(["file", "linked"])("by a limit of the file's size leaves the old %s", (name) => {
    writeFileSync(at(name), "old");
    if (name === "linked") linkSync(at(name), at("again"));
    const before = names();
    const { stderr } = inShell(`ulimit -f 1; ${node} -e '${writing(name, '"x".repeat(4e5)')}'`);
    expect(stderr).toContain(`cannot write ${name}: it became larger than the system lets`);
    expect(readFileSync(at(name), "utf8")).toBe("old");
    expect(names()).toEqual(before);
  });

  test("of one of several files leaves all as they were", () => {
    writeFileSync(at("one"), "old");
    mkdirSync(at("folder"));
    const files: [string, string][] = [
      [at("one"), "new"],
      [at("folder"), "new"],
    ];
    expect(() => writeFilesTogether(files)).toThrow("it is a folder");
    expect(readFileSync(at("one"), "utf8")).toBe("old");
    expect(names()).toEqual(["folder", "one"]);
  });
});

const disk = mkdtempSync(join(tmpdir(), "whole-file-disk-"));
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]).status === 0;
const full = titled("a full disk", mounted ? undefined : "no right to mount one");
describe.skipIf(!mounted)(full, () => {
  afterAll(() => {
    spawnSync("umount", [disk]);
    rmSync(disk, { recursive: true });
  });

  test("puts the old content back into a file with two names", () => {
    // Beside its place there is room for the new content, and then not for a second one.
    writeFileSync(join(disk, "one"), "old");
    linkSync(join(disk, "one"), join(disk, "other"));
    expect(() => writeWholeFile(join(disk, "one"), Buffer.alloc(700_000))).toThrow(
      "one: the disk is full",
    );
    expect(readFileSync(join(disk, "other"), "utf8")).toBe("old");
    expect(readdirSync(disk).sort()).toEqual(["one", "other"]);
    for (const name of ["one", "other"]) rmSync(join(disk, name));
  });

  test("leaves the old file, and nothing else", () => {
    writeFileSync(join(disk, "file"), "old");
    expect(() => writeWholeFile(join(disk, "file"), Buffer.alloc(2 ** 21))).toThrow(
      "file: the disk is full",
    );
    expect(readFileSync(join(disk, "file"), "utf8")).toBe("old");
    expect(readdirSync(disk)).toEqual(["file"]);
  });
});

function inShell(script: string) {
  return spawnSync("bash", ["-c", script], { cwd: folder, encoding: "utf8" });
}

/** A program that writes a file with the built module. */
function writing(path: string, content: string): string {
  return `import(${JSON.stringify(built)}).then((files) => files.writeWholeFile("${path}", ${content}))`;
}
