/**
 * A million objects of the largest size that pymalloc serves, half of them
 * deleted. One byte more, and they are none of pymalloc's business: every
 * request goes to libc's malloc, and the arenas do not change.
 *
 *     blocks = [bytes(479) for _ in range(count)]    # 33 bytes of header: 512
 */
import { bytesObjectBytes } from "../../cpython/objects.js";
import { assertObjectBytes } from "../limits.js";
import { listExperiment } from "./list-experiment.js";

const DEFAULT_REQUEST_BYTES = bytesObjectBytes(479);

/** The experiment; `requestBytes: 513` shows the other side of the threshold. */
export const blocks512 = listExperiment({
  name: "blocks-512",
  summary: "a million objects of 512 bytes; each is kept with probability 0.5",
  noun: "objects",
  selection: "at random",
  takes: ["requestBytes"],
  keep: 0.5,
  make: (requestBytes = DEFAULT_REQUEST_BYTES) => {
    const length = requestBytes - bytesObjectBytes(0);
    // Python has the empty and the one-byte objects made already.
    return Number.isSafeInteger(length) && length > 1 ? `bytes(${length})` : undefined;
  },
  typicalRequestBytes: (_, requestBytes = DEFAULT_REQUEST_BYTES) => requestBytes,
  prepare: ({ requestBytes = DEFAULT_REQUEST_BYTES }) => {
    assertObjectBytes(requestBytes);
    return () => requestBytes;
  },
});
