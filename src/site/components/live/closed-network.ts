/**
 * Keeps cells from the network. A link can bring a stranger's code into a page,
 * and the page says that nothing is sent.
 *
 * A page's content policy, written in the page, does not hold in a worker that
 * has an address of its own. So the worker gives up what reaches out, before the
 * first cell. A server that sends headers can make it certain; see
 * docs/decisions/0008-cells-run-in-the-page.md.
 */

const REACHING_OUT = [
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "WebSocketStream",
  "EventSource",
  "WebTransport",
  "Worker",
  "SharedWorker",
  "BroadcastChannel",
];

/** Closes the network for everything that runs later in this worker; its own chunks still load. */
export function closeNetwork(): void {
  for (const name of REACHING_OUT) replace(name, refusal(name));
  const load: unknown = Reflect.get(globalThis, "importScripts");
  if (typeof load !== "function") return;
  replace("importScripts", (...addresses: readonly unknown[]) => {
    for (const address of addresses) {
      const { origin } = new URL(String(address), globalThis.location.href);
      if (origin !== globalThis.location.origin) throw refused("importScripts");
    }
    Reflect.apply(load, globalThis, addresses);
  });
}

/** Takes the place of a function or class. */
function refusal(name: string) {
  return function refuse(): never {
    throw refused(name);
  };
}

function refused(name: string): Error {
  return new Error(`${name} is not there for cells: in this page they do not reach the network`);
}

/** Replaces a global name wherever it is found from the global object upwards. */
function replace(name: string, value: unknown): void {
  for (
    let holder: object | null = globalThis;
    holder !== null;
    holder = Object.getPrototypeOf(holder)
  ) {
    if (!Object.hasOwn(holder, name)) continue;
    Object.defineProperty(holder, name, { value, writable: false, configurable: false });
  }
}
