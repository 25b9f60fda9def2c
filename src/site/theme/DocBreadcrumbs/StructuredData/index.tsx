import Head from "@docusaurus/Head";
import { useBreadcrumbsStructuredData } from "@docusaurus/plugin-content-docs/client";
import type { ComponentProps } from "react";

type Props = Parameters<typeof useBreadcrumbsStructuredData>[0];

/** A page's place in the site, for search engines: as the theme's, but a title in it ends no script. */
export default function StructuredData({ breadcrumbs }: Props) {
  const data = useBreadcrumbsStructuredData({ breadcrumbs });
  const text: ComponentProps<"script">["children"] = JSON.stringify(data).replaceAll(
    "<",
    "\\u003c",
  );
  return (
    <Head>
      <script type="application/ld+json">{text}</script>
    </Head>
  );
}
