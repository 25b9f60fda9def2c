/** A site of the hostile notebooks, built as the real one is, and served; and who listens elsewhere. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import handler from "serve-handler";
import { HARMLESS } from "./harmless-notebook.js";
import { fileText, HOSTILE } from "./notebooks.js";

const FOLDER = ".hostile-site";
const BUILD = path.join(FOLDER, "build");

/** The served site. */
export interface HostileSite {
  /** Address of the site, without a slash at the end. */
  readonly url: string;
  /** Address of another host, to which nothing may be sent. */
  readonly elsewhere: string;
  /** What was asked of the other host so far. */
  readonly heard: readonly string[];
  close(): void;
}

/**
 * Builds and serves it.
 *
 * @throws {Error} when it does not build.
 */
export async function hostileSite(): Promise<HostileSite> {
  const heard: string[] = [];
  const listener = await serve((request, response) => {
    heard.push(request.url ?? "");
    response.end();
  });
  build(listener.url);
  const site = await serve((request, response) => handler(request, response, { public: BUILD }));
  const close = () => {
    for (const { server } of [site, listener]) {
      server.closeAllConnections();
      server.close();
    }
  };
  return { url: site.url, elsewhere: listener.url, heard, close };
}

function build(elsewhere: string): void {
  const notebooks = path.join(FOLDER, "notebooks");
  rmSync(notebooks, { recursive: true, force: true });
  mkdirSync(notebooks, { recursive: true });
  for (const [i, notebook] of [...HOSTILE, HARMLESS].entries()) {
    writeFileSync(
      path.join(notebooks, `${i + 1}-${notebook.name}.ipynb`),
      fileText(notebook, elsewhere),
    );
  }
  const docusaurus = createRequire(import.meta.url).resolve("@docusaurus/core/bin/docusaurus.mjs");
  const config = "test/site/hostile/docusaurus.config.ts";
  const built = spawnSync(
    process.execPath,
    [docusaurus, "build", "--config", config, "--out-dir", BUILD],
    {
      encoding: "utf8",
      env: {
        ...process.env,
        NODE_ENV: "production",
        DOCUSAURUS_GENERATED_FILES_DIR_NAME: path.join(FOLDER, "generated"),
        WEBPACK_URL_LOADER_LIMIT: "1",
      },
    },
  );
  if (built.status !== 0)
    throw new Error(`the site was not built:\n${built.stdout}${built.stderr}`);
}

async function serve(answer: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return { server, url: `http://127.0.0.1:${address.port}` };
}
