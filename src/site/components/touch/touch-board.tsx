import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import {
  backCount,
  blocksPerArena,
  countOf,
  freeingWords,
  type TouchableArena,
  type TouchedArena,
  type TouchedBlock,
  touchedArenas,
} from "./touched-arenas";

/** What a board is made with. */
export interface TouchBoardProps {
  readonly arenas: readonly TouchableArena[];
  /** What a block is: "node". */
  readonly noun: string;
  /** Numbers of the blocks that are freed, in the order in which they were. */
  readonly freed: readonly number[];
  onFree(freed: readonly number[]): void;
}

/** Arenas with large blocks, each freed by a click, a tap or a key. */
export function TouchBoard({ arenas, noun, freed, onFree }: TouchBoardProps) {
  const board = useRef<HTMLDivElement>(null);
  const [isAlive, setAlive] = useState(false);
  const [refused, setRefused] = useState<string>();
  useEffect(() => setAlive(true), []);
  const touched = touchedArenas(arenas, freed);
  const change = (wanted: readonly number[]) => {
    setRefused(undefined);
    onFree(wanted);
  };
  const press = (arena: TouchedArena, { number, state }: TouchedBlock) => {
    if (state === "live") change([...freed, number]);
    else setRefused(refusalOf(arena, number, noun));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its buttons are what has the focus
    <div className="pm-touch" ref={board} onKeyDown={(event) => moveFocus(event, arenas)}>
      <div className="pm-touch-arenas">
        {touched.map((arena) => (
          <Arena key={arena.number} arena={arena} noun={noun} isAlive={isAlive} press={press} />
        ))}
      </div>
      <div className="pm-touch-state">
        <p>
          <b>
            {countOf(
              touched.reduce((sum, arena) => sum + arena.liveCount, 0),
              noun,
            )}
          </b>{" "}
          live, <b>{countOf(touched.filter(({ isBack }) => !isBack).length, "arena")}</b> held
          {freed.length > 0 && (
            <>
              ; {freed.length} freed, {countOf(backCount(arenas, touched), "arena")} back
            </>
          )}
        </p>
        <button
          type="button"
          className="nb-button"
          disabled={!isAlive || freed.length === 0}
          onClick={() => change(freed.slice(0, -1))}
        >
          Undo
        </button>
        <button
          type="button"
          className="nb-button"
          disabled={!isAlive || freed.length === 0}
          onClick={() => change([])}
        >
          Reset
        </button>
      </div>
      <p className="pm-touch-told" role="status">
        {refused ??
          (freed.length === 0 ? `Press a ${noun} to free it.` : freeingWords(arenas, freed, noun))}
      </p>
    </div>
  );
}

function refusalOf({ number, isBack }: TouchedArena, block: number, noun: string): string {
  const gone = `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${block} is gone already`;
  return isBack ? `${gone}, and arena ${number} with it. Undo brings them back.` : `${gone}.`;
}

interface ArenaProps {
  readonly arena: TouchedArena;
  readonly noun: string;
  readonly isAlive: boolean;
  press(arena: TouchedArena, block: TouchedBlock): void;
}

function Arena({ arena, noun, isAlive, press }: ArenaProps) {
  const { number, isBack, blocks, liveCount } = arena;
  const state = isBack ? "given back" : `held by ${countOf(liveCount, noun)}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame
    <div
      className="pm-touch-arena"
      role="group"
      aria-label={`Arena ${number}, ${state}`}
      data-back={isBack || undefined}
    >
      <p aria-hidden="true">
        arena {number}
        <span>{isBack ? "given back" : ""}</span>
      </p>
      <div className="pm-touch-blocks">
        {blocks.map((block) =>
          block.state === "free" || block.state === "untouched" ? (
            <span key={block.number} data-state={block.state} />
          ) : (
            <button
              key={block.number}
              type="button"
              data-block={block.number}
              data-state={block.state}
              disabled={!isAlive}
              aria-pressed={block.state === "freed"}
              aria-label={`Free ${noun} ${block.number}`}
              onClick={() => press(arena, block)}
            >
              {block.number}
            </button>
          ),
        )}
      </div>
    </div>
  );
}

/** The arrow keys go from block to block, up and down from arena to arena. */
function moveFocus(event: KeyboardEvent<HTMLElement>, arenas: readonly TouchableArena[]): void {
  const row = blocksPerArena(arenas);
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -row, ArrowDown: row }[event.key];
  const from = event.target instanceof HTMLElement ? Number(event.target.dataset["block"]) : 0;
  if (by === undefined || !(from > 0)) return;
  event.preventDefault();
  for (let at = from + by; at > 0 && at <= row * arenas.length; at += Math.sign(by)) {
    const block = event.currentTarget.querySelector<HTMLElement>(`[data-block="${at}"]`);
    if (block === null) continue;
    block.focus();
    return;
  }
}
