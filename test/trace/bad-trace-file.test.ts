import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readTraceFile } from "../../src/trace/read-trace-file.js";
import { writeTrace } from "../../src/trace/write-trace.js";
import { arenaSteps, traceOfSteps, withOtherHeader } from "./small-trace.js";

const good = traceOfSteps("3.8", arenaSteps());

test("a file that is not gzip, is cut short or altered is refused", async () => {
  const file = new Uint8Array(gzipSync(writeTrace(good)));
  const alteredAt = (at: number) => file.map((byte, i) => (i === at ? byte ^ 4 : byte));
  const refusals = [
    new Uint8Array(0),
    new TextEncoder().encode("hello, this is not a gzip file"),
    file.subarray(0, 10),
    file.subarray(0, -1),
    file.subarray(0, file.length >> 1),
    alteredAt(0),
    alteredAt(file.length >> 1),
    alteredAt(file.length - 6),
  ];
  for (const bytes of refusals) {
    await expect(readTraceFile(bytes)).rejects.toThrow(/^not a gzip file, or one that is cut/);
  }
});

test("a file that unzips to more than its header promises is given up early", async () => {
  const bomb = gzipSync(Buffer.concat([writeTrace(good), Buffer.alloc(200_000_000)]));
  const before = process.memoryUsage().arrayBuffers;
  await expect(readTraceFile(new Uint8Array(bomb))).rejects.toThrow("continues after the");
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
  const noHeader = gzipSync(Buffer.alloc(100_000_000));
  await expect(readTraceFile(new Uint8Array(noHeader))).rejects.toThrow(
    "no header line in its first 33554432 bytes",
  );
});

test("a header that unzips to millions of values is refused before it is parsed", async () => {
  const header = `{"format":"pmt1","marks":[${"{},".repeat(10_000_000)}{}]}\n`;
  const file = new Uint8Array(gzipSync(header));
  expect(file.length).toBeLessThan(40_000);
  const before = process.memoryUsage().heapUsed;
  await expect(readTraceFile(file)).rejects.toThrow("more than 4,000,000 values");
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000);
});

test("a refusal does not quote a field of megabytes", async () => {
  const header = JSON.stringify({ format: "pmt1", python: "x".repeat(30e6) });
  const refusal = readTraceFile(new Uint8Array(gzipSync(`${header}\n`)));
  await expect(refusal).rejects.toThrow(/^.{1,300}$/s);
});

test("a file that is refused is not read to its end", async () => {
  const start = gzipSync(Buffer.concat([writeTrace(good), Buffer.alloc(1_000_000)]));
  let closed = () => {};
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => controller.enqueue(new Uint8Array(start)),
    cancel: () => closed(),
  });
  await expect(readTraceFile(endless)).rejects.toThrow("continues after the");
  await isClosed;
});

test("a file whose header promises more than is taken is refused before it is unzipped", async () => {
  const columns = [
    ["ops", 1e12],
    ["sizes", 0],
    ["refs", 0],
    ["addrs", 0],
  ];
  const file = gzipSync(withOtherHeader(good, { columns, events: 1e12 }));
  await expect(readTraceFile(new Uint8Array(file))).rejects.toThrow(
    /would unzip to 10000000\d+ bytes; at most 268435456 are taken/,
  );
  const whole = new Uint8Array(gzipSync(writeTrace(good)));
  await expect(readTraceFile(whole, 1_000)).rejects.toThrow("at most 1000 are taken");
});

test("a file with exactly as many bytes as are taken is taken, with one more it is refused", async () => {
  const bytes = writeTrace(good);
  const file = new Uint8Array(gzipSync(bytes));
  expect(await readTraceFile(file, bytes.length)).toEqual(good);
  await expect(readTraceFile(file, bytes.length - 1)).rejects.toThrow(
    `the trace would unzip to ${bytes.length} bytes; at most ${bytes.length - 1} are taken`,
  );
});

test("a header line may be longer than what is unzipped at once", async () => {
  const trace = { ...good, workload: "w".repeat(500_000) };
  expect(await readTraceFile(new Uint8Array(gzipSync(writeTrace(trace))))).toEqual(trace);
});

test("a header line that ends one byte too late is none", async () => {
  const file = gzipSync(Buffer.concat([Buffer.alloc(2 ** 25, " "), Buffer.from("\n{}")]));
  await expect(readTraceFile(new Uint8Array(file))).rejects.toThrow(
    "no header line in its first 33554432 bytes",
  );
});

test("what follows the header may be longer than a header may be", async () => {
  const zeros = Buffer.alloc(2 ** 25 + 1);
  const columns = ["ops", "sizes", "refs", "addrs"].map((name, i) => [name, i ? 0 : zeros.length]);
  const file = gzipSync(withOtherHeader(good, { columns }, zeros));
  await expect(readTraceFile(new Uint8Array(file))).rejects.toThrow(
    'its header says 2002 events, column "ops" has 33554433',
  );
});
