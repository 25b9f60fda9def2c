/**
 * ZeroMQ, in the one copy that tslab brings: kernel and client must not load two.
 */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The `zeromq` package as tslab resolves it. */
export const zeromq: typeof import("zeromq") = createRequire(require.resolve("tslab"))("zeromq");
