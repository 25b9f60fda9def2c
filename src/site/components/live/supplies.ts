/**
 * What the worker of the cells loads, though it cannot load anything: the page hands it over.
 *
 * The bundler's code asks for the scripts of a module by `importScripts`, and waits. So the first
 * call names what is missing, the page is asked, and the module is loaded again.
 */
import type { Supply, SupplyAnswer } from "../../../live/messages";

/** Said to a cell that would load something by itself. */
class MissingScript extends Error {
  readonly address: string;

  constructor(address: string) {
    super("importScripts is not there for cells: in this page they do not reach the network");
    this.address = address;
  }
}

/** An answer of the page that has not come yet. */
interface Waiting {
  readonly answer: Promise<SupplyAnswer>;
  readonly hear: (answer: SupplyAnswer) => void;
}

function waitFor(): Waiting {
  let hear: Waiting["hear"] = () => {};
  const answer = new Promise<SupplyAnswer>((resolve) => {
    hear = resolve;
  });
  return { answer, hear };
}

/** The worker's half. */
export class Supplies {
  readonly #port: MessagePort;
  /** What the page was asked for and has not answered: each is asked for once. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #scripts = new Map<string, string>();

  constructor(port: MessagePort) {
    this.#port = port;
  }

  /** Runs scripts that have been handed over; stands in for `importScripts`. */
  readonly importScripts = (...addresses: readonly unknown[]): void => {
    for (const address of addresses.map(String)) {
      const script = this.#scripts.get(address);
      if (script === undefined) throw new MissingScript(address);
      new Function(`${script}\n//# sourceURL=${address}`)();
    }
  };

  /** Loads a module, and hands over what it lacks as long as it lacks something. */
  async loaded<T>(load: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await load();
      } catch (error) {
        if (!(error instanceof MissingScript) || this.#scripts.has(error.address)) throw error;
        const content = await this.given({ kind: "code", name: error.address });
        this.#scripts.set(error.address, new TextDecoder().decode(content));
      }
    }
  }

  /**
   * Asks the page for something, and waits for it.
   *
   * @throws {Error} when the page does not have it.
   */
  async given({ kind, name }: Supply): Promise<ArrayBuffer> {
    const key = `${kind} ${name}`;
    const waiting = this.#waiting.get(key) ?? waitFor();
    if (!this.#waiting.has(key)) {
      this.#waiting.set(key, waiting);
      this.#port.postMessage({ type: "wanted", kind, name });
    }
    const { content } = await waiting.answer;
    if (content === undefined) throw new Error(`"${name}" could not be loaded`);
    return content;
  }

  /** Hears the page's answer. */
  take(answer: SupplyAnswer): void {
    const key = `${answer.kind} ${answer.name}`;
    this.#waiting.get(key)?.hear(answer);
    this.#waiting.delete(key);
  }
}
