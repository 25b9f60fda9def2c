import { useEffect, useState } from "react";
import { HeapClient } from "./heap-client";
import { type HeapSource, nameOf } from "./heap-source";
import type { HeapView } from "./messages";

/** How far the reading of a source has come. */
export type HeapState =
  | { readonly kind: "reading" }
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "read"; readonly view: HeapView; readonly client: HeapClient };

const READING: HeapState = { kind: "reading" };

/** Reads a source in a worker of its own; undefined where there is none. */
export function useHeap(source: HeapSource | undefined): HeapState | undefined {
  const [read, setRead] = useState<{ source: HeapSource; state: HeapState }>();
  useEffect(() => {
    if (source === undefined) return undefined;
    const client = new HeapClient();
    let isGone = false;
    const done = (state: HeapState) => {
      if (!isGone) setRead({ source, state });
    };
    readWith(client, source).then(done, (error: unknown) =>
      done({ kind: "refused", why: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isGone = true;
      client.close();
    };
  }, [source]);
  if (source === undefined) return undefined;
  return read?.source === source ? read.state : READING;
}

async function readWith(client: HeapClient, source: HeapSource): Promise<HeapState> {
  const file = source.kind === "file" ? source.file : await fetchSample(source.address);
  const answer = await client.ask({ kind: "read", name: nameOf(source), file });
  if (answer.kind === "refused") return answer;
  if (answer.kind !== "read") throw new Error("another question was answered");
  return { kind: "read", view: answer.view, client };
}

async function fetchSample(address: string): Promise<Blob> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the sample could not be loaded: ${response.status}`);
  return response.blob();
}
