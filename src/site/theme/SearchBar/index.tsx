import { type ComponentType, useEffect, useRef, useState } from "react";

/** The field of either kind; both have the theme's class. */
const FIELD = "input.navbar__search-input";

/**
 * The search field. What searches is loaded when a reader first goes to it, so
 * that a page that is only read does not carry it.
 */
export default function SearchBar() {
  const [Loaded, setLoaded] = useState<ComponentType | null>(null);
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (Loaded !== null) {
      place.current?.querySelector<HTMLInputElement>(FIELD)?.focus();
      return;
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      place.current?.querySelector<HTMLInputElement>(FIELD)?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [Loaded]);

  const load = async () => {
    const { default: Search } = await import("#search-bar");
    setLoaded(() => Search);
  };
  return (
    <div ref={place}>
      {Loaded === null ? (
        <div className="navbar__search">
          <input
            className="navbar__search-input"
            type="search"
            placeholder="Search"
            aria-label="Search"
            onFocus={load}
          />
        </div>
      ) : (
        <Loaded />
      )}
    </div>
  );
}
