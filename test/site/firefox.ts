/**
 * A Firefox for the tests of the site: a second engine. It is driven by WebDriver BiDi, which it
 * speaks by itself; the little that the tests need is here.
 *
 * @see https://w3c.github.io/webdriver-bidi/
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import WebSocket from "ws";

const PLACES = [process.env["FIREFOX_PATH"], "/usr/bin/firefox-esr", "/usr/bin/firefox"];

/** Path of the browser, or undefined where there is none. */
export const firefoxPath = PLACES.find((place) => place !== undefined && existsSync(place));

const START_MILLISECONDS = 120_000;
const ANSWER_MILLISECONDS = 60_000;

/** A page that asks no other host and does not speak of itself. */
const PREFERENCES = {
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "remote.prefs.recommended": true,
  "toolkit.telemetry.enabled": false,
};

interface Answer {
  readonly id?: number;
  readonly type: string;
  readonly result?: unknown;
  readonly message?: string;
  readonly method?: string;
  readonly params?: { readonly level?: string; readonly text?: string };
}

/** A Firefox with one page. */
export class Firefox {
  /** Errors that scripts of the page have thrown. */
  readonly errors: string[] = [];
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #context = "";
  #sent = 0;

  private constructor(process: ChildProcess, profile: string, socket: WebSocket) {
    this.#process = process;
    this.#profile = profile;
    this.#socket = socket;
    socket.on("message", (data) => this.#take(JSON.parse(String(data))));
  }

  /** Starts the browser with an empty profile. */
  static async start(program: string): Promise<Firefox> {
    const profile = mkdtempSync(path.join(tmpdir(), "pymalloc-lab-firefox-"));
    const lines = Object.entries(PREFERENCES).map(
      ([name, value]) => `user_pref("${name}", ${value});\n`,
    );
    writeFileSync(path.join(profile, "user.js"), lines.join(""));
    const args = [
      "--headless",
      "--no-remote",
      "--profile",
      profile,
      "--remote-debugging-port",
      "0",
    ];
    const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
    const address = await addressOf(child);
    const socket = new WebSocket(`${address}/session`);
    await new Promise((opened, failed) => socket.once("open", opened).once("error", failed));
    const firefox = new Firefox(child, profile, socket);
    await firefox.#begin();
    return firefox;
  }

  async #begin(): Promise<void> {
    await this.#ask("session.new", { capabilities: {} });
    const { contexts } = (await this.#ask("browsingContext.getTree", {})) as {
      contexts: { context: string }[];
    };
    this.#context = contexts[0]?.context ?? "";
    await this.#ask("session.subscribe", { events: ["log.entryAdded"] });
  }

  #take({ id, method, params, ...answer }: Answer): void {
    if (id !== undefined) this.#waiting.get(id)?.({ id, ...answer });
    if (method === "log.entryAdded" && params?.level === "error") {
      this.errors.push(params.text ?? "an error without words");
    }
  }

  #ask(method: string, params: object): Promise<unknown> {
    this.#sent += 1;
    const id = this.#sent;
    return new Promise((done, failed) => {
      const timer = setTimeout(
        () => failed(new Error(`${method} was not answered`)),
        ANSWER_MILLISECONDS,
      );
      this.#waiting.set(id, ({ type, result, message }) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        if (type === "error") failed(new Error(`${method}: ${message}`));
        else done(result);
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  /** Goes to an address, until the page has loaded. */
  async open(url: string): Promise<void> {
    await this.#ask("browsingContext.navigate", { context: this.#context, url, wait: "complete" });
  }

  /** Sets the size of the page, in CSS pixels. */
  async resize(width: number, height: number): Promise<void> {
    const viewport = { width, height };
    await this.#ask("browsingContext.setViewport", { context: this.#context, viewport });
  }

  /** The text that an expression gives in the page, or undefined where it gives none. */
  async evaluate(expression: string): Promise<string | undefined> {
    const answer = (await this.#ask("script.evaluate", {
      expression: `Promise.resolve(${expression}).then((value) => value == null ? undefined : String(value))`,
      target: { context: this.#context },
      awaitPromise: true,
    })) as { type: string; result?: { value?: string }; exceptionDetails?: { text: string } };
    if (answer.type === "exception") throw new Error(answer.exceptionDetails?.text);
    return answer.result?.value;
  }

  /** Presses and lets go of keys, as WebDriver names them. */
  async press(...keys: readonly string[]): Promise<void> {
    const actions = keys.flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    await this.#act({ type: "key", id: "keys", actions });
  }

  /** Clicks in the middle of the first element that a selector finds. */
  async click(selector: string): Promise<void> {
    const place = await this.evaluate(`(() => {
      const found = document.querySelector(${JSON.stringify(selector)});
      found.scrollIntoView({ block: "center", behavior: "instant" });
      const { left, top, width, height } = found.getBoundingClientRect();
      return Math.round(left + width / 2) + " " + Math.round(top + height / 2);
    })()`);
    const [x, y] = (place ?? "").split(" ").map(Number);
    const actions = [
      { type: "pointerMove", x, y },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ];
    await this.#act({ type: "pointer", id: "pointer", actions });
  }

  async #act(source: object): Promise<void> {
    await this.#ask("input.performActions", { context: this.#context, actions: [source] });
  }

  /** Ends the browser and removes its profile. */
  async stop(): Promise<void> {
    this.#socket.close();
    const ended = new Promise((done) => this.#process.once("exit", done));
    this.#process.kill();
    await ended;
    rmSync(this.#profile, { recursive: true, force: true });
  }
}

/** The address at which a Firefox that starts says it listens. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = "";
    const timer = setTimeout(
      () => failed(new Error(`Firefox did not start: ${said}`)),
      START_MILLISECONDS,
    );
    child.stderr?.on("data", (data) => {
      said += String(data);
      const address = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      found(address);
    });
    child.once("exit", (code) => failed(new Error(`Firefox ended with ${code}: ${said}`)));
  });
}
