/** What a worker of a sweep does: make the runs it is handed. */
import workerpool from "workerpool";
import { runSweepBatch } from "../../doors/experiments.js";

workerpool.worker({ runSweepBatch });
