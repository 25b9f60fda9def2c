/** Where the site and its sources are published; a fork changes these two lines. */

/** Address of the site, without a path. */
export const SITE_URL = "https://pymalloc-lab.example";

/** Address of the repository; a page's edit link is `/edit/main/` and the file under it. */
export const REPOSITORY_URL = "https://git.example/pymalloc-lab";
