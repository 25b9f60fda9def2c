import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { moved } from "./moved";

/** What an ordered list is made with. */
export interface OrderListProps {
  readonly items: readonly string[];
  /** What stands at its two ends, such as "fewest arenas". */
  readonly first: string;
  readonly last: string;
  readonly label: string;
  readonly isDisabled: boolean;
  onOrder(items: readonly string[]): void;
}

/** A list that is put in order: by dragging, by its buttons, or with the arrow keys on them. */
export function OrderList({ items, first, last, label, isDisabled, onOrder }: OrderListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [held, setHeld] = useState<string>();
  const [told, setTold] = useState("");
  const move = (item: string, to: number) => {
    const place = Math.max(0, Math.min(items.length - 1, to));
    onOrder(moved(items, item, place));
    setTold(`${item} is number ${place + 1} of ${items.length}.`);
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (held === undefined) return;
    const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect());
    const to = rows.findIndex(({ bottom }) => event.clientY < bottom);
    const wanted = to < 0 ? items.length - 1 : to;
    if (wanted !== items.indexOf(held)) move(held, wanted);
  };
  const onKey = (event: KeyboardEvent, item: string) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(item, items.indexOf(item) + by);
  };
  return (
    <>
      <p className="pm-order-ends">{first} first</p>
      {/* The list holds the pointer: a row that takes another place would lose it. */}
      <ol
        className="pm-order"
        aria-label={label}
        ref={list}
        onPointerMove={drag}
        onPointerUp={() => setHeld(undefined)}
        onPointerCancel={() => setHeld(undefined)}
      >
        {items.map((item, place) => (
          <li key={item} data-held={held === item || undefined}>
            <span
              onPointerDown={(event) => {
                if (isDisabled) return;
                list.current?.setPointerCapture(event.pointerId);
                setHeld(item);
              }}
            >
              {item}
            </span>
            <button
              type="button"
              aria-label={`${item}: one place up`}
              disabled={isDisabled}
              aria-disabled={place === 0}
              onClick={() => move(item, place - 1)}
              onKeyDown={(event) => onKey(event, item)}
            >
              ↑
            </button>
            <button
              type="button"
              aria-label={`${item}: one place down`}
              disabled={isDisabled}
              aria-disabled={place === items.length - 1}
              onClick={() => move(item, place + 1)}
              onKeyDown={(event) => onKey(event, item)}
            >
              ↓
            </button>
          </li>
        ))}
      </ol>
      <p className="pm-order-ends">{last} last</p>
      <p className="pm-only-read" aria-live="polite">
        {told}
      </p>
    </>
  );
}
