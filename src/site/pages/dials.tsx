import { DialsTool } from "@site/src/site/components/dials/dials-tool";
import Layout from "@theme/Layout";

export default function DialsPage() {
  return (
    <Layout
      title="Dials"
      description="Turn the experiment: how many strings, how many stay, which go, on which Python, with which arenas. The allocator runs in your browser."
    >
      <main className="dl-page">
        <h1>Turn it yourself</h1>
        <p className="dl-lead">
          Strings are made, then some are dropped. What comes back depends less on how many go than
          on where they lay. The allocator runs in your browser.
        </p>
        <noscript>
          <p className="dl-lead">
            The dials need JavaScript. Below is the run they begin with; others run by{" "}
            <code>npx pymalloc-lab run random-half --keep 0.01 --order last</code>.
          </p>
        </noscript>
        <DialsTool />
      </main>
    </Layout>
  );
}
