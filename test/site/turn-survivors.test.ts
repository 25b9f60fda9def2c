import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, launchBrowser } from "./browser.js";
import { openPage } from "./open-page.js";

describe.skipIf(browserPath === undefined)("the curve of what survivors hold", () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage({ hasTouch: true, viewport: { width: 390, height: 844 } });
  });
  afterAll(() => browser?.close());

  /** Opens a page and waits until its curve can be turned. */
  async function opened(path: string) {
    await openPage(page, path);
    const chart = page.locator(".pm-chart:has(.pm-turn)");
    await chart.scrollIntoViewIfNeeded();
    await expect.poll(() => chart.getAttribute("data-live")).not.toBeNull();
    const slider = chart.getByRole("slider");
    return { chart, slider, said: () => slider.getAttribute("aria-valuetext") };
  }

  it.each(["/", "/notebooks/rare-survivors"])("is turned with keys on %s", async (path) => {
    const { chart, slider, said } = await opened(path);
    expect(await said()).toMatch(/^One in 20,000 stays: 50 of 1,000,000/);
    await slider.focus();
    await page.keyboard.press("End");
    expect(await said()).toMatch(/^One in 400 stays: 2,500 of 1,000,000/);
    await expect.poll(() => chart.locator("svg").textContent()).toContain("2,500 stay");
    expect(await chart.locator(".pm-reading").textContent()).toBe(await said());
    await page.keyboard.press("Home");
    await expect
      .poll(() => chart.locator("svg").textContent())
      .toContain("1 stay: one in 1,000,000");
  });

  it("follows a pointer that is pressed, and no other", async () => {
    const { chart, said } = await opened("/");
    const box = await chart.locator("svg").boundingBox();
    if (box === null) throw new Error("the curve is not seen");
    const [left, right, y] = [box.x + 60, box.x + 200, box.y + 120];
    const before = await said();
    await page.mouse.move(right, y);
    expect(await said()).toBe(before);
    await page.mouse.move(left, y);
    await page.mouse.down();
    const few = await said();
    await page.mouse.move(right, y, { steps: 4 });
    const many = await said();
    await page.mouse.up();
    await page.mouse.move(left, y);
    expect(few).not.toBe(before);
    expect(many).not.toBe(few);
    expect(await said()).toBe(many);
  });

  it("follows a finger", async () => {
    const { chart, said } = await opened("/");
    const box = await chart.locator("svg").boundingBox();
    if (box === null) throw new Error("the curve is not seen");
    const session = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x?: number) =>
      session.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: x === undefined ? [] : [{ x: box.x + x, y: box.y + 120 }],
      });
    await touch("touchStart", 80);
    const few = await said();
    for (const x of [120, 160, 200, 230]) await touch("touchMove", x);
    await touch("touchEnd");
    const kept = (words: string | null) =>
      Number(/stays: ([\d,.]+)/.exec(words ?? "")?.[1]?.replaceAll(",", ""));
    expect(kept(await said())).toBeGreaterThan(10 * kept(few));
  });

  it("is there without a script, without a slider that would not answer", async () => {
    const still = await browser.newPage({ javaScriptEnabled: false });
    await openPage(still, "/", { javaScriptEnabled: false });
    const chart = still.locator(".pm-chart:has(.pm-turn)");
    expect(await chart.locator("svg:visible").count()).toBe(1);
    expect(await chart.locator(".pm-turn").isVisible()).toBe(false);
    await still.close();
  });
});
