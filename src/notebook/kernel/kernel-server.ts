/**
 * The kernel's sockets, and the order of things on them.
 *
 * Requests on `shell` are answered one at a time, in the order they came; a
 * cell that fails takes those cells with it that were already waiting after
 * it. `control` is answered at once. Every request is framed by `busy` and
 * `idle` on `iopub`.
 */
import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { JsonObject } from "../format/notebook-format.js";
import { thrownError } from "./cell-error.js";
import { CellOutputs } from "./cell-outputs.js";
import {
  type Channel,
  type ConnectionInfo,
  channelAddress,
  decodeMessage,
  encodeMessage,
  type Message,
  newMessage,
  signatureOf,
  WireError,
} from "./jupyter-wire.js";
import { ASKED_EXIT_STATUS } from "./kernel-identity.js";
import type { TslabKernel } from "./tslab-kernel.js";
import { zeromq } from "./zeromq.js";

/** Time that cells sent together have to arrive, before it is decided which a failure takes along. */
const ABORT_WINDOW_MS = 50;

/**
 * zeromq.js lets 512 sends through in one turn of the event loop and refuses
 * the rest; a loop that prints would lose them, and the closing `idle` too.
 * A send that may not wait is done at once, and without a limit it is queued.
 */
const LOSSLESS = { sendTimeout: 0, sendHighWaterMark: 0 };

/** Requests whose signatures are remembered; Jupyter's own kernels remember as many. */
const MOST_SEEN = 65_536;

/** A kernel, reachable by its connection file. */
export class KernelServer {
  readonly #kernel: TslabKernel;
  readonly #connection: ConnectionInfo;
  readonly #session = randomUUID();
  readonly #shell = new zeromq.Router(LOSSLESS);
  readonly #control = new zeromq.Router(LOSSLESS);
  readonly #stdin = new zeromq.Router();
  readonly #iopub = new zeromq.Publisher(LOSSLESS);
  readonly #heartbeat = new zeromq.Reply();
  readonly #waiting: Message[] = [];
  /** Signatures of the latest requests: who has heard one could send it again. */
  readonly #seen = new Set<string>();
  #isAnswering = false;
  /** Told of each cell that is about to run, so that what is printed reaches it. */
  readonly #onCell: (outputs: CellOutputs) => Promise<void>;

  constructor(
    kernel: TslabKernel,
    connection: ConnectionInfo,
    onCell: (outputs: CellOutputs) => Promise<void>,
  ) {
    this.#kernel = kernel;
    this.#connection = connection;
    this.#onCell = onCell;
  }

