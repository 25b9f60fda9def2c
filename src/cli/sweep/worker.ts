/** What a worker of a sweep does: make the runs it is handed. */
import workerpool from "workerpool";
import { runSweepBatch } from "../../index.js";

workerpool.worker({ runSweepBatch });
