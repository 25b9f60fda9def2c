import Head from "@docusaurus/Head";
import { HowToGetIt } from "@site/src/site/components/stats/how-to-get-it";
import { StatsTool } from "@site/src/site/components/stats/stats-tool";
import Layout from "@theme/Layout";

export default function StatsPage() {
  return (
    <Layout
      title="Will my memory come back?"
      description="Paste the sys._debugmallocstats() of your own Python process: where its memory is, what could come back, and what to do next."
    >
      <Head>
        <meta
          name="keywords"
          content="memory leak, leak, fragmentation, RSS, debugmallocstats, PYTHONMALLOCSTATS"
        />
      </Head>
      <main className="st-page">
        <h1>
          Will my memory come back?
          {/* For the search, which finds whole words: with the underscore and without. */}
          <span className="pm-only-read" aria-hidden="true">
            {" (_debugmallocstats, debugmallocstats)"}
          </span>
        </h1>
        <p className="st-lead">
          Paste what <code>sys._debugmallocstats()</code> prints in your process. It is read here,
          in your browser: <strong>nothing leaves this page.</strong>
        </p>
        <noscript>
          <p className="st-message">
            Without JavaScript this page cannot read your text; below is a real one as it would be
            shown. <code>npx pymalloc-lab stats stats.txt</code> does the same on your machine.
          </p>
        </noscript>
        <StatsTool />
        <HowToGetIt />
      </main>
    </Layout>
  );
}