  /** Binds all sockets, and only then reads: a request that comes early waits, and is not lost. */
  async start(): Promise<void> {
    const bind = (channel: Channel, socket: Bindable) =>
      socket.bind(channelAddress(this.#connection, channel));
    await Promise.all([
      bind("iopub", this.#iopub),
      bind("stdin", this.#stdin),
      bind("hb", this.#heartbeat),
      bind("control", this.#control),
      bind("shell", this.#shell),
    ]);
    void this.#readShell();
    void this.#readControl();
    void this.#beat();
  }

  async #readShell(): Promise<void> {
    for await (const frames of this.#shell) {
      const request = this.#decoded(frames);
      if (request === undefined) continue;
      this.#waiting.push(request);
      void this.#answerWaiting();
    }
  }

  async #readControl(): Promise<void> {
    for await (const frames of this.#control) {
      const request = this.#decoded(frames);
      if (request !== undefined) await this.#answer(request, this.#control);
    }
  }

  async #beat(): Promise<void> {
    for await (const frames of this.#heartbeat) await this.#heartbeat.send(frames);
  }

  #decoded(frames: readonly Buffer[]): Message | undefined {
    try {
      const request = decodeMessage(frames, this.#connection.key);
      this.#refuseReplay(signatureOf(frames));
      return request;
    } catch (error) {
      log(`a request was not understood: ${String(error)}`);
      return undefined;
    }
  }

  /** Without a key there is no signature, and everybody may send anything. */
  #refuseReplay(signature: string): void {
    if (signature === "") return;
    if (this.#seen.has(signature)) throw new WireError("message that was sent before");
    this.#seen.add(signature);
    if (this.#seen.size <= MOST_SEEN) return;
    for (const oldest of this.#seen) {
      this.#seen.delete(oldest);
      break;
    }
  }

  async #answerWaiting(): Promise<void> {
    if (this.#isAnswering) return;
    this.#isAnswering = true;
    for (let request = this.#waiting.shift(); request; request = this.#waiting.shift()) {
      await this.#answer(request, this.#shell);
    }
    this.#isAnswering = false;
  }

  async #answer(request: Message, socket: Replier): Promise<void> {
    this.#publish(request, "status", { execution_state: "busy" });
    try {
      const content = await this.#contentOfReply(request);
      if (content !== undefined) await this.#reply(socket, request, content);
    } catch (error) {
      await this.#reply(socket, request, { status: "error", ...thrownError(error) });
    } finally {
      this.#publish(request, "status", { execution_state: "idle" });
    }
    // Timers and open sockets of the notebook's own code must not keep the process.
    if (request.header.msg_type === "shutdown_request") process.exit(ASKED_EXIT_STATUS);
  }

  async #contentOfReply(request: Message): Promise<JsonObject | undefined> {
    switch (request.header.msg_type) {
      case "execute_request":
        return await this.#execute(request);
      case "kernel_info_request":
        return this.#kernel.info();
      case "complete_request":
        return this.#kernel.complete(request.content);
      case "inspect_request":
        return this.#kernel.inspect(request.content);
      case "is_complete_request":
        return this.#kernel.isComplete(request.content);
      case "comm_info_request":
        return { status: "ok", comms: {} };
      case "history_request":
        return { status: "ok", history: [] };
      case "interrupt_request":
        this.#kernel.interrupt();
        return { status: "ok" };
      case "shutdown_request":
        return { status: "ok", ...request.content };
      default:
        return undefined;
    }
  }

  async #execute(request: Message): Promise<JsonObject> {
    const outputs = new CellOutputs((type, content) => this.#publish(request, type, content));
    await this.#onCell(outputs);
    const reply = await this.#kernel.execute(request.content, outputs);
    const { stop_on_error: stopsOnError } = request.content;
    if (reply.status === "error" && stopsOnError !== false) await this.#abortWaiting();
    return reply;
  }

  /** Runs before the failure is answered, so whoever waits for that answer is never aborted. */
  async #abortWaiting(): Promise<void> {
    await pause(ABORT_WINDOW_MS);
    const isCell = (message: Message) => message.header.msg_type === "execute_request";
    const aborted = this.#waiting.filter(isCell);
    const kept = this.#waiting.filter((message) => !isCell(message));
    this.#waiting.splice(0, this.#waiting.length, ...kept);
    for (const request of aborted) {
      this.#publish(request, "status", { execution_state: "busy" });
      await this.#reply(this.#shell, request, { status: "aborted" });
      this.#publish(request, "status", { execution_state: "idle" });
    }
  }

  async #reply(socket: Replier, request: Message, content: JsonObject): Promise<void> {
    const { identities, header: parent } = request;
    const type = parent.msg_type.replace(/_request$/, "_reply");
    const message = newMessage(type, content, { session: this.#session, parent, identities });
    await socket.send(encodeMessage(message, this.#connection.key));
  }

  #publish(request: Message, type: string, content: JsonObject): void {
    const message = newMessage(type, content, {
      session: this.#session,
      parent: request.header,
      identities: [Buffer.from(type)],
    });
    this.#iopub
      .send(encodeMessage(message, this.#connection.key))
      .catch((error) => log(`output was lost: ${String(error)}`));
  }
}

interface Bindable {
  bind(address: string): Promise<void>;
}

interface Replier {
  send(frames: Buffer[]): Promise<void>;
}

/** Writes to the process's own stderr: `process.stderr` belongs to the cells. */
function log(message: string): void {
  writeSync(2, `pymalloc-lab kernel: ${message}\n`);
}
