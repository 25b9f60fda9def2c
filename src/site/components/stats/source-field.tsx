import useIsBrowser from "@docusaurus/useIsBrowser";
import { decodeLog } from "pymalloc-lab/internal";
import {
  type ChangeEvent,
  type ComponentProps,
  type DragEvent,
  useId,
  useRef,
  useState,
} from "react";
import { isHeapFile } from "../held-heap/heap-source";
import { LONGEST_SHOWN, type Sample, type Source, textOf } from "./source";

interface SourceFieldProps {
  readonly label: string;
  readonly source: Source;
  readonly samples: readonly Sample[];
  onSource(source: Source): void;
  /** Takes a file that is not text but the heap of a process. */
  onHeap(file: File): void;
}

/** Where a text is pasted, dropped, opened, or chosen. */
export function SourceField({ label, source, samples, onSource, onHeap }: SourceFieldProps) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const open = async (file: File | undefined) => {
    if (file === undefined) return;
    if (await isHeapFile(file)) {
      onHeap(file);
      return;
    }
    const text = decodeLog(new Uint8Array(await file.arrayBuffer()));
    onSource({ kind: "file", name: file.name, text });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void open(event.dataTransfer.files[0]);
  };
  const dragOver = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div className={isOver ? "st-source st-source--over" : "st-source"}>
      <label htmlFor={id}>{label}</label>
      <TextField
        id={id}
        source={source}
        onSource={onSource}
        onDrop={drop}
        onDragOver={dragOver}
        onDragLeave={() => setOver(false)}
      />
      <SourceButtons source={source} samples={samples} onSource={onSource} onFile={open} />
    </div>
  );
}

type TextFieldProps = Pick<SourceFieldProps, "source" | "onSource"> &
  Pick<ComponentProps<"textarea">, "id" | "onDrop" | "onDragOver" | "onDragLeave">;

function TextField({ source, onSource, ...others }: TextFieldProps) {
  const text = textOf(source);
  const isShown = text.length <= LONGEST_SHOWN;
  // Before the scripts run a text would be taken, and then replaced by the sample.
  const isAlive = useIsBrowser();
  return (
    <textarea
      {...others}
      readOnly={!isAlive}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      wrap="off"
      value={isShown ? text : ""}
      placeholder={
        isShown
          ? "Paste the text here, or drop a file"
          : `${source.kind === "file" ? source.name : "The text"} is read, and too long to be shown: ${(text.length / 1e6).toFixed(1)} MB. Paste another text here to replace it.`
      }
      // A sample gives way to what is pasted over it.
      onFocus={({ target }) => {
        if (source.kind === "sample") target.select();
      }}
      onChange={({ target }) => onSource({ kind: "pasted", text: target.value })}
    />
  );
}

function SourceButtons({
  source,
  samples,
  onSource,
  onFile,
}: Omit<SourceFieldProps, "label" | "onHeap"> & { onFile(file: File | undefined): Promise<void> }) {
  const input = useRef<HTMLInputElement>(null);
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    void onFile(target.files?.[0]);
    target.value = "";
  };
  return (
    <div className="st-buttons">
      <span>Real ones to look at:</span>
      {samples.map((sample) => (
        <button
          key={sample.file}
          type="button"
          aria-pressed={source.kind === "sample" && source.sample.file === sample.file}
          onClick={() => onSource({ kind: "sample", sample })}
        >
          {sample.name}
        </button>
      ))}
      <span className="st-own">
        <button type="button" onClick={() => input.current?.click()}>
          Open a file
        </button>
        <button type="button" onClick={() => onSource({ kind: "pasted", text: "" })}>
          Clear
        </button>
      </span>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="A file with stats texts"
        onChange={choose}
      />
    </div>
  );
}
