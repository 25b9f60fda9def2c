import type { Sample } from "../components/stats/source";

declare const samples: readonly Sample[];
export default samples;
