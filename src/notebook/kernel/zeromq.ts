/**
 * ZeroMQ, in the one copy that tslab brings: kernel and client must not load two.
 */
import { tslabRequire } from "./tslab-package.js";

/** The `zeromq` package as tslab resolves it. */
export const zeromq: typeof import("zeromq") = tslabRequire()("zeromq");
