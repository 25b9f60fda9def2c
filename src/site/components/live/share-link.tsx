import { useRef, useState } from "react";
import type { CellState } from "./cell-state";

/** Copies a link that holds the cell's code, and shows it where copying is not allowed. */
export function ShareLink({ state }: { state: CellState }) {
  const [shared, setShared] = useState<Shared | undefined>(undefined);
  const { cell, code } = state;
  const share = async () => setShared(await copyLink(cell.id, code));
  return (
    <>
      <button type="button" className="nb-button" onClick={() => void share()}>
        Share
      </button>
      {shared !== undefined && shared.of === code && <SharedLink shared={shared} />}
    </>
  );
}

/** What came of sharing this code. */
interface Shared {
  readonly of: string;
  readonly link: string;
  readonly isCopied: boolean;
  readonly complaint: string;
}

function SharedLink({ shared: { link, isCopied, complaint } }: { shared: Shared }) {
  const field = useRef<HTMLInputElement>(null);
  if (complaint !== "") {
    return (
      <p className="nb-said" role="status">
        No link was made: {complaint}.
      </p>
    );
  }
  if (isCopied) {
    return (
      <p className="nb-said" role="status">
        The link to this experiment is copied. The code is in the link itself.
      </p>
    );
  }
  return (
    <p className="nb-said">
      <label>
        Copy this link:{" "}
        <input ref={field} readOnly value={link} onFocus={() => field.current?.select()} />
      </label>
    </p>
  );
}

async function copyLink(cellId: string, code: string): Promise<Shared> {
  try {
    const { origin, pathname } = window.location;
    const { codeFragment } = await import(
      /* webpackChunkName: "code-link" */ "../../../live/code-link"
    );
    const link = `${origin}${pathname}${await codeFragment({ cellId, code })}`;
    return { of: code, link, isCopied: await isCopied(link), complaint: "" };
  } catch (error) {
    const complaint = error instanceof Error ? error.message : String(error);
    return { of: code, link: "", isCopied: false, complaint };
  }
}

async function isCopied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
