import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { browserPath } from "./browser.js";
import { violationsOf } from "./page-soundness.js";
import { visitor } from "./visit.js";

const NOTEBOOK = "/notebooks/arenas-pools-blocks";

describe.skipIf(browserPath === undefined)("the twelve nodes of the first notebook", () => {
  const visit = visitor();
  const node = (page: Page, number: number) =>
    page.locator("#setup").getByRole("button", { name: `Free node ${number}`, exact: true });
  const told = (page: Page) => page.locator("#setup .pm-touch-told");

  it("are freed by clicks, and an arena is given back with its last", async () => {
    await visit(NOTEBOOK, {}, async (page) => {
      await node(page, 3).click();
      expect(await told(page).textContent()).toBe(
        "Node 3 is freed. Arena 1 still has 4 nodes, so all of it stays.",
      );
      await node(page, 11).click();
      await node(page, 12).click();
      expect(await told(page).textContent()).toMatch(/^Node 12 was the last of arena 3: .*whole/);
      await page.getByRole("group", { name: "Arena 3, given back" }).first().waitFor();
      await page.locator("#setup").getByRole("button", { name: "Undo" }).click();
      await page.getByRole("group", { name: "Arena 3, held by 1 node" }).first().waitFor();
      await page.locator("#setup").getByRole("button", { name: "Reset" }).click();
      await page.getByRole("group", { name: "Arena 1, held by 5 nodes" }).first().waitFor();
    });
  });

  it("give two arenas back for seven of them, by keys alone", async () => {
    await visit(NOTEBOOK, {}, async (page) => {
      await node(page, 6).focus();
      for (let freed = 0; freed < 5; freed++) {
        await page.keyboard.press("Enter");
        await page.keyboard.press("ArrowRight");
      }
      for (let freed = 0; freed < 2; freed++) {
        await page.keyboard.press("Space");
        await page.keyboard.press("ArrowRight");
      }
      const verdict = page.locator("#setup .pm-touch-verdict");
      expect(await verdict.textContent()).toMatch(/^7 nodes freed, 2 arenas back\./);
    });
  });

  it("are tapped on a phone, and say when seven bring back too little", async () => {
    await visit(
      NOTEBOOK,
      { viewport: { width: 390, height: 844 }, hasTouch: true },
      async (page) => {
        for (const number of [2, 3, 4, 7, 8, 11, 12]) await node(page, number).tap();
        const verdict = page.locator("#setup .pm-touch-verdict");
        expect(await verdict.textContent()).toMatch(/^That is 7; 1 arena came back\./);
        const { width = 0, height = 0 } = (await node(page, 1).boundingBox()) ?? {};
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
      },
    );
  });

  it.each(["light", "dark"] as const)("have no axe violations, %s", async (colorScheme) => {
    await visit(NOTEBOOK, { colorScheme, reducedMotion: "reduce" }, async (page) => {
      for (const number of [3, 11, 12]) await node(page, number).click();
      expect(await violationsOf(page)).toEqual([]);
    });
  });

  it("are a still figure without JavaScript", async () => {
    await visit(NOTEBOOK, { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator("#setup .pm-touch").isVisible()).toBe(false);
      expect(await page.locator("#setup .pm-drawings svg").first().isVisible()).toBe(true);
    });
  });
});

describe.skipIf(browserPath === undefined)("an exercise about objects", () => {
  const visit = visitor();

  it("is answered by freeing the nodes, and the typed answer is the same", async () => {
    await visit(NOTEBOOK, {}, async (page) => {
      const choice = page.locator(".pm-choice").first();
      for (let number = 6; number <= 12; number++) {
        await choice.getByRole("button", { name: `Free node ${number}`, exact: true }).click();
      }
      expect(await choice.locator("code").textContent()).toBe("answer = [6, 7, 8, 9, 10, 11, 12]");
      await choice.getByRole("button", { name: "Check it" }).click();
      await choice.locator(".pm-verdict", { hasText: "Right." }).waitFor();
    });
  });

  it("is answered by choosing whole arenas, which says the price", async () => {
    await visit("/notebooks/first-half", {}, async (page) => {
      const choice = page.locator(".pm-choice");
      const arenas = choice.getByRole("group").getByRole("button");
      for (const arena of [0, 1, 2]) await arenas.nth(arena).click();
      await choice.getByRole("button", { name: "Check it" }).click();
      await choice
        .locator(".pm-verdict", { hasText: "Does every arena hold equally many?" })
        .waitFor();
      await arenas.nth(0).click();
      await arenas.nth((await arenas.count()) - 1).click();
      await choice.getByRole("button", { name: "Check it" }).click();
      await choice.locator(".pm-verdict", { hasText: "Right." }).waitFor();
    });
  });

  it("is answered by putting in order, with keys and without", async () => {
    await visit("/notebooks/ways-out", {}, async (page) => {
      const choice = page.locator(".pm-choice");
      await choice.getByRole("button", { name: "in-place: one place up" }).click();
      await page.keyboard.press("ArrowUp");
      expect(await choice.locator("code").textContent()).toBe(
        'answer = ["in-place", "direct", "direct-sorted"]',
      );
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      expect(await choice.locator("code").textContent()).toBe(
        'answer = ["direct", "direct-sorted", "in-place"]',
      );
    });
  });

  it("has no axe violations when it is answered", async () => {
    await visit("/notebooks/ten-pythons", { reducedMotion: "reduce" }, async (page) => {
      const choice = page.locator(".pm-choice");
      await choice.getByRole("button", { name: "3.9", exact: true }).click();
      await choice.getByRole("button", { name: "Check it" }).click();
      await choice.locator(".pm-verdict", { hasText: "Not yet." }).waitFor();
      expect(await violationsOf(page)).toEqual([]);
    });
  });
});
