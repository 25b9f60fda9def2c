import { expect, test } from "vitest";
import { decodeLog } from "../../../src/stats/text/decode-log.js";

test.each<[string, number[], string]>([
  ["UTF-8", [0xc3, 0xa9, 0x41], "éA"],
  ["UTF-16 with its mark", [0xff, 0xfe, 0xe9, 0x00, 0x41, 0x00], "éA"],
  ["the mark's first byte alone", [0xff, 0x41], "\ufffdA"],
  ["the mark's second byte in its place", [0x41, 0xfe], "A\ufffd"],
  ["nothing", [], ""],
])("a log is decoded: %s", (_, bytes, text) => {
  expect(decodeLog(Uint8Array.from(bytes))).toBe(text);
});
