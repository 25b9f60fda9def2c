import { useEffect, useState } from "react";
import type { HeapClient } from "./heap-client";
import type { HeapDrop } from "./messages";

/** What was let go, and which of its arenas were still there before. */
interface Dropped {
  readonly drop: HeapDrop | undefined;
  readonly going: readonly number[];
}

const NOTHING: Dropped = { drop: undefined, going: [] };

/** Lets holders go in the worker's heap, by their places; the last answer stays until the next is there. */
export function useDrop(client: HeapClient, holders: readonly number[]): Dropped {
  const [dropped, setDropped] = useState(NOTHING);
  useEffect(() => {
    if (holders.length === 0) {
      setDropped(NOTHING);
      return undefined;
    }
    let isGone = false;
    void client.ask({ kind: "drop", holders }).then((answer) => {
      if (isGone || answer.kind !== "drop") return;
      setDropped((before) => {
        const gone = new Set(before.drop?.back);
        const going = answer.drop.back.filter((address) => !gone.has(address));
        return { drop: answer.drop, going };
      });
    });
    return () => {
      isGone = true;
    };
  }, [client, holders]);
  return dropped;
}
