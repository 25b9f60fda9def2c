/** A dropped file as bytes at offsets, read as they are asked for; only workers can. */
import type { ByteSource } from "pymalloc-lab/inspect";

/** What workers have, and a page has not. */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

/** A file of any size. */
export class FileInWorker implements ByteSource {
  readonly name: string;
  readonly byteLength: number;
  readonly #file: Blob;
  readonly #reader = new FileReaderSync();

  constructor(name: string, file: Blob) {
    this.name = name;
    this.byteLength = file.size;
    this.#file = file;
  }

  read(offset: number, into: Uint8Array): number {
    const part = this.#reader.readAsArrayBuffer(this.#file.slice(offset, offset + into.byteLength));
    into.set(new Uint8Array(part));
    return part.byteLength;
  }
}
