/** Where a new kernel and its client meet. */
import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";
import type { ConnectionInfo } from "./jupyter-wire.js";

/**
 * Makes a connection with a key of its own: Unix sockets in a private folder, or TCP on the
 * loopback where there are none.
 *
 * @param folder - exists, and nobody else may enter it.
 */
export async function newConnection(folder: string): Promise<ConnectionInfo> {
  const common = { key: randomUUID(), signature_scheme: "hmac-sha256" };
  if (process.platform !== "win32") {
    const [shell_port, iopub_port, stdin_port, control_port, hb_port] = [1, 2, 3, 4, 5] as const;
    const ports = { shell_port, iopub_port, stdin_port, control_port, hb_port };
    return { ...common, ...ports, transport: "ipc", ip: join(folder, "kernel") };
  }
  return {
    ...common,
    transport: "tcp",
    ip: "127.0.0.1",
    shell_port: await freePort(),
    iopub_port: await freePort(),
    stdin_port: await freePort(),
    control_port: await freePort(),
    hb_port: await freePort(),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port is free"));
        else resolve(address.port);
      });
    });
  });
}
