/** The site as it is configured, with the hostile notebooks in place of its own and no other page. */
import path from "node:path";
import type { Config } from "@docusaurus/types";
import site from "../../../docusaurus.config";

const NOTEBOOKS = ".hostile-site/notebooks";

type Listed = NonNullable<Config["plugins"]>[number];

/** The options that are listed with a plugin or theme, if there are any. */
function optionsOf(listed: unknown): Record<string, unknown> {
  const [, options] = Array.isArray(listed) ? listed : [];
  return typeof options === "object" && options !== null ? { ...options } : {};
}

/** Of the plugin that reads notebooks only the instance for notebooks, reading these. */
function reading(plugin: Listed): Listed[] {
  if (!Array.isArray(plugin) || typeof plugin[0] !== "string") return [plugin];
  const options = optionsOf(plugin);
  if (options["id"] !== "notebooks") return [];
  // The name of a file is read from the configuration's own place.
  return [[path.resolve(plugin[0]), { ...options, path: NOTEBOOKS }]];
}

/** The search, looking through these. */
function searching(theme: Listed): Listed {
  if (!Array.isArray(theme) || !String(theme[0]).includes("search-local")) return theme;
  const places = { docsDir: [NOTEBOOKS], docsRouteBasePath: ["notebooks"] };
  return [String(theme[0]), { ...optionsOf(theme), ...places }];
}

const config: Config = {
  ...site,
  onBrokenLinks: "ignore",
  onBrokenAnchors: "ignore",
  themes: (site.themes ?? []).map(searching),
  plugins: (site.plugins ?? []).flatMap(reading),
  themeConfig: { ...site.themeConfig, navbar: { title: "hostile", items: [] } },
};

export default config;
