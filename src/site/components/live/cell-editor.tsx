import { useEffect, useRef } from "react";
import type { CodeEditor } from "./code-editor";

/** What an editor shows and whom it tells. */
export interface CellEditorProps {
  readonly n: number;
  readonly code: string;
  /** Line to mark, from 1. */
  readonly errorLine: number | undefined;
  readonly onChange: (code: string) => void;
  readonly onRun: () => void;
  readonly onLeave: () => void;
}

/** The editor of a cell. Its program is loaded when the first one opens. */
export function CellEditor(props: CellEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    let isGone = false;
    const open = async () => {
      const { openEditor } = await import(/* webpackChunkName: "live-editor" */ "./code-editor");
      if (isGone || host.current === null) return;
      const { n, code, errorLine } = latest.current;
      host.current.replaceChildren();
      editor.current = openEditor(host.current, {
        code,
        label: `Code of cell ${n}. Shift and Enter run it, Escape leaves the editor.`,
        onChange: (changed) => latest.current.onChange(changed),
        onRun: () => latest.current.onRun(),
        onLeave: () => latest.current.onLeave(),
      });
      editor.current.markLine(errorLine);
      editor.current.focus();
    };
    void open();
    return () => {
      isGone = true;
      editor.current?.close();
      editor.current = undefined;
    };
  }, []);
  const { code, errorLine } = props;
  useEffect(() => editor.current?.show(code), [code]);
  useEffect(() => editor.current?.markLine(errorLine), [errorLine]);
  return (
    <div className="nb-editor" ref={host}>
      <pre>{code}</pre>
    </div>
  );
}
