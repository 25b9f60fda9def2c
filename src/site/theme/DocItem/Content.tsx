import { useDoc } from "@docusaurus/plugin-content-docs/client";
import { AboutNotebook } from "@site/src/site/components/about-notebook";
import { AllCodeSwitch } from "@site/src/site/components/live/all-code";
import { LiveProvider } from "@site/src/site/components/live/live-provider";
import { PageBar } from "@site/src/site/components/live/page-bar";
import { useMarkReadAtEnd } from "@site/src/site/components/pages-read";
import { useReadingOrder } from "@site/src/site/components/use-reading-order";
import type { Props } from "@theme/DocItem/Content";
import OriginalContent from "@theme-init/DocItem/Content";

/**
 * The theme's page; for a notebook an essay, with cells that the reader can run, and at its foot
 * what concerns all of them and what they were run with.
 */
export default function Content(props: Props) {
  const { permalink } = useDoc().metadata;
  const { notebooks } = useReadingOrder();
  const notebook = notebooks.find((page) => page.permalink === permalink);
  const end = useMarkReadAtEnd(permalink);
  const content = (
    <>
      <OriginalContent {...props} />
      <div ref={end} />
    </>
  );
  if (notebook === undefined) return content;
  return (
    <LiveProvider permalink={permalink}>
      <div className="nb-essay">
        <AllCodeSwitch />
        {content}
        <footer className="nb-foot">
          <PageBar />
          <AboutNotebook notebook={notebook} of={notebooks.length} />
        </footer>
      </div>
    </LiveProvider>
  );
}
