/** The main paths in Firefox, where there is one: another engine than the other tests' Chromium. */
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { Firefox, firefoxPath } from "./firefox.js";

const PATIENCE = { timeout: 60_000, interval: 200 };

describe.skipIf(firefoxPath === undefined)("in Firefox", () => {
  let firefox: Firefox;
  const open = (path: string) => firefox.open(inject("siteUrl") + path);
  const textOf = (selector: string) =>
    firefox.evaluate(`document.querySelector(${JSON.stringify(selector)})?.textContent`);

  beforeAll(async () => {
    firefox = await Firefox.start(firefoxPath ?? "");
    await firefox.resize(1280, 900);
  }, 180_000);
  beforeEach(() => firefox.errors.splice(0));
  afterAll(() => firefox?.stop());

  it("the landing page has its maps, and its curve turns with the keys", async () => {
    await open("/");
    expect(await firefox.evaluate('document.querySelectorAll(".pm-panels .pm-map").length')).toBe(
      "3",
    );
    await firefox.evaluate('document.querySelector(".pm-turn").scrollIntoView()');
    await expect
      .poll(
        () => firefox.evaluate('document.querySelector(".pm-chart[data-live] .pm-turn") && 1'),
        PATIENCE,
      )
      .toBe("1");
    await firefox.evaluate('document.querySelector(".pm-turn input").focus()');
    const before = await textOf(".pm-turn + .pm-reading");
    await firefox.press("\uE012");
    await expect.poll(() => textOf(".pm-turn + .pm-reading"), PATIENCE).not.toBe(before);
    expect(firefox.errors).toEqual([]);
  });

  it("the stats page answers, and reads what is pasted", async () => {
    await open("/will-my-memory-come-back");
    expect(await textOf(".st-answer")).toMatch(/^(Not by itself|Yes, when)/);
    // A page that has just loaded may not hear what is typed yet, so it is typed until it does.
    const paste = `(() => {
      const field = document.querySelector("textarea");
      const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
      set.call(field, field.value === "no stats" ? "no stats at all" : "no stats");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      return document.querySelector("main").textContent;
    })()`;
    await expect
      .poll(() => firefox.evaluate(paste), PATIENCE)
      .toContain("No line here is one that");
    expect(firefox.errors).toEqual([]);
  });

  it("a notebook's figures are there and living, and nothing overflows on a phone", async () => {
    await open("/notebooks/rare-survivors");
    await firefox.evaluate('document.querySelector(".pm-chart").scrollIntoView()');
    await expect
      .poll(
        () => firefox.evaluate('document.querySelectorAll(".pm-chart[data-live]").length > 0'),
        PATIENCE,
      )
      .toBe("true");
    await firefox.resize(390, 844);
    const wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    await expect.poll(() => firefox.evaluate(wider), PATIENCE).toBe("0");
    await firefox.resize(1280, 900);
    expect(firefox.errors).toEqual([]);
  });

  it("the dials run the allocator", async () => {
    await open("/dials");
    const before = await textOf(".dl-words");
    // A page that has just loaded may not hear a key yet, so it is pressed until it does.
    const turned = async () => {
      await firefox.evaluate('document.querySelector(".dl-dial input").focus()');
      await firefox.press("\uE012");
      return textOf(".dl-words");
    };
    await expect.poll(turned, PATIENCE).not.toBe(before);
    await expect
      .poll(() => firefox.evaluate('document.querySelector(".dl-outcome").dataset.look'), PATIENCE)
      .toBe("false");
    expect(firefox.errors).toEqual([]);
  });

  it("the player opens a run", async () => {
    await open("/player?run=toy");
    await expect.poll(() => textOf(".pm-player-sentence, [aria-live]"), PATIENCE).toMatch(/\S/);
    expect(firefox.errors).toEqual([]);
  });

  it("the search finds a page", async () => {
    await open("/docs/start-here");
    // A window that is not in front hears of no focus, so the field is told; its code comes then.
    const focused = (wanted: string) => `(() => {
      const field = document.querySelector(".navbar__search-input");
      field.focus();
      field.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
      return document.querySelector('${wanted}') && 1;
    })()`;
    await expect
      .poll(() => firefox.evaluate(focused(".navbar__search [class*=searchInput]")), PATIENCE)
      .toBe("1");
    await firefox.press(..."glossary");
    await expect
      .poll(
        () =>
          firefox.evaluate(
            'document.querySelector(".navbar__search [class*=suggestion]")?.textContent',
          ),
        PATIENCE,
      )
      .toContain("Glossary");
    expect(firefox.errors).toEqual([]);
  });
});
