/** What a kernel does with messages that no front end sends. */
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  channelAddress,
  decodeMessage,
  encodeMessage,
  newMessage,
  WireError,
} from "../../../src/notebook/kernel/jupyter-wire.js";
import { KernelProcess } from "../../../src/notebook/kernel/kernel-process.js";
import { zeromq } from "../../../src/notebook/kernel/zeromq.js";

const KEY = "key";
const DELIMITER = Buffer.from("<IDS|MSG>");

/** Signs any four texts, as somebody with the key could. */
function signed(parts: readonly string[], key = KEY): Buffer[] {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return [DELIMITER, Buffer.from(hmac.digest("hex")), ...parts.map((part) => Buffer.from(part))];
}

const HEADER = JSON.stringify({ msg_id: "1", msg_type: "kernel_info_request" });
const DEEP = "[".repeat(5000) + "]".repeat(5000);

test.each([
  ["a null header", ["null", "{}", "{}", "{}"], "header is null, expected an object"],
  ["a list as header", ["[1]", "{}", "{}", "{}"], "header is [1]"],
  ["no type", ['{"msg_id":"1"}', "{}", "{}", "{}"], "has no msg_id or no msg_type"],
  ["a type that is not text", ['{"msg_id":"1","msg_type":{}}', "{}", "{}", "{}"], "no msg_type"],
  ["null metadata", [HEADER, "{}", "null", "{}"], "metadata is null"],
  ["a text as content", [HEADER, "{}", "{}", '"x"'], 'content is "x"'],
  ["what is not JSON", [HEADER, "{}", "{}", "{"], "content is refused: SyntaxError"],
  ["deep content", [HEADER, "{}", "{}", `{"a":${DEEP}}`], "nested more than 200 deep"],
])("a signed message with %s is refused by name", (_, parts, message) => {
  expect(() => decodeMessage(signed(parts), KEY)).toThrow(WireError);
  expect(() => decodeMessage(signed(parts), KEY)).toThrow(message);
});

let folder: string;
let kernel: KernelProcess;
const shell = new zeromq.Dealer({ linger: 0 });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hostile-messages-"));
  kernel = await KernelProcess.start(folder);
  shell.connect(channelAddress(kernel.connection, "shell"));
});

afterAll(async () => {
  shell.close();
  kernel.kill();
  await kernel.exit;
  kernel.remove();
  rmSync(folder, { recursive: true });
});

const execute = (code: string) =>
  encodeMessage(
    newMessage("execute_request", { code, silent: false, store_history: true }, { session: "s" }),
    kernel.connection.key,
  );

test("a request that is sent again is not run again, and bad ones wedge nothing", async () => {
  const counting = execute(
    "const shared = globalThis as any; shared.count = (shared.count ?? 0) + 1;",
  );
  const bad = [
    signed(["null", "{}", "{}", "{}"], kernel.connection.key),
    signed(["{}", "{}", "{}", "{}"], "another key"),
    [Buffer.from("no delimiter")],
    [DELIMITER],
  ];
  await shell.send(counting);
  await shell.send(counting);
  for (const frames of bad) await shell.send(frames);
  await shell.send(execute("if ((globalThis as any).count !== 1) throw new Error()"));
  const replies = [];
  for (let reply = 0; reply < 2; reply++) {
    replies.push(decodeMessage(await shell.receive(), kernel.connection.key));
  }
  expect(replies.map(({ content }) => content["status"])).toEqual(["ok", "ok"]);
  expect(replies.map(({ content }) => content["execution_count"])).toEqual([1, 2]);
});
