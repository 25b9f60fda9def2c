import { isOverhead, type Part } from "./parts";
import { bytesShort, percentShort } from "./words";

/** Overheads above this share are seen well enough in the bar itself. */
const MOST_ENLARGED = 0.2;

/**
 * The held arenas as one bar: what is live, what is free, what is lost.
 *
 * @param of - bytes that the whole width stands for; the held ones where left out.
 */
export function Ledger({ parts, of }: { parts: readonly Part[]; of?: number }) {
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total === 0) return null;
  const overheads = parts.filter(isOverhead);
  const lost = overheads.reduce((sum, { bytes }) => sum + bytes, 0);
  const words = parts.map(
    ({ name, bytes, share }) => `${name} ${bytesShort(bytes)}, ${percentShort(share)}`,
  );
  return (
    <div className="st-ledger" role="img" aria-label={`Held in arenas: ${words.join("; ")}.`}>
      <div className="st-bar" style={{ width: `${(100 * total) / (of ?? total)}%` }}>
        {parts.map((part) => (
          <Segment key={part.key} part={part} of={total} />
        ))}
      </div>
      {of === undefined && lost > 0 && lost / total < MOST_ENLARGED && (
        <Enlarged parts={overheads} lost={lost} share={lost / total} />
      )}
    </div>
  );
}

function Segment({ part, of }: { part: Part; of: number }) {
  const { key, name, bytes } = part;
  if (bytes === 0) return null;
  return (
    <div className={`st-segment st-${key}`} style={{ width: `${(100 * bytes) / of}%` }}>
      {!isOverhead(part) && (
        <span className="st-segment-label">
          <SegmentName name={name} /> {bytesShort(bytes)}
        </span>
      )}
    </div>
  );
}

/** "Free blocks in used pools" is cut to its first two words where there is no room for all. */
function SegmentName({ name }: { name: string }) {
  const [short, ...rest] = name.split(" in ");
  return (
    <span className="st-segment-name">
      {short}
      {rest.length > 0 && <span className="st-segment-rest"> in {rest.join(" in ")}</span>}
    </span>
  );
}

function Enlarged({ parts, lost, share }: { parts: readonly Part[]; lost: number; share: number }) {
  const from = 100 - 100 * share;
  return (
    <>
      <svg className="st-wedge" viewBox="0 0 100 26" preserveAspectRatio="none" aria-hidden="true">
        <path className="st-wedge-wide" d={`M${from} 0H100V26H60Z`} />
        <path className="st-wedge-narrow" d={`M${from} 0H100V26H0Z`} />
      </svg>
      <div className="st-enlarged">
        <span>
          overheads: {percentShort(share)}, {bytesShort(lost)}, enlarged
        </span>
        <div className="st-bar st-bar--small">
          {parts.map((part) => (
            <Segment key={part.key} part={part} of={lost} />
          ))}
        </div>
      </div>
    </>
  );
}
