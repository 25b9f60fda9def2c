import { ArenaPlayer } from "@site/src/site/components/player/arena-player";
import Layout from "@theme/Layout";

/** The arena player on a page of its own. */
export default function PlayerPage() {
  return (
    <Layout
      title="Arena player"
      description="Any moment of a run of CPython's allocator: its arenas, their pools, the blocks in them, and the lists they are on."
    >
      <main className="pm-player-page">
        <h1>Arena player</h1>
        <p className="pm-lead">
          Python takes memory in <b>arenas</b>, cuts them into <b>pools</b> of one block size, and
          hands out <b>blocks</b>. Step through a real run and see why memory comes back, or does
          not.
        </p>
        <ArenaPlayer />
      </main>
    </Layout>
  );
}
