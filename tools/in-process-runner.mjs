// A test runner for Stryker that stays in one process: the tests are bundled once, and for each
// mutant the bundle is evaluated anew, so nothing that one mutant did is left for the next. A
// mutant costs some milliseconds; with a vitest started for each it would cost a second.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { DryRunStatus, MutantRunStatus, TestStatus } from "@stryker-mutator/api/test-runner";
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
/** Tests of whole recorded processes, or of files of many megabytes: tried when the others found nothing. */
const SLOW = [
  "test/trace/log-trace.test.ts",
  "test/trace/replay-otherwise.test.ts",
  "test/trace/write-trace.test.ts",
  "test/trace/bad-trace-file.test.ts",
];
const SETUP_FILES = ["test/setup.ts", "test/setup-mutation.ts"];

/**
 * A test that runs this long without a pause does not end: the longest takes a tenth of it, and up
 * to half where the machine is busy. Stryker's own limit, for what pauses and never continues, is far
 * above it: were it near, it would count changes as noticed because the machine was busy.
 */
const LONGEST_MS = 10_000;
/** In the first run every place counts how often it is met, on a machine that may be busy. */
const LONGEST_COUNTING_MS = 60_000;

/** @type {typeof globalThis & { __stryker__?: Switchboard, runInTime?: () => unknown }} */
const host = globalThis;
const require = createRequire(import.meta.url);
const expect = vitestExpect();

/** @typedef {{ id: string, run: () => unknown }} Test */
/** @typedef {import("@stryker-mutator/api/test-runner").MutantRunOptions} MutantRunOptions */
/** @typedef {import("@stryker-mutator/api/test-runner").MutantRunResult} MutantRunResult */
/** @typedef {import("@stryker-mutator/api/test-runner").DryRunResult} DryRunResult */
/** @typedef {import("@stryker-mutator/api/test-runner").TestResult} TestResult */
/** @typedef {import("@stryker-mutator/api/core").MutantCoverage} MutantCoverage */
/**
 * @typedef {{ activeMutant?: string | undefined, currentTestId?: string | undefined,
 *   hitCount?: number, hitLimit?: number | undefined, mutantCoverage?: MutantCoverage }} Switchboard
 */
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

  /** @returns {Promise<DryRunResult>} */
  async dryRun() {
    const stryker = state();
    /** @type {TestResult[]} */
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
    const { mutantCoverage = { static: {}, perTest: {} } } = stryker;
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage };
  }

  /** @returns {Promise<MutantRunResult>} */
  async mutantRun(/** @type {MutantRunOptions} */ options) {
    const { activeMutant, testFilter = [], hitLimit = Number.POSITIVE_INFINITY } = options;
    const stryker = state();
    stryker.hitCount = 0;
    stryker.hitLimit = hitLimit;
    stryker.activeMutant = activeMutant.id;
    const wanted = new Set(testFilter);
    const files = new Set(testFilter.map((id) => id.split("#", 1)[0]));
    let nrOfTests = 0;
    try {
      for (const [file, bundle] of this.#bundles) {
        if (!files.has(file)) continue;
        for (const test of this.#evaluate(bundle, file)) {
          if (!wanted.has(test.id) && !wanted.has(loadingOf(file))) continue;
          nrOfTests += 1;
          const failure = await failureOf(test);
          if ((stryker.hitCount ?? 0) > hitLimit) return endless();
          if (failure !== undefined) return killed(test.id, failure, nrOfTests);
        }
      }
    } catch (error) {
      if ((stryker.hitCount ?? 0) > hitLimit || isEndless(error)) return endless();
      return killed("loading", String(error), nrOfTests);
    } finally {
      stryker.activeMutant = undefined;
    }
    return { status: MutantRunStatus.Survived, nrOfTests };
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

/** @returns {TestResult} */
function told(
  /** @type {string} */ id,
  /** @type {string | undefined} */ failureMessage,
  /** @type {number} */ startMs,
) {
  const result = { id, name: id, timeSpentMs: performance.now() - startMs };
  return failureMessage === undefined
    ? { ...result, status: TestStatus.Success }
    : { ...result, status: TestStatus.Failed, failureMessage };
}

/** @returns {MutantRunResult} */
function endless() {
  return { status: MutantRunStatus.Timeout, reason: "a loop that does not end" };
}

/** @returns {MutantRunResult} */
function killed(
  /** @type {string} */ by,
  /** @type {string} */ failureMessage,
  /** @type {number} */ nrOfTests,
) {
  return { status: MutantRunStatus.Killed, killedBy: [by], failureMessage, nrOfTests };
}

/** What Stryker's changed sources look at: which change is on, and how often it was met. */
function state() {
  host.__stryker__ ??= {};
  return host.__stryker__;
}

/** Runs what may never end, and stops it then. */
function inTime(/** @type {() => unknown} */ run) {
  host.runInTime = run;
  const timeout = state().activeMutant === undefined ? LONGEST_COUNTING_MS : LONGEST_MS;
  return new Script("runInTime()").runInThisContext({ timeout });
}

function isEndless(/** @type {unknown} */ error) {
  return error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}

/** Why a test fails, if it does. */
async function failureOf(/** @type {Test} */ { run }) {
  try {
    await inTime(run);
    return undefined;
  } catch (error) {
    if (isEndless(error)) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}

function testFiles() {
  return TEST_FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
    .filter((file) => file.endsWith(".test.ts") && !LEFT_OUT.includes(file))
    .sort((one, other) => turnOf(one) - turnOf(other) || (one < other ? -1 : 1));
}

function turnOf(/** @type {string} */ file) {
  if (SLOW.includes(file)) return TEST_FOLDERS.length + SLOW.indexOf(file);
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
  const body = new Function("require", "exports", "module", output[0].code);
  return (...given) => void body(...given);
}

/** As much of vitest as the tests use, its tests put into a list. */
function vitestFor(/** @type {Test[]} */ tests, /** @type {string} */ file) {
  /** @type {Map<string, number>} */
  const names = new Map();
  const add = (/** @type {string} */ name, /** @type {() => unknown} */ run) => {
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    tests.push({ id: `${file}#${name} ${count}`, run });
  };
  const each =
    (/** @type {readonly unknown[]} */ rows) =>
    (/** @type {string} */ name, /** @type {(...row: unknown[]) => unknown} */ run) => {
      for (const row of rows) add(name, () => (Array.isArray(row) ? run(...row) : run(row)));
    };
  const test = Object.assign(add, { each });
  const describe = (/** @type {string} */ _, /** @type {() => void} */ body) => body();
  return { test, it: test, describe, expect, afterAll: () => undefined };
}

function vitestExpect() {
  chai.use(JestExtend);
  chai.use(JestChaiExpect);
  chai.use(JestAsymmetricMatchers);
  const made = Object.assign(
    (/** @type {unknown} */ value, /** @type {string | undefined} */ message) =>
      chai.expect(value, message),
    chai.expect,
    Reflect.get(globalThis, ASYMMETRIC_MATCHERS_OBJECT),
  );
  Reflect.set(globalThis, GLOBAL_EXPECT, made);
  setState({ assertionCalls: 0, isExpectingAssertions: false }, made);
  return made;
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, "in-process", InProcessRunner),
];
