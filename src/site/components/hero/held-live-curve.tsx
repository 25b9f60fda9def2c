/**
 * The small picture under a map: bytes held over bytes live.
 *
 * Its time axis has two pieces, building and deleting, each linear in allocator
 * operations; one scale would press the deleting, which the page is about, into
 * a tenth of the width.
 */
import type { Recording, Stage } from "pymalloc-lab/recording";
import type { Progress } from "./hero-frames";

const WIDTH = 346;
const HEIGHT = 112;
/** Where the ground line and the highest value lie, in pixels from the top. */
const GROUND = 92;
const TOP = 16;
/** Where building and deleting end, in pixels from the left. */
const BUILT = 158;
const DELETED = 296;
/** Least distance between the baselines of the two labels. */
const LABEL_GAP = 15;

export function HeldLiveCurve({
  recording,
  allocated,
  deleted,
}: {
  recording: Recording;
  allocated: Stage;
  deleted: Stage;
}) {
  const { held, live, heldEnd, liveEnd } = curveOf(recording, allocated.step, deleted.step);
  const heldLabel = Math.min(heldEnd + 4, GROUND - LABEL_GAP);
  const liveLabel = Math.min(GROUND, Math.max(liveEnd + 4, heldLabel + LABEL_GAP));
  return (
    <svg className="pm-curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path className="pm-curve-held" d={`${held}V${GROUND}H0Z`} />
      <path className="pm-curve-live" d={`${live}V${GROUND}H0Z`} />
      <path className="pm-curve-line" d={held} />
      <path className="pm-curve-ahead" />
      <path className="pm-curve-turn" d={`M${BUILT} 4V${HEIGHT}`} />
      <text className="pm-curve-name pm-curve-name--held" x={DELETED + 8} y={heldLabel}>
        held
      </text>
      <text className="pm-curve-name pm-curve-name--live" x={DELETED + 8} y={liveLabel}>
        live
      </text>
      <text x="0" y={GROUND + 16}>
        build: {millions(allocated.step)} operations
      </text>
      <text x={BUILT + 6} y={GROUND + 16}>
        delete: {millions(deleted.step - allocated.step)}
      </text>
    </svg>
  );
}

/** What is still to come at a moment, as the `d` of a path that lies over the picture. */
export function curveAhead({ part, share }: Progress): string {
  const x = round(part === "making" ? share * BUILT : BUILT + share * (DELETED - BUILT));
  return `M${x} 0H${DELETED + 2}V${GROUND}H${x}Z`;
}

/** The two lines as paths, and the heights at which they end. */
function curveOf({ arenasOverTime, arenaBytes, stages }: Recording, built: number, end: number) {
  const { step, arenas, liveBytes } = arenasOverTime;
  const most = Math.max(...stages.map((stage) => stage.arenas.highwater)) * arenaBytes;
  const x = (at: number) =>
    round(
      at < built
        ? (at / built) * BUILT
        : BUILT + ((at - built) / (end - built)) * (DELETED - BUILT),
    );
  const y = (bytes: number) => round(GROUND - (bytes / most) * (GROUND - TOP));
  let held = "";
  let live = "";
  let heldEnd = GROUND;
  let liveEnd = GROUND;
  for (const [i, at] of step.entries()) {
    heldEnd = y((arenas[i] ?? 0) * arenaBytes);
    liveEnd = y(liveBytes[i] ?? 0);
    held += `${i === 0 ? `M0 ${heldEnd}` : ""}H${x(at)}V${heldEnd}`;
    live += `${i === 0 ? "M" : "L"}${x(at)} ${liveEnd}`;
  }
  return { held: `${held}H${DELETED}`, live: `${live}H${DELETED}`, heldEnd, liveEnd };
}

function millions(operations: number): string {
  return `${(operations / 1e6).toFixed(1)} M`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
