/**
 * tslab has room for one pending timer of the compiler, and throws when it asks for a
 * second. It does ask: a file that changes and a folder that changes, as when a front end
 * saves a notebook, are two. So the compiler's timers are gathered behind one.
 */

/** Functions of a compiler's host, as tslab gives them. */
export interface TimerHost {
  setTimeout?:
    | ((callback: (...args: unknown[]) => void, ms: number, ...args: unknown[]) => unknown)
    | undefined;
  clearTimeout?: ((timer: unknown) => void) | undefined;
}

/**
 * Makes a host ask for one timer, however many the compiler sets. When it is due, all that
 * wait are called in the order in which they were set, those included that are set meanwhile.
 */
export function withOneTimer<Host extends TimerHost>(host: Host): Host {
  const setOne = host.setTimeout?.bind(host);
  if (setOne === undefined) return host;
  const waiting = new Set<() => void>();
  let isSet = false;
  const callAll = () => {
    for (const call of waiting) {
      waiting.delete(call);
      call();
    }
    isSet = false;
  };
  return {
    ...host,
    setTimeout: (callback, ms, ...args) => {
      const call = () => callback(...args);
      waiting.add(call);
      if (!isSet) {
        isSet = true;
        setOne(callAll, ms);
      }
      return call;
    },
    clearTimeout: (timer) => {
      for (const call of waiting) if (call === timer) waiting.delete(call);
    },
  };
}
