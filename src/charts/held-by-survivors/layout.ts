/** Where the curves of what survivors hold go, in pixels and in the units of the axes. */
import type { HeldBySurvivorsChart } from "./curves.js";

const NARROW = 560;
/** Height of a line of text, in pixels. */
const LINE = 17;
const MIB = 2 ** 20;

/** The frame of the drawing. */
export interface SurvivorLayout {
  readonly isNarrow: boolean;
  readonly height: number;
  readonly marginLeft: number;
  readonly marginRight: number;
  readonly marginTop: number;
  readonly marginBottom: number;
  /** Objects that stay, least and most. */
  readonly domainX: readonly [number, number];
  readonly domainY: readonly [number, number];
  /** Powers of ten on the x axis. */
  readonly ticks: readonly number[];
  readonly dotRadius: number;
  readonly ringRadius: number;
  /** MiB that a line of text is high. */
  readonly lineMib: number;
}

/** Sets out the drawing in a width. */
export function layoutSurvivors(chart: HeldBySurvivorsChart, width: number): SurvivorLayout {
  const isNarrow = width < NARROW;
  const height = isNarrow ? 330 : Math.round(Math.min(520, 0.6 * width));
  const [marginTop, marginBottom] = [44, 48];
  const { stops, count, curves } = chart;
  const most = Math.max(
    ...curves.flatMap(({ expected, simulated, measured, arenaBytes }) =>
      [...expected, ...simulated.arenas, ...(measured?.arenas ?? [])].map(
        (arenas) => (arenas * arenaBytes) / MIB,
      ),
    ),
  );
  const domainX = [(stops[0] ?? 1) * count, (stops.at(-1) ?? 1) * count] as const;
  const domainY = [0, most * 1.04] as const;
  return {
    isNarrow,
    height,
    marginLeft: 42,
    marginRight: isNarrow ? 78 : 136,
    marginTop,
    marginBottom,
    domainX,
    domainY,
    ticks: powersOfTen(domainX),
    dotRadius: isNarrow ? 1.4 : 2,
    ringRadius: isNarrow ? 3.5 : 4.5,
    lineMib: (LINE / (height - marginTop - marginBottom)) * domainY[1],
  };
}

function powersOfTen([least, most]: readonly [number, number]): number[] {
  const powers: number[] = [];
  for (let power = Math.ceil(Math.log10(least) - 1e-9); 10 ** power <= most * 1.0001; power++) {
    powers.push(10 ** power);
  }
  return powers;
}

/**
 * Moves labels apart that would lie over one another.
 *
 * @param wanted - where each label should stand.
 * @param least - the least distance between two of them.
 * @returns where they stand, in the order that they came in.
 *
 * @example
 * apart([10, 11, 30], 4); // => [8.5, 12.5, 30]
 */
export function apart(wanted: readonly number[], least: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const groups: { members: number[]; from: number }[] = [];
  for (const i of order) {
    let group = { members: [i], from: wanted[i] ?? 0 };
    for (let last = groups.at(-1); last !== undefined; last = groups.at(-1)) {
      if (last.from + last.members.length * least <= group.from) break;
      groups.pop();
      const members = [...last.members, ...group.members];
      const middle = members.reduce((sum, one) => sum + (wanted[one] ?? 0), 0) / members.length;
      group = { members, from: middle - ((members.length - 1) * least) / 2 };
    }
    groups.push(group);
  }
  const placed = new Array<number>(wanted.length).fill(0);
  for (const { members, from } of groups) {
    for (const [k, i] of members.entries()) placed[i] = from + k * least;
  }
  return placed;
}
