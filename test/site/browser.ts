/** A Chromium for the tests of the site, if this machine has one. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PLACES = [
  process.env["CHROMIUM_PATH"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Path of the browser, or undefined where there is none. */
export const browserPath = PLACES.find((place) => place !== undefined && existsSync(place));

/** Says why tests in a browser are left out; `CI=true` lets none be left out. */
export const NO_BROWSER =
  "no Chromium found: the tests in a browser are skipped (set CHROMIUM_PATH to one)";

/** True where a missing browser is a failure. */
export const isBrowserRequired = process.env["CI"] === "true";

/**
 * Starts the browser with an empty profile.
 *
 * @throws {Error} when this machine has none.
 */
export async function launchBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error(NO_BROWSER);
  return chromium.launch({
    executablePath: browserPath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
