/** A player with its worker: what it shows, and what a reader can do. */
import type { PlayerPlace } from "pymalloc-lab/internal";
import type { PythonVersion } from "pymalloc-lab/pymalloc";
import { useEffect, useMemo, useReducer, useRef } from "react";
import type { RunSource } from "./messages";
import { type Playable, usePlayback } from "./playback";
import { PlayerClient } from "./player-client";
import { type LinkedMoment, writeLink, type Zoom } from "./player-link";
import {
  arenaEventFrom,
  firstStep,
  noEventWords,
  type PlayerState,
  progressWords,
  speedFor,
  startState,
} from "./player-state";
import { choiceWithId, OWN_TRACE, optionsOf } from "./run-choices";

/** What a reader can do. */
export interface PlayerActions {
  load(run: string, python: PythonVersion): void;
  open(file: File): void;
  goTo(step: number): void;
  /** Goes to the next moment at which an arena comes or goes, or says that there is none. */
  toArenaEvent(direction: 1 | -1): void;
  /** Shows what a link names: another moment of the run, or another run. */
  visit(linked: LinkedMoment): void;
  /** Looks at a pool, and no longer follows the last operation. */
  choose(pool: PlayerPlace): void;
  follow(): void;
  setZoom(zoom: Zoom): void;
  setSpeed(speed: number): void;
  setPlaying(isPlaying: boolean): void;
}

type Change = (part: Partial<PlayerState>) => void;

/** What lasts from one drawing to the next. */
interface Session {
  client: PlayerClient | undefined;
  state: PlayerState;
  /** Where to go when the run is ready; undefined where its first view is. */
  goal: number | undefined;
}

/**
 * Starts a player at a linked moment.
 *
 * @param onLink - told of the link to the moment shown.
 * @param source - the run, where it is not one of the list.
 */
export function usePlayer(
  linked: LinkedMoment,
  onLink: (hash: string) => void,
  source?: RunSource,
) {
  const [state, change] = useReducer(
    (before: PlayerState, part: Partial<PlayerState>): PlayerState => ({ ...before, ...part }),
    linked,
    startState,
  );
  const session = useRef<Session>({ client: undefined, state, goal: linked.step });
  session.current.state = state;
  const given = useRef(source);
  const actions = useMemo(() => actionsOf(session.current, change), []);

  useEffect(() => {
    const { current } = session;
    const client = startClient(current, change);
    current.client = client;
    client.load(given.current ?? sourceOf(current.state.run, current.state.python));
    return () => client.terminate();
  }, []);
  const playable = useMemo(() => playableOf(session.current, actions), [actions]);
  usePlayback(state.isPlaying, playable);
  useEffect(() => {
    const { run, python, step, chosen, zoom, moment, isPlaying } = state;
    if (moment === undefined || isPlaying || run === OWN_TRACE) return;
    onLink(writeLink({ run, python, step, zoom, ...(chosen && { pool: chosen }) }));
  }, [state, onLink]);
  return { state, actions };
}

function startClient(session: Session, change: Change): PlayerClient {
  const client = new PlayerClient({
    progress: (reply) => change({ doing: progressWords(reply) }),
    ready: (about) => {
      const step = Math.min(about.length, session.goal ?? firstStep(about));
      change({ about, step, speed: speedFor(about.length) });
      client.seek(step, session.state.chosen);
    },
    moment: (moment) => change({ moment, doing: undefined }),
    failed: (failure) => change({ failure, doing: undefined, isPlaying: false }),
  });
  return client;
}

function actionsOf(session: Session, change: Change): PlayerActions {
  const show = (step: number, chosen: PlayerPlace | undefined) =>
    session.client?.seek(step, chosen);
  const begin = (run: string, python: PythonVersion, source: RunSource, at: LinkedMoment = {}) => {
    session.goal = at.step;
    change({ ...startState({ zoom: session.state.zoom, ...at }), run, python });
    session.client?.load(source);
  };
  const goTo = (wanted: number) => {
    const { about, chosen } = session.state;
    if (about === undefined) return;
    const step = Math.min(about.length, Math.max(0, Math.round(wanted)));
    change({ step, notice: undefined });
    show(step, chosen);
  };
  return {
    load: (run, python) => begin(run, python, sourceOf(run, python)),
    open: (file) => begin(OWN_TRACE, session.state.python, { kind: "file", file }),
    goTo,
    toArenaEvent: (direction) => {
      const { about, step } = session.state;
      if (about === undefined) return;
      const found = arenaEventFrom(about, step, direction);
      if (found === undefined) change({ notice: noEventWords(about, direction) });
      else goTo(found);
    },
    visit: (linked) => {
      const wanted = startState(linked);
      const { run, python, about } = session.state;
      if (wanted.run !== run || wanted.python !== python || about === undefined) {
        begin(wanted.run, wanted.python, sourceOf(wanted.run, wanted.python), linked);
        return;
      }
      const step = Math.min(about.length, linked.step ?? firstStep(about));
      change({ step, chosen: linked.pool, zoom: wanted.zoom, isPlaying: false, notice: undefined });
      show(step, linked.pool);
    },
    choose: (chosen) => {
      change({ chosen });
      show(session.state.step, chosen);
    },
    follow: () => {
      change({ chosen: undefined });
      show(session.state.step, undefined);
    },
    setZoom: (zoom) => change({ zoom }),
    setSpeed: (speed) => change({ speed }),
    setPlaying: (isPlaying) => {
      const { about, step } = session.state;
      const isAtEnd = about !== undefined && step >= about.length;
      change({ isPlaying, notice: undefined, ...(isPlaying && isAtEnd && { step: 0 }) });
    },
  };
}

function playableOf(session: Session, actions: PlayerActions): Playable {
  return {
    state: () => session.state,
    isBusy: () => session.client?.isBusy ?? true,
    goTo: actions.goTo,
    stop: () => actions.setPlaying(false),
  };
}

function sourceOf(run: string, python: PythonVersion): RunSource {
  const choice = choiceWithId(run);
  return { kind: "experiment", experiment: choice.experiment, options: optionsOf(choice, python) };
}
