/**
 * Where the site and its sources are published: what package.json says, or the environment. Only
 * the configuration reads this; a component asks Docusaurus' context.
 */
import { homepage, repository } from "../../package.json";

/** Address of the site, without a path: `SITE_URL`, or package.json's `homepage`. */
export const SITE_URL = process.env["SITE_URL"] ?? homepage;

/** Address of the repository, for edit and source links: `REPOSITORY_URL`, or package.json's `repository`. */
export const REPOSITORY_URL =
  process.env["REPOSITORY_URL"] ?? repository.url.replace(/^git\+|\.git$/g, "");
