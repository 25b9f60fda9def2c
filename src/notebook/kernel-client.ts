/**
 * A Jupyter client without Python: starts a kernel, runs code in it, ends it.
 *
 * The kernel is the project's own launcher in a process of its own. The two talk
 * over Unix sockets in a private folder, or over TCP on the loopback where
 * there are none.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  type Channel,
  type ConnectionInfo,
  channelAddress,
  decodeMessage,
  encodeMessage,
  type Message,
  newMessage,
} from "./jupyter-wire.js";
import { ASKED_EXIT_STATUS } from "./kernel-identity.js";
import type { JsonObject } from "./notebook-format.js";
import { zeromq } from "./zeromq.js";

/** The built launcher; src/ and dist/ lie side by side, so it is found from either. */
const LAUNCHER = fileURLToPath(new URL("../../dist/notebook/kernel/launcher.js", import.meta.url));

/** Longest time a kernel may take to start, on a cold and loaded machine. */
const START_LIMIT_MS = 60_000;

/** `iopub` loses what is sent before it is joined, so the first question is repeated. */
const HELLO_PERIOD_MS = 250;

/** Time a kernel is given to leave when it is asked to. */
const SHUTDOWN_GRACE_MS = 5000;

/** Time that what a kernel sent last takes to be read, when its process has ended already. */
const LAST_WORDS_MS = 50;

/** How much of what a kernel writes to its own stderr is kept for a message, in UTF-16 units. */
const LOG_LENGTH = 4000;

/** Hears each message about a request that is not its reply: outputs, and `execute_input`. */
export type OutputListener = (type: string, content: JsonObject) => void;

/** The kernel's process ended while it was needed. */
export class KernelDiedError extends Error {
  override readonly name = "KernelDiedError";
}

interface Pending {
  readonly onOutput: OutputListener;
  readonly resolve: (content: JsonObject) => void;
  readonly reject: (error: Error) => void;
  reply?: JsonObject;
  isIdle: boolean;
}

/** A running kernel. */
export class KernelClient {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #connection: ConnectionInfo;
  readonly #session = randomUUID();
  readonly #shell = new zeromq.Dealer({ linger: 0, routingId: this.#session });
  readonly #control = new zeromq.Dealer({ linger: 0, routingId: this.#session });
  readonly #iopub = new zeromq.Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  readonly #pending = new Map<string, Pending>();
  readonly #exit: Promise<void>;
  readonly #killOnExit = () => this.kill();
  #log = "";
  #death: string | undefined;

  /**
   * Starts a kernel.
   *
   * @param cwd - folder that its cells' imports and paths start from.
   * @throws {KernelDiedError} when it ends before it answers, or does not answer within a minute.
   */
  static async start(cwd: string): Promise<KernelClient> {
    const folder = mkdtempSync(join(tmpdir(), "pymalloc-lab-"));
    const client = new KernelClient(cwd, folder, await newConnection(folder));
    try {
      await client.#hello();
      return client;
    } catch (error) {
      await client.shutdown();
      throw error;
    }
  }

  private constructor(cwd: string, folder: string, connection: ConnectionInfo) {
    this.#folder = folder;
    this.#connection = connection;
    const configPath = join(folder, "connection.json");
    writeFileSync(configPath, JSON.stringify(connection), { mode: 0o600 });
    this.#process = spawn(process.execPath, [LAUNCHER, "--config-path", configPath], {
      cwd,
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#process.stderr?.on("data", (chunk) => {
      this.#log = (this.#log + chunk).slice(-LOG_LENGTH);
    });
    this.#exit = new Promise((resolve) => {
      const end = (how: string) => {
        this.#died(how);
        resolve();
      };
      this.#process.once("exit", (code, signal) => {
        const how = signal === null ? `with status ${code}` : `by ${signal}`;
        setTimeout(() => end(how), LAST_WORDS_MS);
      });
      this.#process.once("error", (error) => end(`before it began, in ${cwd}: ${error.message}`));
    });
    process.once("exit", this.#killOnExit);
    this.#connect();
  }

  /** Process id of the kernel. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** How the kernel's process ended, if it has: "with status 1", "by SIGKILL". */
  get death(): string | undefined {
    return this.#death;
  }

  /**
   * Runs a cell; it is over when the kernel has replied and is idle again.
   *
   * @param onOutput - hears the cell's outputs as they come.
   * @param stopOnError - whether a failure cancels the cells that wait behind it.
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
    if (this.#death !== undefined) this.#rejectPending();
    const socket = channel === "shell" ? this.#shell : this.#control;
    socket.send(encodeMessage(message, this.#connection.key)).catch((error) => {
      this.#pending.get(msg_id)?.reject(error);
      this.#pending.delete(msg_id);
    });
    return answer;
  }

  /** Interrupts the cell that runs; one that awaits without end is left behind, not stopped. */
  interrupt(): void {
    this.#process.kill("SIGINT");
  }

  /** Ends the kernel at once. */
  kill(): void {
    this.#process.kill("SIGKILL");
  }

  /**
   * Asks the kernel to end, and ends it if it does not.
   *
   * @returns how it ended: as it was asked to, by force, or of itself before it could be asked.
   */
  async shutdown(): Promise<"asked" | "killed" | "died"> {
    this.request("control", "shutdown_request", { restart: false }).catch(() => {});
    await Promise.race([this.#exit, pause(SHUTDOWN_GRACE_MS, undefined, { ref: false })]);
    const isForced = this.#death === undefined;
    if (isForced) this.kill();
    await this.#exit;
    process.off("exit", this.#killOnExit);
    for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close();
    rmSync(this.#folder, { recursive: true, force: true });
    if (isForced) return "killed";
    return this.#process.exitCode === ASKED_EXIT_STATUS ? "asked" : "died";
  }

  #connect(): void {
    this.#shell.connect(channelAddress(this.#connection, "shell"));
    this.#control.connect(channelAddress(this.#connection, "control"));
    this.#iopub.connect(channelAddress(this.#connection, "iopub"));
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
      this.#receive(channel, decodeMessage(frames, this.#connection.key));
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

  #died(how: string): void {
    this.#death = how;
    this.#rejectPending();
  }

  #rejectPending(): void {
    const log = this.#log === "" ? "" : `\n${this.#log.trimEnd()}`;
    const error = new KernelDiedError(`the kernel ended ${this.#death}${log}`);
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

async function newConnection(folder: string): Promise<ConnectionInfo> {
  const common = { key: randomUUID(), signature_scheme: "hmac-sha256" };
  if (process.platform !== "win32") {
    const [shell_port, iopub_port, stdin_port, control_port, hb_port] = [1, 2, 3, 4, 5] as const;
    const ports = { shell_port, iopub_port, stdin_port, control_port, hb_port };
    return { ...common, ...ports, transport: "ipc", ip: join(folder, "kernel") };
  }
  return {
    ...common,
    transport: "tcp",
    ip: "127.0.0.1",
    shell_port: await freePort(),
    iopub_port: await freePort(),
    stdin_port: await freePort(),
    control_port: await freePort(),
    hb_port: await freePort(),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port is free"));
        else resolve(address.port);
      });
    });
  });
}
