import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { scriptsIn, withPolicy } from "../../src/site/plugins/content-policy.js";
import { browserPath, launchBrowser } from "./browser.js";
import { builtPages, htmlOf } from "./built-pages.js";

describe("the content policy", () => {
  it("stands first in the head of every page, and allows no evaluation", () => {
    for (const page of builtPages()) {
      const [, policy = ""] =
        /<head><meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(htmlOf(page)) ??
        [];
      expect(policy, page).toContain("default-src 'self'");
      expect(policy, page).not.toMatch(/unsafe-eval|https?:|script-src[^;]*unsafe-inline/);
    }
  });

  it("allows the site's own scripts by their hashes, and no other that stands in a page", () => {
    const own = scriptsIn(
      '<script>1</script><script src=/a.js></script><script type="application/ld+json">{}</script>',
    );
    expect(own).toEqual(["1"]);
    const page = withPolicy("<html><head></head><script>1</script><script>2</script></html>", own);
    // printf 1 | openssl dgst -sha256 -binary | base64
    expect(page).toContain(
      "script-src 'self' 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=';",
    );
  });

  it("is the same in all pages, whatever they show", () => {
    const policies = builtPages().map((page) => /script-src [^;]*/.exec(htmlOf(page))?.[0]);
    expect(new Set(policies).size).toBe(1);
  });

  it("is refused by a page without a head", () => {
    expect(() => withPolicy("<p>", [])).toThrow("a page without a head");
  });
});

describe.skipIf(browserPath === undefined)("in a browser, the content policy", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it("stops a script that was put into the page, and a request to another host", async () => {
    const page = await browser.newPage();
    await page.goto(`${inject("siteUrl")}/docs/start-here`);
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'owned'";
      document.head.append(script);
      return document.title === "owned";
    });
    expect(ran).toBe(false);
    const asked = page.evaluate(() => fetch("http://localhost:9/").then(() => "asked"));
    await expect(asked).rejects.toThrow(/Failed to fetch|Content Security Policy/);
    await page.close();
  });
});
