import { useDoc } from "@docusaurus/plugin-content-docs/client";
import { AboutNotebook } from "@site/src/site/components/about-notebook";
import { LiveProvider } from "@site/src/site/components/live/live-provider";
import { PageBar } from "@site/src/site/components/live/page-bar";
import { useReadingOrder } from "@site/src/site/components/use-reading-order";
import type { Props } from "@theme/DocItem/Content";
import OriginalContent from "@theme-init/DocItem/Content";

/** The theme's page, under a line that says what a notebook was run with. */
export default function Content(props: Props) {
  const { permalink } = useDoc().metadata;
  const { notebooks } = useReadingOrder();
  const notebook = notebooks.find((page) => page.permalink === permalink);
  if (notebook === undefined) return <OriginalContent {...props} />;
  return (
    <LiveProvider permalink={permalink}>
      <AboutNotebook notebook={notebook} of={notebooks.length} />
      <PageBar />
      <OriginalContent {...props} />
    </LiveProvider>
  );
}
