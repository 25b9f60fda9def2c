import { arenaPrices, holderMap } from "pymalloc-lab/charts";
import { verdict } from "pymalloc-lab/inspect";
import { counted } from "pymalloc-lab/internal";
import { useId, useMemo, useState } from "react";
import { bytesShort, count } from "../stats/words";
import { ArenaBlocks } from "./arena-blocks";
import { HeapDifference } from "./heap-difference";
import { HeapPicker } from "./heap-door";
import { type HeapSource, nameOf } from "./heap-source";
import { HeapStyles } from "./heap-styles";
import { HoldersTable } from "./holders-table";
import { LiveChart } from "./live-chart";
import type { HeapView } from "./messages";
import { useDrop } from "./use-drop";
import { type HeapState, useHeap } from "./use-heap";
import { WhatItIs } from "./what-it-is";

/** Everything about the heap that the reader gave; a second one stands beside it. */
export default function HeapReport({ source }: { source: HeapSource }) {
  const [other, setOther] = useState<HeapSource>();
  const state = useHeap(source);
  const second = useHeap(other);
  if (state?.kind !== "read") return <NotRead name={nameOf(source)} state={state} />;
  const { view } = state;
  if (!view.inspected.source.consistent) return <Torn view={view} />;
  return (
    <article className="st-report st-heap">
      <HeapStyles />
      <p className="st-about">
        {source.kind === "sample" ? `A real process: ${source.about}` : nameOf(source)}
        <span> · Python {view.inspected.python}</span>
      </p>
      <p className="st-verdict" role="status">
        <WithFigures words={verdict(view.inspected)} />
      </p>
      <Letting key={nameOf(source)} state={state} />
      <WhatItIs inspected={view.inspected} />
      <section className="st-second" aria-labelledby="what-changed-in-it">
        <h2 id="what-changed-in-it">What changed?</h2>
        <p>A second heap of the same program, of a later moment, is compared with this one.</p>
        <HeapPicker label="Drop a later one here, or" source={other} onSource={setOther} />
        {second !== undefined &&
          other !== undefined &&
          (second.kind === "read" ? (
            <HeapDifference
              before={view}
              beforeName={nameOf(source)}
              after={second.view}
              afterName={nameOf(other)}
            />
          ) : (
            <NotRead name={nameOf(other)} state={second} />
          ))}
      </section>
    </article>
  );
}

/** The holders to tick, the map in which arenas dissolve, an arena block by block, the prices. */
function Letting({ state }: { state: HeapState & { kind: "read" } }) {
  const { view, client } = state;
  const { inspected, arenas, arenaBytes } = view;
  const { holders, priceCurve } = inspected;
  const [ticked, setTicked] = useState<readonly number[]>([]);
  const [arena, setArena] = useState<number>();
  const { drop, going } = useDrop(client, ticked);
  const paths = useMemo(() => holders.map(({ path }) => path), [holders]);
  const map = useMemo(
    () =>
      arenas.length === 0 ? undefined : holderMap(arenas, paths, { back: drop?.back ?? [], going }),
    [arenas, paths, drop, going],
  );
  const prices = useMemo(() => {
    const isPriced = priceCurve.some(({ blocks, arenasBack }) => blocks > 0 && arenasBack > 0);
    return isPriced ? arenaPrices({ priceCurve, holders, arenaBytes }) : undefined;
  }, [priceCurve, holders, arenaBytes]);
  const names = ticked.map((place) => paths[place] ?? "");
  return (
    <>
      <HoldersTable holders={holders} ticked={ticked} onTicked={setTicked} />
      <p className="st-dropped" role="status">
        {drop === undefined || ticked.length === 0 ? (
          "Tick a holder: the arenas that come back without it leave the map, by the allocator's own rules."
        ) : (
          <>
            Without {names.join(" and ")}, and after <code>gc.collect()</code>:{" "}
            {counted(drop.blocks, "block")} ({bytesShort(drop.bytes)}) go, and{" "}
            <strong>
              {count(drop.back.length)} of {counted(arenas.length, "arena")}
            </strong>{" "}
            come back, within one: {count(arenas.length)} become{" "}
            {count(arenas.length - drop.back.length)}.
          </>
        )}
      </p>
      {map !== undefined && <LiveChart chart={map} onTile={setArena} />}
      {arena !== undefined && (
        <ArenaBlocks
          key={arena}
          client={client}
          place={arena}
          onClose={() => setArena(undefined)}
        />
      )}
      {prices !== undefined && <LiveChart chart={prices} />}
    </>
  );
}

function NotRead({ name, state }: { name: string; state: HeapState | undefined }) {
  if (state?.kind === "refused") {
    return (
      <p className="st-message" role="alert">
        <strong>{name}</strong> cannot be read: {state.why}. Nothing else has changed.
      </p>
    );
  }
  return (
    <p className="st-message" role="status">
      Reading {name}…
    </p>
  );
}

/** A heap that contradicts itself: none of its figures is shown. */
function Torn({ view }: { view: HeapView }) {
  const id = useId();
  const { name, source } = view.inspected;
  return (
    <div className="st-message" role="alert" aria-labelledby={id}>
      <p id={id}>
        The heap of <strong>{name}</strong> contradicts itself, and none of its figures is shown.
        The process was in the middle of a change, or the file is not whole.
      </p>
      <ul>
        {source.problems.slice(0, 5).map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </div>
  );
}

/** Words in which the amounts stand out. */
function WithFigures({ words }: { words: string }) {
  return words
    .split(/(\d[\d.,]* (?:MiB|(?:of \d[\d,]* )?arenas?|blocks?))/)
    .map((part, i) => ({ part, key: `${i} ${part}`, isFigure: i % 2 === 1 }))
    .map(({ part, key, isFigure }) =>
      isFigure ? <strong key={key}>{part}</strong> : <span key={key}>{part}</span>,
    );
}
