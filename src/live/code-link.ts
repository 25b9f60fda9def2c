/**
 * A cell's code as the fragment of an address, which a browser sends to nobody:
 * `#try=CELL.CODE`, where CODE is the text in UTF-8, compressed (zlib, which
 * has a checksum) and written in base64url.
 */
import { CODE_KEY, isCodeFragment } from "./code-fragment";

/** Longest code in a link, in UTF-16 units. */
export const LONGEST_LINKED_CODE = 20_000;

/** Longest fragment that is read; addresses beyond it are cut by many programs. */
const LONGEST_FRAGMENT = 16_000;

/** A cell's code, as a link carries it. */
export interface LinkedCode {
  readonly cellId: string;
  readonly code: string;
}

/** A link that does not hold what it should. */
export class BrokenLinkError extends Error {
  override readonly name = "BrokenLinkError";
}

/**
 * Writes a fragment, with its `#`.
 *
 * @throws {BrokenLinkError} when the code is too long for a link.
 */
export async function codeFragment({ cellId, code }: LinkedCode): Promise<string> {
  if (code.length > LONGEST_LINKED_CODE) {
    throw new BrokenLinkError(
      `the cell has ${code.length} characters, and a link holds at most ${LONGEST_LINKED_CODE}`,
    );
  }
  const packed = await throughStream(
    new TextEncoder().encode(code),
    new CompressionStream("deflate"),
  );
  const fragment = `#${CODE_KEY}${encodeURIComponent(cellId)}.${base64url(packed)}`;
  if (fragment.length > LONGEST_FRAGMENT) {
    throw new BrokenLinkError("the cell does not compress well enough to fit into a link");
  }
  return fragment;
}

/**
 * Reads a fragment.
 *
 * @returns undefined for a fragment of another kind, such as that of a heading.
 * @throws {BrokenLinkError} when the code in it is cut short, changed, or too long.
 */
export async function codeInFragment(fragment: string): Promise<LinkedCode | undefined> {
  if (!isCodeFragment(fragment)) return undefined;
  if (fragment.length > LONGEST_FRAGMENT) {
    throw new BrokenLinkError(
      `the link's code is ${fragment.length} characters long, and at most ${LONGEST_FRAGMENT} are read`,
    );
  }
  const [, id = "", packed = ""] =
    /^([^.]*)\.([\w-]+)$/.exec(fragment.slice(CODE_KEY.length + 1)) ?? [];
  if (id === "" || packed === "") throw new BrokenLinkError("the link's code is cut short");
  return { cellId: decodeURIComponent(id), code: await unpacked(packed) };
}

async function unpacked(packed: string): Promise<string> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await throughStream(bytesOf(packed), new DecompressionStream("deflate"));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof BrokenLinkError) throw error;
    throw new BrokenLinkError("the link's code is cut short or changed");
  }
}

/** Sends bytes through a stream and gathers what comes out, up to what a cell may be long. */
async function throughStream(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    // Four bytes a UTF-16 unit are more than UTF-8 needs; a small text can unpack to gigabytes.
    if (length > 4 * LONGEST_LINKED_CODE) {
      await reader.cancel();
      throw new BrokenLinkError(`the link's code is longer than ${LONGEST_LINKED_CODE} characters`);
    }
    parts.push(part.value);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
