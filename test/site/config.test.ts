import { expect, it } from "vitest";
import config from "../../docusaurus.config.js";

it("stops the build at a broken link, anchor or image", () => {
  expect(config).toMatchObject({
    onBrokenLinks: "throw",
    onBrokenAnchors: "throw",
    onDuplicateRoutes: "throw",
    markdown: { hooks: { onBrokenMarkdownLinks: "throw", onBrokenMarkdownImages: "throw" } },
  });
});

it("lists the classic theme first, since it hides what themes before it bring", () => {
  expect(config.themes?.[0]).toContain("@docusaurus/theme-classic");
});
