// A test runner for Stryker that stays in one process: the tests are bundled once, and for each
// mutant the bundle is evaluated anew, so nothing that one mutant did is left for the next. A
// mutant costs some milliseconds; with a vitest started for each it would cost a second.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from "@vitest/expect";
import { rolldown } from "rolldown";

/** Folders of tests, those first that find most mutants soonest. */
const TEST_FOLDERS = ["test/pymalloc", "test/recorder", "test/trace", "test/laws"];
/** Tests that start other processes, need every recorded trace, or are of other rooms. */
const LEFT_OUT = [
  "test/recorder/record.test.ts",
  "test/trace/replay.test.ts",
  "test/trace/replay-command.test.ts",
  "test/laws/trie.test.ts",
  "test/laws/tries.test.ts",
];
const SETUP_FILES = ["test/setup.ts", "test/setup-mutation.ts"];

/** A test that runs this long without a pause does not end; the longest takes a tenth of it. */
const LONGEST_MS = 6_000;
/** In the first run every place counts how often it is met, on a machine that may be busy. */
const LONGEST_COUNTING_MS = 60_000;

const require = createRequire(import.meta.url);
const expect = vitestExpect();

/** @typedef {{ id: string, run: () => unknown }} Test */
/** @typedef {(require: (id: string) => unknown, exports: object, module: object) => void} Bundle */

class InProcessRunner {
  /** By test file, in the order in which they are tried. @type {Map<string, Bundle>} */
  #bundles = new Map();

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    for (const file of SETUP_FILES) this.#evaluate(await bundleOf(file));
    for (const file of testFiles()) this.#bundles.set(file, await bundleOf(file));
  }

  async dryRun() {
    const stryker = state();
    const results = [];
    for (const [file, bundle] of this.#bundles) {
      // What runs while a file is loaded counts as a test; all tests of the file build on it.
      stryker.currentTestId = loadingOf(file);
      const start = performance.now();
      for (const test of this.#evaluate(bundle, file)) {
        stryker.currentTestId = test.id;
        const before = performance.now();
        results.push(told(test.id, await failureOf(test), before));
      }
      stryker.currentTestId = undefined;
      results.push(told(loadingOf(file), undefined, start));
    }
    return { status: "complete", tests: results, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const stryker = state();
    stryker.hitCount = 0;
    stryker.hitLimit = hitLimit;
    stryker.activeMutant = activeMutant.id;
    const wanted = new Set(testFilter);
    const files = new Set(testFilter.map((/** @type {string} */ id) => id.split("#", 1)[0]));
    let nrOfTests = 0;
    try {
      for (const [file, bundle] of this.#bundles) {
        if (!files.has(file)) continue;
        for (const test of this.#evaluate(bundle, file)) {
          if (!wanted.has(test.id) && !wanted.has(loadingOf(file))) continue;
          nrOfTests += 1;
          const failure = await failureOf(test);
          if (stryker.hitCount > hitLimit) return endless();
          if (failure !== undefined) return killed(test.id, failure, nrOfTests);
        }
      }
    } catch (error) {
      if (stryker.hitCount > hitLimit || isEndless(error)) return endless();
      return killed("loading", String(error), nrOfTests);
    } finally {
      stryker.activeMutant = undefined;
    }
    return { status: "survived", nrOfTests };
  }

  /** @returns {Test[]} */
  #evaluate(/** @type {Bundle} */ bundle, file = "") {
    /** @type {Test[]} */
    const tests = [];
    const vitest = vitestFor(tests, file);
    inTime(() => bundle((id) => (id === "vitest" ? vitest : require(id)), {}, {}));
    return tests;
  }
}

function loadingOf(/** @type {string} */ file) {
  return `${file}#loading`;
}

function told(id, failureMessage, startMs) {
  const result = { id, name: id, timeSpentMs: performance.now() - startMs };
  return failureMessage === undefined
    ? { ...result, status: 0 }
    : { ...result, status: 1, failureMessage };
}

function endless() {
  return { status: "timeout", reason: "a loop that does not end" };
}

function killed(by, failureMessage, nrOfTests) {
  return { status: "killed", killedBy: [by], failureMessage, nrOfTests };
}

/** Runs what may never end, and stops it then. */
function inTime(/** @type {() => unknown} */ run) {
  globalThis.runInTime = run;
  return new Script("runInTime()").runInThisContext({
    timeout: state().activeMutant === undefined ? LONGEST_COUNTING_MS : LONGEST_MS,
  });
}

function isEndless(error) {
  return error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}

/** Why a test fails, if it does. */
async function failureOf({ run }) {
  try {
    await inTime(run);
    return undefined;
  } catch (error) {
    if (isEndless(error)) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}

/** What Stryker's changed sources look at: which change is on, and how often it was met. */
function state() {
  globalThis.__stryker__ ??= {};
  return globalThis.__stryker__;
}

function testFiles() {
  return TEST_FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
    .filter((file) => file.endsWith(".test.ts") && !LEFT_OUT.includes(file))
    .sort((one, other) => folderOf(one) - folderOf(other) || (one < other ? -1 : 1));
}

function folderOf(/** @type {string} */ file) {
  return TEST_FOLDERS.findIndex((folder) => file.startsWith(folder));
}

/** A test file and all that it imports, as one function. @returns {Promise<Bundle>} */
async function bundleOf(/** @type {string} */ file) {
  const bundle = await rolldown({
    input: resolve(file),
    platform: "node",
    // The package says it has no side effects; its tests have nothing else.
    treeshake: false,
    external: /^[^./]/,
    resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
    plugins: [
      {
        name: "import.meta.url",
        transform: (code, id) =>
          code.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href)),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "cjs", codeSplitting: false });
  await bundle.close();
  return new Function("require", "exports", "module", output[0].code);
}

/** As much of vitest as the tests use, its tests put into a list. */
function vitestFor(/** @type {Test[]} */ tests, /** @type {string} */ file) {
  const names = new Map();
  const add = (name, run) => {
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    tests.push({ id: `${file}#${name} ${count}`, run });
  };
  const test = (name, ...rest) =>
    add(
      name,
      rest.find((one) => typeof one === "function"),
    );
  test.each = (rows) => (name, run) => {
    for (const row of rows) add(name, () => (Array.isArray(row) ? run(...row) : run(row)));
  };
  const describe = (_, body) => body();
  return { test, it: test, describe, expect, afterAll: () => {}, beforeEach: () => {} };
}

function vitestExpect() {
  chai.use(JestExtend);
  chai.use(JestChaiExpect);
  chai.use(JestAsymmetricMatchers);
  const made = (value, message) => chai.expect(value, message);
  globalThis[GLOBAL_EXPECT] = made;
  setState({ assertionCalls: 0, isExpectingAssertions: false }, made);
  Object.assign(made, chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);
  return made;
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, "in-process", InProcessRunner),
];
