import { CompactDials } from "@site/src/site/components/dials/compact-dials";
import { Hero } from "@site/src/site/components/hero/hero";
import { Survivors } from "@site/src/site/components/survivors";
import { useReadingOrder } from "@site/src/site/components/use-reading-order";
import { WhereToGo } from "@site/src/site/components/where-to-go";
import Layout from "@theme/Layout";

/** Pages of the guide that the landing page leads to, in this order. */
const GUIDE = ["start-here", "run-it-locally", "errata", "glossary"];

export default function LandingPage() {
  const { notebooks, guide } = useReadingOrder();
  const pages = GUIDE.flatMap((wanted) => guide.filter(({ id }) => id === wanted));
  return (
    <Layout description="Why a Python process keeps memory that nobody uses: CPython's small-object allocator, modelled to the address.">
      <main>
        <Hero firstNotebook={notebooks[0]?.permalink} />
        <div className="pm-where">
          <Survivors />
          <CompactDials />
          <WhereToGo notebooks={notebooks} guide={pages} />
        </div>
      </main>
    </Layout>
  );
}
