/**
 * Keeps cells from the network. A link can bring a stranger's code into a page,
 * and the page says that nothing is sent.
 *
 * What makes it certain is the policy of the frame that starts the worker
 * (static/live/cells.html): it lets nothing be loaded, whatever the name by which
 * a cell reaches for it. Here the names go as well, so that a cell is told why, and
 * so that a browser which knows the policy but not each of its cases is covered.
 */

/** Functions and classes that reach out. */
const REACHING_OUT = [
  ...["fetch", "fetchLater", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource"],
  ...["WebTransport", "Worker", "SharedWorker", "BroadcastChannel", "FontFace", "Notification"],
  ...["RTCPeerConnection", "PushManager", "BackgroundFetchManager"],
];

/** Objects that load, or that keep something for later. */
const KEEPING = ["caches", "fonts", "indexedDB", "cookieStore"];

/** What a worker knows about the machine, and asks of it. */
const OF_NAVIGATOR = ["sendBeacon", "storage", "locks", "serviceWorker", "gpu", "usb", "serial"];

/**
 * Closes the network for everything that runs later in this worker.
 *
 * @param importScripts - stands in for the worker's own, by which the bundler's code loads.
 */
export function closeNetwork(importScripts: (...addresses: readonly unknown[]) => void): void {
  const { navigator } = globalThis;
  for (const name of REACHING_OUT) replace(globalThis, name, { value: refusal(name) });
  for (const name of KEEPING) replace(globalThis, name, { get: refusal(name) });
  for (const name of OF_NAVIGATOR) replace(navigator, name, { get: refusal(`navigator.${name}`) });
  replace(globalThis, "importScripts", { value: importScripts });
}

/** Takes the place of a function or class. */
function refusal(name: string) {
  return function refuse(): never {
    throw new Error(`${name} is not there for cells: in this page they do not reach the network`);
  };
}

/** Replaces a name wherever it is found from an object upwards, for good. */
function replace(object: object, name: string, by: PropertyDescriptor): void {
  for (
    let holder: object | null = object;
    holder !== null;
    holder = Object.getPrototypeOf(holder)
  ) {
    if (!Object.hasOwn(holder, name)) continue;
    Object.defineProperty(holder, name, {
      ...by,
      ...("value" in by && { writable: false }),
      configurable: false,
    });
  }
}
