/** What the site is to others: the pictures that are shown of it, its icons, and where it leads on. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { builtNotebooks, builtPages, htmlOf } from "./built-pages.js";

const built = (file: string) => readFileSync(path.join("build", file));
const imageOf = (page: string) =>
  /property="?og:image"? content="?https?:\/\/[^/]+(\/[^" >]+)/.exec(htmlOf(page))?.[1] ?? "";
/** Width and height of a PNG, as its first chunk has them. */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

it.each(builtPages())(
  "%s has a picture to be shared with, of the size that is asked for",
  (page) => {
    const png = built(imageOf(page));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(sizeOf(png)).toEqual([1200, 630]);
    // A picture without anything drawn on it is a tenth of this.
    expect(png.length).toBeGreaterThan(15_000);
  },
);

it("every notebook has a picture of its own", () => {
  const images = builtNotebooks().map(imageOf);
  expect(new Set(images).size).toBe(images.length);
  expect(images).not.toContain(imageOf("/"));
});

it("there are icons for browsers that ask for them unbidden", () => {
  const icon = built("favicon.ico");
  expect([...icon.subarray(0, 4)]).toEqual([0, 0, 1, 0]);
  expect(icon.subarray(23, 26).toString()).toBe("PNG");
  expect(sizeOf(built("apple-touch-icon.png"))).toEqual([180, 180]);
});

it("programs that follow links are told what is here, and are not sent to the search", () => {
  expect(built("robots.txt").toString()).toContain("Allow: /");
  const places = [
    ...built("sitemap.xml")
      .toString()
      .matchAll(/<loc>([^<]+)<\/loc>/g),
  ];
  expect(places.length).toBeGreaterThan(20);
  expect(places.map(([, place = ""]) => new URL(place).pathname)).not.toContain("/search");
});

it("an address that leads nowhere leads on", () => {
  const html = built("404.html").toString();
  expect(html).toContain("Nothing lives at this address");
  const places = [...html.matchAll(/<li><a[^>]*href="?(\/[^" >]+)/g)].map(([, place]) => place);
  expect(places.length).toBeGreaterThan(3);
  for (const place of places)
    expect(existsSync(`build${place}/index.html`) || existsSync(`build${place}.html`), place).toBe(
      true,
    );
});

it.each(builtPages())(
  "%s links to the source, to the primer's errata, and to where to say that it is wrong",
  (page) => {
    const footer = htmlOf(page).split("<footer").at(-1) ?? "";
    expect(footer).toMatch(/>Source/);
    expect(footer).toMatch(/primer/);
    expect(footer).toMatch(/\/issues"?[ >]/);
  },
);

/** Pages of the guide in their parts, and where "Next" leads from each. */
it("Next leads on within a part of the guide", () => {
  const part = (page: string) => {
    const menu = [
      ...htmlOf("/docs/start-here").matchAll(
        /menu__link--sublist[^>]*>([A-Z]\w+)|href="?(\/docs\/[\w-]+)[" ][^>]*>(?:<span|[A-Z])/g,
      ),
    ];
    let name = "";
    for (const [, heading, href] of menu) {
      if (heading !== undefined) name = heading;
      if (href === page) return name;
    }
    return name;
  };
  let followed = 0;
  for (const page of builtPages().filter((one) => /^\/docs\/[\w-]+$/.test(one))) {
    const next =
      /pagination-nav__link--next"? href="?([^" >]+)|href="?([^" >]+)"? class="[^"]*pagination-nav__link--next/.exec(
        htmlOf(page),
      );
    const to = next?.[1] ?? next?.[2];
    if (to === undefined || !/^\/docs\/[\w-]+$/.test(to)) continue;
    followed += 1;
    expect(part(to), `${page} leads to ${to}`).toBe(part(page));
  }
  expect(followed).toBeGreaterThan(5);
});
