/**
 * Jupyter's wire protocol, version 5.3: a message as ZeroMQ frames, signed.
 *
 * A message is `[identities…, "<IDS|MSG>", signature, header, parent header,
 * metadata, content]`, the last four as JSON. The signature is HMAC-SHA256 over
 * them with the connection's key.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { parseJson, quotedJson } from "../../json/parse-json.js";
import type { JsonObject } from "../format/notebook-format.js";
import { isJsonObject } from "../format/parse-notebook.js";

/** Version of the protocol that kernel and client speak. */
export const PROTOCOL_VERSION = "5.3";

const DELIMITER = Buffer.from("<IDS|MSG>");

/** The five sockets of a kernel. */
export type Channel = "shell" | "iopub" | "stdin" | "control" | "hb";

/** Content of a Jupyter connection file. */
export interface ConnectionInfo {
  readonly transport: string;
  /** Address for `tcp`; path prefix of the sockets for `ipc`. */
  readonly ip: string;
  /** Secret that messages are signed with; empty for no signature. */
  readonly key: string;
  readonly signature_scheme: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
}

/** What identifies a message. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  /** Moment of sending, ISO 8601. */
  readonly date: string;
  readonly version: string;
}

/** A message; `parent` is the header of the request it answers. */
export interface Message {
  /** Routing prefix: who asked, or the topic of a broadcast. */
  readonly identities: readonly Buffer[];
  readonly header: Header;
  readonly parent: Partial<Header>;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
}

/** Frames that are not a valid message of this connection. */
export class WireError extends Error {
  override readonly name = "WireError";
}

/** Makes a message of a type with a fresh id. */
export function newMessage(
  type: string,
  content: JsonObject,
  from: {
    readonly session: string;
    readonly parent?: Header;
    readonly identities?: readonly Buffer[];
  },
): Message {
  const header: Header = {
    msg_id: randomUUID(),
    msg_type: type,
    session: from.session,
    username: "pymalloc-lab",
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
  const { identities = [], parent = {} } = from;
  return { identities, header, parent, metadata: {}, content };
}

/** Turns a message into signed frames. */
export function encodeMessage(message: Message, key: string): Buffer[] {
  const { header, parent, metadata, content } = message;
  const parts = [header, parent, metadata, content].map((part) =>
    Buffer.from(JSON.stringify(part)),
  );
  return [...message.identities, DELIMITER, Buffer.from(signature(parts, key)), ...parts];
}

/**
 * Reads a message out of frames.
 *
 * @throws {WireError} when the delimiter is missing, the signature is wrong, or a part is not
 *   what it should be.
 */
export function decodeMessage(frames: readonly Buffer[], key: string): Message {
  const delimiter = frames.findIndex((frame) => frame.equals(DELIMITER));
  if (delimiter < 0) throw new WireError("message without <IDS|MSG>");
  const [signed, ...parts] = frames.slice(delimiter + 1);
  const [header, parent, metadata, content] = parts;
  if (!signed || !header || !parent || !metadata || !content) {
    throw new WireError(`message of ${parts.length} parts, expected 4`);
  }
  const expected = Buffer.from(signature([header, parent, metadata, content], key));
  if (signed.length !== expected.length || !timingSafeEqual(signed, expected)) {
    throw new WireError("message with a wrong signature");
  }
  return {
    identities: frames.slice(0, delimiter),
    header: headerIn(objectIn(header, "header")),
    parent: objectIn(parent, "parent header"),
    metadata: objectIn(metadata, "metadata"),
    content: objectIn(content, "content"),
  };
}

/** The signature of a message's frames: whoever sends the same message again has the same. */
export function signatureOf(frames: readonly Buffer[]): string {
  const delimiter = frames.findIndex((frame) => frame.equals(DELIMITER));
  return frames[delimiter + 1]?.toString("latin1") ?? "";
}

function objectIn(part: Buffer, name: string): JsonObject {
  const value = jsonIn(part, name);
  if (isJsonObject(value)) return value;
  throw new WireError(`message whose ${name} is ${quotedJson(value)}, expected an object`);
}

function jsonIn(part: Buffer, name: string): unknown {
  try {
    return parseJson(part.toString());
  } catch (error) {
    throw new WireError(`message whose ${name} is refused: ${error}`);
  }
}

/** Fields that nobody reads may be missing: clients differ in what they send. */
function headerIn(fields: JsonObject): Header {
  const text = (name: keyof Header) => {
    const value = fields[name];
    return typeof value === "string" ? value : "";
  };
  const header: Header = {
    msg_id: text("msg_id"),
    msg_type: text("msg_type"),
    session: text("session"),
    username: text("username"),
    date: text("date"),
    version: text("version"),
  };
  if (header.msg_id !== "" && header.msg_type !== "") return { ...fields, ...header };
  throw new WireError("message whose header has no msg_id or no msg_type");
}

/** Address of one of a kernel's sockets, by Jupyter's convention. */
export function channelAddress(connection: ConnectionInfo, channel: Channel): string {
  const { transport, ip } = connection;
  const separator = transport === "ipc" ? "-" : ":";
  return `${transport}://${ip}${separator}${connection[`${channel}_port`]}`;
}

function signature(parts: readonly Buffer[], key: string): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}
