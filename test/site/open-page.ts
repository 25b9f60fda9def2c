/** Opening a page of the built site, until it answers. */
import type { Page } from "playwright-core";
import { inject } from "vitest";

/**
 * Goes to a path of the site, and waits until React has taken the page over: what is typed or
 * pressed before that may be lost on a busy machine.
 */
export async function openPage(
  page: Page,
  path: string,
  { javaScriptEnabled = true }: { readonly javaScriptEnabled?: boolean | undefined } = {},
): Promise<void> {
  await page.goto(inject("siteUrl") + path, { waitUntil: "load" });
  if (javaScriptEnabled) {
    await page.locator('html[data-has-hydrated="true"]').waitFor({ state: "attached" });
  }
}
