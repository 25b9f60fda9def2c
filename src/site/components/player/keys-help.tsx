import { KEYS } from "./player-keys";

/** The keys, on request. */
export function KeysHelp() {
  return (
    <details className="pm-player-keys">
      <summary>Keys</summary>
      <dl>
        {KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p>
        On the maps the arrow keys choose an arena or a pool, and Enter opens it. On the slider they
        step.
      </p>
    </details>
  );
}
