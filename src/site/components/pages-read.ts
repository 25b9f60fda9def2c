/** Which pages a reader has read to the end, kept in the reader's own browser and nowhere else. */
import { type RefObject, useEffect, useRef, useSyncExternalStore } from "react";

/** Where the browser keeps it: a JSON list of addresses. */
const KEY = "pymalloc-lab.pages-read";

const listeners = new Set<() => void>();
const NONE: readonly string[] = [];
let text: string | null = null;
let pages = NONE;

/** The pages read, the same list as long as nothing changes. */
function read(): readonly string[] {
  const stored = storedText();
  if (stored !== text) {
    text = stored;
    pages = parse(stored);
  }
  return pages;
}

function storedText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function parse(stored: string | null): readonly string[] {
  try {
    const value: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : NONE;
  } catch {
    return NONE;
  }
}

function markRead(page: string): void {
  if (read().includes(page)) return;
  try {
    localStorage.setItem(KEY, JSON.stringify([...read(), page]));
  } catch {
    return; // nothing is kept, so nothing is shown
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** Says whether a page was read to its end. */
export function useIsRead(page: string): boolean {
  return useSyncExternalStore(subscribe, read, () => NONE).includes(page);
}

/** Marks a page as read when the element that the reference is given to comes into view. */
export function useMarkReadAtEnd(page: string): RefObject<HTMLDivElement | null> {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) markRead(page);
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [page]);
  return end;
}
