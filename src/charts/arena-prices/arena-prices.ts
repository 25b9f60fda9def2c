/**
 * What arenas cost: how many blocks have to go for how much memory. The dots on the line are the
 * cheapest ways, arena by arena; the rings are the holders, each let go as a whole.
 */
import * as Plot from "@observablehq/plot";
import { formatBytes, formatNumber } from "../byte-unit.js";
import type { Figure, Frame } from "../frame.js";
import { PLOT_STYLE, TEXT_FILL } from "../plot-style.js";

/** A way to some arenas. */
export interface ArenaPrice {
  /** Blocks that go, and their bytes. */
  readonly blocks: number;
  readonly bytes: number;
  readonly arenasBack: number;
  /** Where those blocks are held, the most first. */
  readonly places: readonly { readonly path: string }[];
}

/** A holder, let go as a whole. */
export interface PricedHolder {
  readonly path: string;
  readonly blocks: number;
  readonly bytes: number;
  readonly arenasBack: number;
}

/** What is priced. */
export interface PricedHeap {
  readonly priceCurve: readonly ArenaPrice[];
  readonly holders: readonly PricedHolder[];
  readonly arenaBytes: number;
}

/** The chart's data. */
export interface ArenaPricesChart extends PricedHeap {
  readonly chart: "arenaPrices";
  readonly title: string;
}

const NARROW = 560;
const MIB = 2 ** 20;
const PLACES_SAID = 2;
/** Holders that are drawn; the others return hardly anything. */
const MOST_HOLDERS = 5;

/**
 * Makes the chart of a heap's prices.
 *
 * @throws {RangeError} when nothing has a price: no arena comes back, whatever is let go.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const held = await readHeldHeap(readFileSync("test/data/held-heaps/rare-survivors.held.json.gz"));
 * const { priceCurve, holders, geometry } = held;
 * const chart = arenaPrices({ priceCurve, holders, arenaBytes: geometry.arenaBytes });
 * chart.holders[0].path; // => "__main__.keep"
 */
export function arenaPrices(
  { priceCurve, holders, arenaBytes }: PricedHeap,
  { title = "What arenas cost" }: { readonly title?: string } = {},
): ArenaPricesChart {
  const points = priceCurve.filter(({ blocks, arenasBack }) => blocks > 0 && arenasBack > 0);
  if (points.length === 0) {
    throw new RangeError("a price curve needs a way that returns an arena, got none");
  }
  const returning = holders.filter(({ blocks, arenasBack }) => blocks > 0 && arenasBack > 0);
  const drawn = returning.slice(0, MOST_HOLDERS).map(({ path, blocks, bytes, arenasBack }) => {
    return { path, blocks, bytes, arenasBack };
  });
  return { chart: "arenaPrices", title, priceCurve: points, holders: drawn, arenaBytes };
}

/** Draws the chart. */
export function arenaPricesFigure(chart: ArenaPricesChart, frame: Frame): Figure {
  return {
    title: chart.title,
    caption: "Line: the cheapest blocks first. Rings: a holder let go as a whole.",
    alt: altOf(chart),
    table: {
      columns: ["let go", "blocks", "bytes", "arenas back", "MiB back"],
      rows: [
        ...chart.priceCurve.map((point) => [whereOf(point), ...figuresOf(point, chart)]),
        ...chart.holders.map((holder) => [holder.path, ...figuresOf(holder, chart)]),
      ],
    },
    plot: draw(chart, frame),
  };
}

type Priced = Pick<ArenaPrice, "blocks" | "bytes" | "arenasBack">;

function figuresOf({ blocks, bytes, arenasBack }: Priced, { arenaBytes }: ArenaPricesChart) {
  const mib = Math.round((10 * arenasBack * arenaBytes) / MIB) / 10;
  return [blocks, bytes, arenasBack, mib];
}

function whereOf({ places }: ArenaPrice): string {
  const names = places.slice(0, PLACES_SAID).map(({ path }) => path);
  const more = places.length > PLACES_SAID ? " and others" : "";
  return names.length === 0 ? "places without a name" : `from ${names.join(", ")}${more}`;
}

