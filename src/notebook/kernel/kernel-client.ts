/**
 * A Jupyter client without Python: starts a kernel, runs code in it, ends it.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { JsonObject } from "../format/notebook-format.js";
import {
  type Channel,
  channelAddress,
  decodeMessage,
  encodeMessage,
  type Message,
  newMessage,
} from "./jupyter-wire.js";
import { ASKED_EXIT_STATUS } from "./kernel-identity.js";
import { KernelDiedError, KernelProcess } from "./kernel-process.js";
import { zeromq } from "./zeromq.js";

/** Longest time a kernel may take to start, on a cold and loaded machine. */
const START_LIMIT_MS = 60_000;

/** `iopub` loses what is sent before it is joined, so the first question is repeated. */
const HELLO_PERIOD_MS = 250;

/** Time a kernel is given to leave when it is asked to. */
const SHUTDOWN_GRACE_MS = 5000;

/** Hears each message about a request that is not its reply: outputs, and `execute_input`. */
export type OutputListener = (type: string, content: JsonObject) => void;

interface Pending {
  readonly onOutput: OutputListener;
  readonly resolve: (content: JsonObject) => void;
  readonly reject: (error: Error) => void;
  reply?: JsonObject;
  isIdle: boolean;
}

/** A running kernel. */
export class KernelClient {
  readonly #process: KernelProcess;
  readonly #session = randomUUID();
  readonly #shell = new zeromq.Dealer({ linger: 0, routingId: this.#session });
  readonly #control = new zeromq.Dealer({ linger: 0, routingId: this.#session });
  readonly #iopub = new zeromq.Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  readonly #pending = new Map<string, Pending>();

  /**
   * Starts a kernel.
   *
   * @param cwd - folder that its cells' imports and paths start from.
   * @throws {KernelDiedError} when it ends before it answers, or does not answer within a minute.
   */
  static async start(cwd: string): Promise<KernelClient> {
    const client = new KernelClient(await KernelProcess.start(cwd));
    try {
      await client.#hello();
      return client;
    } catch (error) {
      await client.shutdown();
      throw error;
    }
  }

  private constructor(process: KernelProcess) {
    this.#process = process;
    void process.exit.then(() => this.#rejectPending());
    this.#connect();
  }

  /** Process id of the kernel. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** How the kernel's process ended, if it has: "with status 1", "by SIGKILL". */
  get death(): string | undefined {
    return this.#process.death;
  }

  /**
   * Runs a cell; it is over when the kernel has replied and is idle again.
   *
   * @param onOutput - hears the cell's outputs as they come.
   * @param stopOnError - whether a failure cancels the cells that wait after it.
   * @returns content of the `execute_reply`.
   * @throws {KernelDiedError} when the kernel ends meanwhile.
   */
  execute(code: string, onOutput: OutputListener, stopOnError = true): Promise<JsonObject> {
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: stopOnError,
    };
    return this.request("shell", "execute_request", content, onOutput);
  }

  /**
   * Sends any request.
   *
   * @returns content of the reply, once the kernel is idle again.
   * @throws {KernelDiedError} when the kernel ends meanwhile.
   */
  request(
    channel: "shell" | "control",
    type: string,
    content: JsonObject,
    onOutput: OutputListener = () => {},
  ): Promise<JsonObject> {
    const message = newMessage(type, content, { session: this.#session });
    const { msg_id } = message.header;
    const answer = new Promise<JsonObject>((resolve, reject) => {
      this.#pending.set(msg_id, { onOutput, resolve, reject, isIdle: false });
    });
    if (this.death !== undefined) this.#rejectPending();
    const socket = channel === "shell" ? this.#shell : this.#control;
    socket.send(encodeMessage(message, this.#process.connection.key)).catch((error) => {
      this.#pending.get(msg_id)?.reject(error);
      this.#pending.delete(msg_id);
    });
    return answer;
  }

  /** Interrupts the cell that runs; one that awaits without end is left behind, not stopped. */
  interrupt(): void {
    this.#process.interrupt();
  }

  /** Ends the kernel at once. */
  kill(): void {
    this.#process.kill();
  }

  /**
   * Asks the kernel to end, and ends it if it does not.
   *
   * @returns how it ended: as it was asked to, by force, or of itself before it could be asked.
   */
  async shutdown(): Promise<"asked" | "killed" | "died"> {
    this.request("control", "shutdown_request", { restart: false }).catch(() => {});
    await Promise.race([this.#process.exit, pause(SHUTDOWN_GRACE_MS, undefined, { ref: false })]);
    const isForced = this.death === undefined;
    if (isForced) this.kill();
    await this.#process.exit;
    for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close();
    this.#process.remove();
    if (isForced) return "killed";
    return this.#process.exitStatus === ASKED_EXIT_STATUS ? "asked" : "died";
  }

  #connect(): void {
    const { connection } = this.#process;
    this.#shell.connect(channelAddress(connection, "shell"));
    this.#control.connect(channelAddress(connection, "control"));
    this.#iopub.connect(channelAddress(connection, "iopub"));
    this.#iopub.subscribe();
    void this.#read("shell", this.#shell);
    void this.#read("control", this.#control);
    void this.#read("iopub", this.#iopub);
  }

  async #hello(): Promise<void> {
    const end = Date.now() + START_LIMIT_MS;
    let isAnswered = false;
    const ask = async () => {
      await this.request("shell", "kernel_info_request", {});
      isAnswered = true;
    };
    while (!isAnswered) {
      if (Date.now() > end) {
        throw new KernelDiedError(`the kernel did not answer in ${START_LIMIT_MS / 1000} s`);
      }
      const question = ask();
      await Promise.race([question, pause(HELLO_PERIOD_MS)]);
      question.catch(() => {});
    }
    // Questions asked while nobody listened are never answered in full.
    this.#pending.clear();
  }

  async #read(channel: Channel, socket: AsyncIterable<Buffer[]>): Promise<void> {
    for await (const frames of socket) {
      try {
        this.#receive(channel, decodeMessage(frames, this.#process.connection.key));
      } catch (error) {
        this.#reject(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  #receive(channel: Channel, { header, parent, content }: Message): void {
    const { msg_id = "" } = parent;
    const pending = this.#pending.get(msg_id);
    if (pending === undefined) return;
    const { execution_state: state } = content;
    if (channel !== "iopub") pending.reply = content;
    else if (header.msg_type !== "status") pending.onOutput(header.msg_type, content);
    else if (state === "idle") pending.isIdle = true;
    if (pending.reply === undefined || !pending.isIdle) return;
    this.#pending.delete(msg_id);
    pending.resolve(pending.reply);
  }

  #rejectPending(): void {
    this.#reject(this.#process.deathError());
  }

  #reject(error: Error): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}
