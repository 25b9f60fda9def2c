// What is read from strangers, by kind: a good input, what to do with a changed one, and what
// may come of it. Taken or refused; anything else is a fault.
import { createHmac } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { UsageError } from "../../dist/cli/arguments/usage-error.js";
import { lineOf } from "../../dist/cli/sweep/file.js";
import { mergeSweep } from "../../dist/cli/sweep/merge.js";
import { runSweep, sweepPlan } from "../../dist/doors/experiments.js";
import { decodeLog, SWEEP_FORMAT } from "../../dist/doors/internal.js";
import { adviseOnStats, checkMallocStats } from "../../dist/doors/stats.js";
import { FileRefusal } from "../../dist/files/output-place.js";
import { decodeText } from "../../dist/files/text-file.js";
import { explainStats, parseMallocStats, readTraceFile, replayTrace } from "../../dist/index.js";
import { diffNotebooks } from "../../dist/notebook/format/diff-notebooks.js";
import { serialiseNotebook } from "../../dist/notebook/format/notebook-format.js";
import { NotebookFormatError, parseNotebook } from "../../dist/notebook/format/parse-notebook.js";
import {
  decodeMessage,
  encodeMessage,
  newMessage,
  WireError,
} from "../../dist/notebook/kernel/jupyter-wire.js";
import { mutated } from "./mutate.mjs";

/** @typedef {import("./random.mjs").Random} Random */
/**
 * @typedef {object} Kind
 * @property {string} name
 * @property {readonly (new (...parts: never[]) => Error)[]} refusals - errors that are an answer.
 * @property {(random: Random) => Promise<void>} attack - changes an input and reads it.
 */

/** Files that are changed, of each kind. */
const FILES_OF_A_KIND = 5;

const root = new URL("../../", import.meta.url);
/** @param {string} path */
const bytesOf = (path) => readFileSync(new URL(path, root));
/**
 * The smallest files of a folder: many cases are better than long ones.
 *
 * @param {string} folder
 * @param {RegExp} pattern
 */
const smallest = (folder, pattern) =>
  readdirSync(new URL(folder, root))
    .filter((name) => pattern.test(name))
    .map((name) => bytesOf(folder + name))
    .sort((a, b) => a.length - b.length)
    .slice(0, FILES_OF_A_KIND);

/** @returns {Kind} */
function traces() {
  const files = smallest("test/data/traces/", /\.pmt\.gz$/).map((file) => gunzipSync(file));
  return {
    name: "traces",
    refusals: [RangeError],
    async attack(random) {
      const trace = random.pick(files);
      // Half of the changes in the header, which is a small part of the file.
      const end = trace.indexOf(10) + 1;
      const isHeader = random.below(2) === 0;
      const changed = isHeader
        ? Buffer.concat([mutated(trace.subarray(0, end), random), trace.subarray(end)])
        : Buffer.concat([trace.subarray(0, end), mutated(trace.subarray(end), random)]);
      const file = gzipSync(changed, { level: 1 });
      replayTrace(
        await readTraceFile(
          random.below(8) === 0 ? new Uint8Array(mutated(file, random)) : new Uint8Array(file),
        ),
      );
    },
  };
}

/** @returns {Kind} */
function statsTexts() {
  const samples = smallest("test/data/samples/", /\.txt$/);
  return {
    name: "stats texts",
    refusals: [],
    async attack(random) {
      for (const text of parseMallocStats(decodeLog(mutated(random.pick(samples), random)))) {
        if (text.kind === "pymalloc") checkMallocStats(text);
        explainStats(text);
        adviseOnStats(text, {});
      }
    },
  };
}

/** @returns {Kind} */
function notebooks() {
  const files = smallest("notebooks/", /\.ipynb$/);
  return {
    name: "notebooks",
    refusals: [NotebookFormatError, FileRefusal],
    async attack(random) {
      const file = random.pick(files);
      const notebook = parseNotebook(decodeText(mutated(file, random), "n.ipynb"), "n.ipynb");
      const again = parseNotebook(serialiseNotebook(notebook), "n.ipynb");
      if (diffNotebooks(notebook, again).length > 0)
        throw new Error("written and read, it is another");
      diffNotebooks(parseNotebook(file.toString(), "n.ipynb"), notebook);
    },
  };
}

/** @param {string} folder @returns {Promise<Kind>} */
async function sweeps(folder) {
  const plan = sweepPlan({
    experiments: ["rare-survivors"],
    python: ["3.11"],
    count: [2000],
    keep: [0.1],
    seeds: 4,
  });
  const of = 2;
  /** @type {Buffer[]} */
  const shards = [];
  for (const number of [1, 2]) {
    const shard = { number, of };
    let text = `${JSON.stringify({ format: SWEEP_FORMAT, plan, shard })}\n`;
    for await (const line of runSweep(plan, { shard })) text += `${lineOf(line)}\n`;
    shards.push(Buffer.from(text));
  }
  const paths = [1, 2].map((number) => join(folder, `${number}.jsonl`));
  const out = join(folder, "merged.jsonl");
  const merge = async (/** @type {readonly Buffer[]} */ contents) => {
    rmSync(out, { force: true });
    for (const [i, content] of contents.entries()) writeFileSync(paths[i] ?? "", content);
    await mergeSweep(paths, out);
    return readFileSync(out);
  };
  const whole = await merge(shards);
  return {
    name: "sweep files",
    refusals: [UsageError],
    async attack(random) {
      const at = random.below(of);
      const changed = shards.map((shard, i) => (i === at ? mutated(shard, random) : shard));
      const merged = await merge(changed);
      if (!merged.equals(whole)) throw new Error("altered results were merged");
    },
  };
}

/** @returns {Kind} */
function messages() {
  const key = "key";
  const content = { code: "1 + 1", silent: false, store_history: true, user_expressions: {} };
  const frames = encodeMessage(newMessage("execute_request", content, { session: "s" }), key);
  const sign = (/** @type {readonly Buffer[]} */ parts) => {
    const hmac = createHmac("sha256", key);
    for (const part of parts) hmac.update(part);
    return [frames[0] ?? Buffer.alloc(0), Buffer.from(hmac.digest("hex")), ...parts];
  };
  return {
    name: "kernel messages",
    refusals: [WireError],
    async attack(random) {
      const at = random.below(frames.length);
      const changed = frames.map((frame, i) => (i === at ? mutated(frame, random) : frame));
      if (random.below(2) === 0) {
        const isSame = changed.every((frame, i) => frame.equals(frames[i] ?? Buffer.alloc(0)));
        decodeMessage(changed, key);
        if (!isSame) throw new Error("a message with another signature was taken");
      } else {
        const message = decodeMessage(sign(changed.slice(2)), key);
        if (typeof message.header.msg_type !== "string")
          throw new Error("a message without a type");
      }
    },
  };
}

/**
 * All kinds.
 *
 * @returns {Promise<{ kinds: readonly Kind[], remove: () => void }>}
 */
export async function inputKinds() {
  const folder = mkdtempSync(join(tmpdir(), "attack-"));
  const kinds = [traces(), statsTexts(), notebooks(), await sweeps(folder), messages()];
  return { kinds, remove: () => rmSync(folder, { recursive: true }) };
}