function altOf({ title, priceCurve, holders, arenaBytes }: ArenaPricesChart): string {
  const said = ({ blocks, arenasBack }: Priced) =>
    `${formatNumber(blocks)} ${blocks === 1 ? "block" : "blocks"} for ${formatBytes(arenasBack * arenaBytes)}`;
  const [first] = priceCurve;
  const last = priceCurve.at(-1);
  const ends = [first, ...(last === first ? [] : [last])].flatMap((one) => one ?? []);
  const whole = holders.map((holder) => `${holder.path}: ${said(holder)}`);
  const rings = whole.length === 0 ? "" : ` Let go as a whole, ${whole.join("; ")}.`;
  return `${title}. The cheapest: ${ends.map(said).join(", up to ")}.${rings}`;
}

function draw(chart: ArenaPricesChart, { width, interactive }: Frame) {
  const isNarrow = width < NARROW;
  const mib = ({ arenasBack }: Priced) => (arenasBack * chart.arenaBytes) / MIB;
  const line = chart.priceCurve.map((one) => ({ ...one, x: one.blocks, y: mib(one) }));
  const rings = chart.holders.map((one) => ({ ...one, x: one.blocks, y: mib(one) }));
  const all = [...line, ...rings];
  const domainX = logDomain(all.map(({ x }) => x));
  const tips = [
    ...line.map((one) => ({ ...one, title: tipOf(one, whereOf(one)) })),
    ...rings.map((one) => ({ ...one, title: tipOf(one, `all of ${one.path}`) })),
  ];
  const at = { x: "x", y: "y" } as const;
  const middle = Math.sqrt(domainX[0] * domainX[1]);
  return {
    ...PLOT_STYLE,
    width,
    height: isNarrow ? 280 : 340,
    marginLeft: 42,
    marginRight: 16,
    marginTop: 34,
    marginBottom: 46,
    x: {
      type: "log" as const,
      domain: domainX,
      ticks: powersOfTen(domainX),
      tickFormat: formatNumber,
      label: null,
    },
    y: { domain: [0, 1.12 * Math.max(...all.map(({ y }) => y))], label: null, ticks: 5 },
    marks: [
      Plot.gridY({ ticks: 5, stroke: "var(--pm-rule)", strokeOpacity: 1 }),
      Plot.ruleY([0], { stroke: "var(--pm-rule-strong)" }),
      ...axisNames(),
      Plot.lineY(line, { ...at, stroke: "var(--pm-held-line)", strokeWidth: 2.25 }),
      Plot.dot(line, { ...at, r: 4, fill: "var(--pm-held-line)" }),
      Plot.dot(rings, { ...at, r: 7, stroke: "var(--pm-pin)", strokeWidth: 2 }),
      ...[true, false].map((isRight) =>
        Plot.text(
          rings.filter(({ x }) => x > middle === isRight),
          {
            ...at,
            text: "path",
            dy: -14,
            textAnchor: isRight ? "end" : "start",
            fontWeight: 650,
            fill: TEXT_FILL,
          },
        ),
      ),
      ...(interactive === true
        ? [Plot.tip(tips, Plot.pointer({ ...at, title: "title", fontSize: 13 }))]
        : []),
    ],
  };
}

function tipOf({ blocks, bytes, arenasBack }: Priced, where: string): string {
  const what = `${formatNumber(blocks)} ${blocks === 1 ? "block" : "blocks"}, ${formatBytes(bytes)}`;
  return [
    where,
    what,
    `${arenasBack} ${arenasBack === 1 ? "arena comes" : "arenas come"} back`,
  ].join("\n");
}

function axisNames(): Plot.Markish[] {
  const axis = { fill: "var(--pm-muted)", fontSize: 13 };
  return [
    Plot.text(["MiB back"], {
      ...axis,
      frameAnchor: "top-left",
      dx: -40,
      dy: -24,
      textAnchor: "start",
    }),
    Plot.text(["blocks that go →"], {
      ...axis,
      frameAnchor: "bottom-right",
      dy: 38,
      textAnchor: "end",
    }),
  ];
}

/** Whole powers of ten round the values. */
function logDomain(values: readonly number[]): [number, number] {
  const least = 10 ** Math.floor(Math.log10(Math.min(...values)));
  const most = 10 ** Math.ceil(Math.log10(Math.max(...values)));
  return [least, Math.max(most, 10 * least)];
}

function powersOfTen([least, most]: readonly [number, number]): number[] {
  const powers: number[] = [];
  for (let power = least; power <= most; power *= 10) powers.push(power);
  return powers;
}
