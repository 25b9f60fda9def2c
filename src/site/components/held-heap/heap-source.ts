/** What the reader gives: a sample of the site, or a file of their own. */
import { BytesInMemory } from "pymalloc-lab/inspect";
import { HEAP_FILE_START_BYTES, heapFileKind } from "pymalloc-lab/internal";

/** A sample's address, its name on a button, and what the process was. */
export interface HeapSample {
  readonly kind: "sample";
  readonly name: string;
  /** What the process was, as a sentence without its stop. */
  readonly about: string;
  readonly address: string;
}

/** A held heap, a core, or a copy that a process made of itself. */
export type HeapSource = HeapSample | { readonly kind: "file"; readonly file: File };

/** Real processes to look into; tools/make-held-samples.mjs made the files. */
export const HEAP_SAMPLES: readonly HeapSample[] = [
  {
    kind: "sample",
    name: "Rare survivors",
    about: "A million strings, of which one in 20,000 stays",
    address: new URL(
      "../../../../test/data/held-heaps/rare-survivors.held.json.gz",
      import.meta.url,
    ).href,
  },
  {
    kind: "sample",
    name: "A Django shop",
    about: "A small Django application after a day of requests, and an export at night",
    address: new URL("../../../../test/data/held-heaps/django-shop.held.json.gz", import.meta.url)
      .href,
  },
];

/** What a source is called in words. */
export function nameOf(source: HeapSource): string {
  return source.kind === "sample" ? source.name : source.file.name;
}

/** Whether a file is to be read as a heap, by its first bytes; stats texts begin otherwise. */
export async function isHeapFile(file: Blob): Promise<boolean> {
  const start = await file.slice(0, HEAP_FILE_START_BYTES).arrayBuffer();
  return heapFileKind(new BytesInMemory("file", new Uint8Array(start))) !== undefined;
}
