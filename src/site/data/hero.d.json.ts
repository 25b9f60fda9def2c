import type { HeroRun } from "../components/hero/hero-run";

declare const runs: readonly HeroRun[];
export default runs;
