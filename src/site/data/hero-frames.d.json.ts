import type { HeroFrames } from "../components/hero/hero-frames";

declare const frames: HeroFrames;
export default frames;
