import Link from "@docusaurus/Link";
import { type ChangeEvent, type DragEvent, useRef, useState } from "react";
import { HEAP_SAMPLES, type HeapSource } from "./heap-source";

interface HeapDoorProps {
  readonly source: HeapSource | undefined;
  onSource(source: HeapSource | undefined): void;
}

/** Where the heap of a process is given: dropped, opened, or a sample. */
export function HeapDoor({ source, onSource }: HeapDoorProps) {
  return (
    <section className="st-door" aria-labelledby="what-holds-it">
      <h2 id="what-holds-it">Or ask what holds it</h2>
      <p>
        A text says how much is held, a heap says <em>by what</em>. Drop what{" "}
        <code>pymalloc-lab inspect PID --save heap.held.json.gz</code> wrote, a core, or a copy that
        a process made of itself: <Link to="/docs/find-what-holds-it">Find what holds it</Link> says
        how. Large cores take less when the command makes the file.
      </p>
      <HeapPicker label="Drop a heap here, or" source={source} onSource={onSource}>
        <span>Try it with:</span>
        {HEAP_SAMPLES.map((sample) => (
          <button
            key={sample.name}
            type="button"
            aria-pressed={source === sample}
            onClick={() => onSource(sample)}
          >
            {sample.name}
          </button>
        ))}
        {source !== undefined && (
          <button type="button" onClick={() => onSource(undefined)}>
            Back to the text
          </button>
        )}
      </HeapPicker>
    </section>
  );
}

/** A place to drop a file, a button to open one, and what else stands beside it. */
export function HeapPicker({
  label,
  source,
  onSource,
  children,
}: HeapDoorProps & { readonly label: string; readonly children?: React.ReactNode }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (file: File | undefined) => {
    if (file !== undefined) onSource({ kind: "file", file });
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    take(target.files?.[0]);
    target.value = "";
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way, the button is the other.
    <div
      className={isOver ? "st-drop st-drop--over" : "st-drop"}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="st-buttons">
        {children}
        <span className="st-own">
          <span>{source?.kind === "file" ? source.file.name : label}</span>
          <button type="button" onClick={() => input.current?.click()}>
            Open a heap
          </button>
        </span>
        <input
          ref={input}
          type="file"
          hidden
          aria-label="A held heap, a core, or a copy"
          onChange={choose}
        />
      </div>
    </div>
  );
}
