/** What `new experiment` plans: the experiment, its place among the others, and its test. */

import { UsageError } from "../arguments/usage-error.js";
import type { FilePlan } from "./file-plan.js";
import type { NewName } from "./name.js";

const REGISTER = "src/experiments/run-experiment.ts";

/** Adds a new experiment to the plan. */
export function planExperiment(plan: FilePlan, name: NewName): void {
  const { kebab, camel } = name;
  if (new RegExp(`\\b${camel}\\b`).test(plan.read(REGISTER))) {
    throw new UsageError(`"${kebab}" cannot be its name: ${REGISTER} has a ${camel} already`);
  }
  plan.add(`src/experiments/${kebab}.ts`, experimentText(name));
  plan.add(`test/experiments/${kebab}.test.ts`, testText(name));
  plan.insert(REGISTER, /(?<=^import .*;\n)/m, `import { ${camel} } from "./${kebab}.js";\n`);
  plan.insert(REGISTER, /(?<=EXPERIMENTS[^\]]*\[\][^\]]*)\];/, `  ${camel},\n`);
}

function experimentText({ kebab, camel, title }: NewName): string {
  return `/**
 * ${title}: a million objects of one size, half of them deleted at random. An experiment
 * of your own begins here: change what is made, and which of it is kept.
 *
 *     objects = [bytes(100) for _ in range(count)]
 *     objects = [s for s in objects if random.random() < keep]
 */
import { bytesObjectBytes } from "../cpython/objects.js";
import { listExperiment } from "./lists/list-experiment.js";

/** Bytes of data in each object. */
const LENGTH = 100;

/** The experiment; the same description gives its run, its Python script and its formula. */
export const ${camel} = listExperiment({
  name: "${kebab}",
  summary: "a million bytes objects of one length; each is kept with probability 0.5",
  noun: "objects",
  selection: "at random",
  takes: [],
  keep: 0.5,
  make: () => \`bytes(\${LENGTH})\`,
  typicalRequestBytes: () => bytesObjectBytes(LENGTH),
  prepare: () => () => bytesObjectBytes(LENGTH),
});
`;
}

function testText({ kebab, camel }: NewName): string {
  return `import { expect, test } from "vitest";
import { ${camel} } from "../../src/experiments/${kebab}.js";
import { runExperiment } from "../../src/experiments/run-experiment.js";

test("it runs by its name, and equal options give equal stages", async () => {
  const options = { python: "3.11", seed: 7, count: 20_000 } as const;
  const { stages } = await runExperiment("${kebab}", options);
  expect(stages).toEqual((await ${camel}.run(options)).stages);
  expect(stages.map(({ name }) => name)).toEqual(["startup", "allocated", "deleted"]);
});

test("half of the objects stay, and no arena comes back", async () => {
  const { keptCount, stages } = await ${camel}.run({ seed: 7, count: 100_000, check: true });
  expect(Math.round(keptCount / 10_000)).toBe(5);
  expect(stages.at(-1)?.arenas.reclaimed).toBe(0);
});
`;
}
