import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { type Palette, readPalette } from "./palette";
import { type Surface, surfaceOf } from "./surface";

/** A drawing whose parts can be chosen by pointer and by arrow keys. */
interface MapCanvasProps {
  /** What the parts are: "Arenas". */
  readonly label: string;
  /** Parts in all, and in a row. */
  readonly count: number;
  readonly columns: number;
  /** The part that is chosen, and what there is to say of it. */
  readonly chosen: number;
  readonly words: string;
  /** Height in a width. */
  height(width: number): number;
  draw(surface: Surface): void;
  /** The part at a place. */
  partAt(x: number, y: number, width: number): number | undefined;
  choose(part: number): void;
  /** Goes one level nearer: Enter, or a tap. */
  open?: ((part: number) => void) | undefined;
}

/**
 * A canvas that is one tab stop. To a screen reader it is a list of which the chosen
 * part is there; hundreds of others would be too many to keep in the page.
 */
export function MapCanvas(props: MapCanvasProps) {
  const { label, count, chosen, words } = props;
  const { host, canvas, width } = useDrawing(props);
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    const part = moved(event.key, props);
    if (event.key === "Enter") props.open?.(props.chosen);
    else if (part === undefined || event.shiftKey) return;
    else props.choose(part);
    event.preventDefault();
  };
  const onClick = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = props.partAt(event.clientX - box.left, event.clientY - box.top, width);
    if (part === undefined) return;
    props.choose(part);
    props.open?.(part);
  };
  return (
    <div
      ref={host}
      className="pm-player-canvas"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={id}
      onKeyDown={onKeyDown}
      onPointerUp={onClick}
      style={{ height: props.height(width) }}
    >
      <canvas ref={canvas} />
      <span
        id={id}
        className="pm-only-read"
        role="option"
        tabIndex={-1}
        aria-selected
        aria-posinset={chosen + 1}
        aria-setsize={count}
      >
        {words}
      </span>
    </div>
  );
}

function moved(key: string, { chosen, columns, count }: MapCanvasProps): number | undefined {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (by === undefined) return undefined;
  const part = chosen + by;
  return part < 0 || part >= count ? chosen : part;
}

/** Draws after every change, at the width there is, in the theme's colours. */
export function useDrawing({ height, draw }: Pick<MapCanvasProps, "height" | "draw">) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(340);
  const palette = usePalette(host);
  // Before the first paint, so that nothing below moves after it.
  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (canvas.current === null || palette === undefined || width === 0) return;
    const surface = surfaceOf(canvas.current, palette, width, height(width));
    if (surface !== undefined) draw(surface);
  });
  return { host, canvas, width };
}

function usePalette(host: React.RefObject<HTMLElement | null>): Palette | undefined {
  const [palette, setPalette] = useState<Palette>();
  useEffect(() => {
    const read = () => {
      if (host.current !== null) setPalette(readPalette(host.current));
    };
    read();
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => observer.disconnect();
  }, [host]);
  return palette;
}
