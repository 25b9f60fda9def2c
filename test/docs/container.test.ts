/** The image is one source, and what can be pinned is. */
import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(path, "utf8");

test("the image has a Node that the package takes, by its whole version", () => {
  const [, major, minor] = read("Dockerfile").match(/^FROM node:(\d+)\.(\d+)\.\d+-\S+$/m) ?? [];
  const [oldestMajor = 0, oldestMinor = 0] = JSON.parse(read("package.json"))
    .engines.node.slice(2)
    .split(".")
    .map(Number);
  const isNewEnough =
    Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor);
  expect(isNewEnough).toBe(true);
});

test("every Python package of the image is pinned", () => {
  const lines = read("container/requirements.txt").trim().split("\n");
  expect(lines.filter((line) => !/^[\w.-]+==[\w.]+$/.test(line))).toEqual([]);
  expect(lines.some((line) => line.startsWith("jupyterlab=="))).toBe(true);
});

test("Docker and the rehearsal run the same steps, and the devcontainer uses the same image", () => {
  for (const file of ["Dockerfile", "container/rehearse.sh"]) {
    expect(read(file)).toContain("container/install.sh");
    expect(read(file)).toContain("container/start.sh");
  }
  expect(JSON.parse(read(".devcontainer/devcontainer.json")).build).toEqual({
    dockerfile: "../Dockerfile",
    context: "..",
  });
  for (const script of ["install", "start", "rehearse"]) {
    expect(statSync(`container/${script}.sh`).mode & 0o111).not.toBe(0);
  }
});
