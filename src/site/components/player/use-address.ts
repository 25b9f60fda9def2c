/** The page's address and the player's moment, each following the other. */
import { useLocation } from "@docusaurus/router";
import { useCallback, useEffect, useRef } from "react";
import { type LinkedMoment, readLink } from "./player-link";

/**
 * Keeps the address at the moment shown. A step takes the place of the one before it in the
 * browser's history; another run is a place of its own, to come back to.
 *
 * @returns what is to be told of a link, and the link that was written last.
 */
export function useKeptAddress(isWanted: boolean) {
  const written = useRef(isWanted ? location.hash : "");
  const keep = useCallback(
    (link: string) => {
      const before = written.current;
      if (!isWanted || before === link) return;
      written.current = link;
      const isOtherRun = before !== "" && runOf(before) !== runOf(link);
      if (location.hash === link) return;
      if (isOtherRun) history.pushState(history.state, "", link);
      else history.replaceState(history.state, "", link);
    },
    [isWanted],
  );
  return { keep, written };
}

/** Goes where a new address leads: by a link, by Back, or typed over the old one. */
export function useFollowedAddress(
  isWanted: boolean,
  written: { current: string },
  visit: (linked: LinkedMoment) => void,
): void {
  const { hash } = useLocation();
  const latest = useRef(visit);
  latest.current = visit;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the router's hash says when to look
  useEffect(() => {
    if (!isWanted) return undefined;
    const look = () => {
      if (location.hash === written.current) return;
      written.current = location.hash;
      latest.current(readLink(location.hash));
    };
    look();
    addEventListener("hashchange", look);
    addEventListener("popstate", look);
    return () => {
      removeEventListener("hashchange", look);
      removeEventListener("popstate", look);
    };
  }, [hash, isWanted, written]);
}

function runOf(hash: string): string {
  const { run, python } = readLink(hash);
  return `${run} ${python}`;
}
