/**
 * A million objects of the largest size that pymalloc serves, half of them
 * deleted. One byte more, and they are none of pymalloc's business: every
 * request goes to libc's malloc, and the arenas do not change.
 *
 *     blocks = [bytes(479) for _ in range(count)]    # 33 bytes of header: 512
 */
import { bytesObjectBytes } from "../cpython/objects.js";
import { listExperiment } from "./list-program.js";

const LARGEST_BYTES_LENGTH = 479;

/** The experiment; `requestBytes: 513` shows the other side of the threshold. */
export const blocks512 = listExperiment({
  name: "blocks-512",
  summary: "a million objects of 512 bytes; each is kept with probability 0.5",
  noun: "objects",
  selection: "at random",
  keep: 0.5,
  prepare: ({ requestBytes = bytesObjectBytes(LARGEST_BYTES_LENGTH) }) => {
    return () => requestBytes;
  },
});
