import { setImmediate } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { isGzip, unzipped, type ZippedFile } from "../../src/gzip/gzip.js";

const TEXT = new TextEncoder().encode("pool ".repeat(200_000));
const zipped = () => new Uint8Array(gzipSync(TEXT));

async function unzippedBytes(file: ZippedFile): Promise<number> {
  let byteCount = 0;
  for await (const chunk of unzipped(file)) byteCount += chunk.length;
  return byteCount;
}

test("a gzip file is told by its first two bytes, and one byte is too few", () => {
  expect(isGzip(zipped())).toBe(true);
  expect(isGzip(zipped().subarray(0, 1))).toBe(false);
  expect(isGzip(TEXT)).toBe(false);
});

test("bytes and a stream of them unzip to the same", async () => {
  expect(await unzippedBytes(zipped())).toBe(TEXT.length);
  expect(await unzippedBytes(new Blob([zipped()]).stream())).toBe(TEXT.length);
});

test("what is not gzip, is cut short or altered is refused", async () => {
  const altered = zipped();
  altered[altered.length - 6] = (altered.at(-6) ?? 0) ^ 1;
  for (const file of [TEXT, zipped().subarray(0, 500), altered, new Uint8Array(0)]) {
    await expect(unzippedBytes(file)).rejects.toThrow(RangeError);
  }
});

test("who leaves the loop leaves the rest of the file unread", async () => {
  const stored = new Uint8Array(gzipSync(TEXT, { level: 0 }));
  const pieceBytes = 1000;
  let at = 0;
  const file = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      await setImmediate();
      controller.enqueue(stored.slice(at, at + pieceBytes));
      at += pieceBytes;
      if (at >= stored.length) controller.close();
    },
  });
  for await (const chunk of unzipped(file)) {
    expect(chunk.length).toBeGreaterThan(0);
    break;
  }
  expect(at).toBeLessThan(stored.length);
});
