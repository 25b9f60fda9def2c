/** Serves build/ on a free port while the tests of the site run. */
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import handler from "serve-handler";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the served site, without a slash at the end. */
    siteUrl: string;
  }
}

export default async function serveBuild(project: TestProject): Promise<() => Promise<void>> {
  const build = path.resolve("build");
  if (!existsSync(path.join(build, "index.html"))) {
    throw new Error(`no site in ${build}: build it first with \`npm run site\``);
  }
  const server = createServer((request, response) => handler(request, response, { public: build }));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  project.provide("siteUrl", `http://127.0.0.1:${address.port}`);
  return () => new Promise((closed) => server.close(() => closed()));
}
