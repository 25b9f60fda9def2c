import { useState } from "react";
import { OrderList } from "../choice/order-list";
import type { AskedProps } from "./asked";

/** All choices, to be put in order. */
export default function AskedOrder({ question, guessed, state, isAlive, commit }: AskedProps) {
  const { choices, order, asks, unit } = question;
  const [items, setItems] = useState<readonly string[]>(() => choices.map(({ text }) => text));
  const kept = guessed?.split("\n");
  const ends = [`Fewest ${unit}`, `Most ${unit}`];
  const [first = "", last = ""] = order === "least first" ? ends : ends.reverse();
  return (
    <div className="pm-choices-order">
      <p className="pm-asks">{asks}</p>
      <OrderList
        items={state === "asked" ? items : (kept ?? items)}
        first={first}
        last={last}
        label={asks}
        isDisabled={!isAlive || state !== "asked"}
        onOrder={setItems}
      />
      <p className="pm-choice-check">
        <button
          type="button"
          disabled={!isAlive || state !== "asked"}
          onClick={() => commit(items.join("\n"))}
        >
          That is my order
        </button>
      </p>
    </div>
  );
}
