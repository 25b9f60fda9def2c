import samples from "@site/src/site/data/stats-samples.json";
import { lastOfPymalloc, parseMallocStats, type StatsText } from "pymalloc-lab/stats";
import { lazy, Suspense, useId, useState } from "react";
import { HeapDoor } from "../held-heap/heap-door";
import type { HeapSource } from "../held-heap/heap-source";
import { Difference } from "./difference";
import { LogView } from "./log-view";
import { firstLines, type Source, textOf } from "./source";
import { SourceField } from "./source-field";
import { TextReport } from "./text-report";
import { useTexts } from "./use-texts";

/** The sample that the page opens with: the primer's surprise. */
const [, OPENING] = samples;
const EMPTY: Source = { kind: "pasted", text: "" };

/** Reads heaps and draws them: loaded when there is one. */
const HeapReport = lazy(() => import(/* webpackChunkName: "heap" */ "../held-heap/heap-report"));

/** The whole tool: one text or two, and everything that follows from them. */
export function StatsTool() {
  const [source, setSource] = useState<Source>(
    OPENING === undefined ? EMPTY : { kind: "sample", sample: OPENING },
  );
  const [earlier, setEarlier] = useState<Source>();
  const [residentBytes, setResidentBytes] = useState<number>();
  const [heap, setHeap] = useState<HeapSource>();
  const texts = useTexts(textOf(source));
  const give = (text: Source) => {
    setHeap(undefined);
    setSource(text);
  };
  const takeHeap = (file: File) => setHeap({ kind: "file", file });
  return (
    <div className="st-tool">
      <div className={earlier === undefined ? "st-sources" : "st-sources st-sources--two"}>
        {earlier !== undefined && (
          <SourceField
            label="Before"
            source={earlier}
            samples={samples}
            onSource={setEarlier}
            onHeap={takeHeap}
          />
        )}
        <SourceField
          label={earlier === undefined ? "Your text, or a log with many" : "After"}
          source={source}
          samples={samples}
          onSource={give}
          onHeap={takeHeap}
        />
      </div>
      <div className="st-more">
        <button type="button" onClick={() => setEarlier(earlier === undefined ? EMPTY : undefined)}>
          {earlier === undefined ? "Compare with an earlier text" : "Leave the earlier text out"}
        </button>
        <ResidentField onBytes={setResidentBytes} />
      </div>
      <HeapDoor source={heap} onSource={setHeap} />
      {heap !== undefined && (
        <Suspense fallback={<Reading what="the heap" />}>
          <HeapReport source={heap} />
        </Suspense>
      )}
      {heap === undefined && earlier !== undefined && <Compared earlier={earlier} texts={texts} />}
      {heap === undefined && (
        <Outcome key={keyOf(source)} source={source} texts={texts} residentBytes={residentBytes} />
      )}
    </div>
  );
}

/** Another text begins with its last; the same one, edited, stays where the reader was. */
function keyOf(source: Source): string {
  return source.kind === "sample" ? source.sample.file : source.kind;
}

function ResidentField({ onBytes }: { onBytes(bytes: number | undefined): void }) {
  const id = useId();
  return (
    <span className="st-resident">
      <label htmlFor={id}>Resident memory of the process, if you know it</label>
      <input
        id={id}
        type="number"
        min={1}
        step="any"
        inputMode="decimal"
        onChange={({ target: { valueAsNumber: mebibytes } }) =>
          onBytes(mebibytes > 0 ? mebibytes * 2 ** 20 : undefined)
        }
      />
      <span>MiB</span>
    </span>
  );
}

function Compared({
  earlier,
  texts,
}: {
  earlier: Source;
  texts: readonly StatsText[] | undefined;
}) {
  const before = useTexts(textOf(earlier));
  if (textOf(earlier).trim() === "") {
    return <p className="st-message">Paste the earlier text, and what changed stands here.</p>;
  }
  if (before === undefined || texts === undefined) return <Reading what="the log" />;
  const [from, to] = [lastOfPymalloc(before), lastOfPymalloc(texts)];
  if (from !== undefined && to !== undefined) return <Difference before={from} after={to} />;
  return (
    <p className="st-message" role="alert">
      {from === undefined ? "The text before" : "The text after"} is not a text of pymalloc, so
      there is nothing to compare.
    </p>
  );
}

interface OutcomeProps {
  readonly source: Source;
  readonly texts: readonly StatsText[] | undefined;
  readonly residentBytes: number | undefined;
}

function Outcome({ source, texts, residentBytes }: OutcomeProps) {
  const [wanted, setWanted] = useState<number>();
  if (texts === undefined) return <Reading what="the log" />;
  if (texts.length === 0) return <NotUnderstood text={textOf(source)} />;
  const place = Math.min(wanted ?? texts.length - 1, texts.length - 1);
  const text = texts[place];
  if (text === undefined) return null;
  return (
    <>
      {texts.length > 1 && <LogView texts={texts} place={place} onPlace={setWanted} />}
      <TextReport text={text} about={aboutOf(source)} residentBytes={residentBytes} />
    </>
  );
}

function aboutOf(source: Source): string {
  switch (source.kind) {
    case "sample":
      return `A real text: ${source.sample.about}`;
    case "pasted":
      return "Your text";
    case "file":
      return source.name;
  }
}

function Reading({ what }: { what: string }) {
  return (
    <p className="st-message" role="status">
      Reading {what}…
    </p>
  );
}

/** What was given is not a stats text: why not, and the sample, greyed. */
function NotUnderstood({ text }: { text: string }) {
  const [first] = parseMallocStats(OPENING?.text ?? "");
  return (
    <>
      <div className="st-message" role="alert">
        <WhyNot text={text} />
      </div>
      {first !== undefined && (
        <div className="st-greyed" aria-hidden="true" inert>
          <TextReport text={first} about="An example" residentBytes={undefined} />
        </div>
      )}
    </>
  );
}

/** Why a text is not understood: its beginning, and what would be right. */
function WhyNot({ text }: { text: string }) {
  const lines = firstLines(text);
  if (lines.length === 0) {
    return (
      <p>
        There is no text yet. Paste one above; until then, this is what a page of it looks like.
      </p>
    );
  }
  // The bytes of a compressed or a binary file are nothing to read.
  if (text.includes("\0")) {
    return (
      <p>
        This file is not text. Open one that has what <code>sys._debugmallocstats()</code> printed.
      </p>
    );
  }
  return (
    <>
      <p>
        No line here is one that <code>sys._debugmallocstats()</code> prints. The text starts with
      </p>
      <pre>{lines.join("\n")}</pre>
      <p>
        Its first line should be such as{" "}
        <code>Small block threshold = 512, in 32 size classes.</code>
      </p>
    </>
  );
}
