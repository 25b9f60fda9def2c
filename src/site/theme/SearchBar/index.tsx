import { type ComponentType, type FocusEvent, useEffect, useRef, useState } from "react";

/** The field of either kind; both have the theme's class. */
const FIELD = "input.navbar__search-input";

/**
 * The search field. What searches is loaded when a reader first goes to it, so
 * that a page that is only read does not carry it. A reader who has gone on by
 * then is not brought back.
 */
export default function SearchBar() {
  const [Loaded, setLoaded] = useState<ComponentType | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const isLeft = useRef(false);

  useEffect(() => {
    const field = () => place.current?.querySelector<HTMLInputElement>(FIELD);
    if (Loaded !== null && !isLeft.current) field()?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
      welcome(field());
      if (Loaded !== null) return;
      event.preventDefault();
      field()?.focus();
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, [Loaded]);

  const load = async () => {
    const { default: Search } = await import("#search-bar");
    setLoaded(() => Search);
  };
  const onFocus = ({ target }: FocusEvent) => {
    isLeft.current = false;
    welcome(target);
  };
  // A field that is replaced loses the focus too, but to nothing.
  const onBlur = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget === null || place.current?.contains(relatedTarget)) return;
    isLeft.current = true;
    if (target instanceof HTMLInputElement) target.focus = () => welcome(target);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears of its field's focus, and does nothing
    <div ref={place} onFocus={onFocus} onBlur={onBlur}>
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

/**
 * Lets a field be focused by code again. The plugin does so when its index has come, wherever the
 * reader is then: a field that was left takes no notice of it once.
 */
function welcome(field: Element | null | undefined): void {
  if (field) Reflect.deleteProperty(field, "focus");
}
