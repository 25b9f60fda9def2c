/** Notebook 5: which Pythons could have printed this line. */
import { STARTUP_HEAPS } from "../cpython/startup/startup-heaps.js";
import { stringTheory } from "../experiments/theory.js";
import { geometryOf, PYTHON_VERSIONS, type PythonVersion } from "../pymalloc/geometry.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { firstTwice, readTexts } from "./read-answer.js";

const COUNT = 1_000_000;
const given = { count: COUNT, arenaBytes: geometryOf("3.11").arenaBytes, arenas: arenasOf("3.11") };

export const whichVersions: Exercise = {
  id: "which-versions",
  title: "Which Python was it?",
  kind: "predict",
  notebook: 5,
  given,
  task: [
    `Someone made a million strings \`str(random.random())\`, kept them all, and sends you one line of the stats:`,
    ["```text", `${given.arenas} arenas * ${given.arenaBytes} bytes/arena`, "```"].join("\n"),
    `**Which of the versions ${PYTHON_VERSIONS.join(", ")} can it have been?** Address randomisation was off.`,
  ].join("\n\n"),
  choose: { kind: "several", options: PYTHON_VERSIONS },
  starter: 'const answer = ["3.9"];',
  check,
};

function check(answer: unknown): Outcome {
  const versions = readTexts(answer, "versions");
  const unknown = versions.find((one) => !isVersion(one));
  if (unknown !== undefined) {
    return notYet(`"${unknown}" is not one of the versions ${PYTHON_VERSIONS.join(", ")}.`);
  }
  const twice = firstTwice(versions);
  if (twice !== undefined) return notYet(`${twice} is in the list twice.`);
  if (versions.length === 0) return notYet("The list is empty, but the line was printed.");
  for (const version of versions.filter(isVersion)) {
    if (geometryOf(version).arenaBytes !== given.arenaBytes) {
      return notYet(`It was not ${version}: look at the bytes of an arena.`);
    }
    if (arenasOf(version) !== given.arenas) {
      return notYet(
        `It was not ${version}. The arenas have the right size, but how many bytes does a short string ask for there?`,
      );
    }
  }
  const missing = PYTHON_VERSIONS.filter(fits).length - versions.length;
  if (missing > 0) return notYet("Each of these fits, but they are not all that fit.");
  return right(
    "Two figures tell the version: the size of an arena, and how many of them a known workload takes.",
  );
}

function isVersion(text: string): text is PythonVersion {
  return PYTHON_VERSIONS.some((version) => version === text);
}

function fits(version: PythonVersion): boolean {
  return geometryOf(version).arenaBytes === given.arenaBytes && arenasOf(version) === given.arenas;
}

function arenasOf(version: PythonVersion): number {
  const { arenas } = stringTheory(version, { count: COUNT, keep: 1 });
  return Math.ceil(arenas) + STARTUP_HEAPS[version].heap.arenas.length;
}
