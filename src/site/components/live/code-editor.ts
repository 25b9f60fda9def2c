/** A TypeScript editor on CodeMirror, in the page's own colours. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { type EditorState, type Range, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  type KeyBinding,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** What an editor is opened with. */
export interface EditorOptions {
  readonly code: string;
  /** For a screen reader. */
  readonly label: string;
  readonly onChange: (code: string) => void;
  readonly onRun: () => void;
  readonly onLeave: () => void;
}

/** An open editor. */
export interface CodeEditor {
  /** Shows other code, unless it is the code that is there. */
  show(code: string): void;
  /** Marks a line, from 1, or none. */
  markLine(line: number | undefined): void;
  focus(): void;
  close(): void;
}

const setMarkedLine = StateEffect.define<number | undefined>();

/** The line that threw, until the code is changed. */
const markedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarkedLine)) return markOf(transaction.state, effect.value);
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function markOf({ doc }: EditorState, line: number | undefined): DecorationSet {
  if (line === undefined || line < 1 || line > doc.lines) return Decoration.none;
  const mark: Range<Decoration> = Decoration.line({ class: "nb-line--threw" }).range(
    doc.line(line).from,
  );
  return Decoration.set([mark]);
}

const highlighting = HighlightStyle.define([
  { tag: tags.comment, color: "var(--code-comment)" },
  { tag: [tags.keyword, tags.operatorKeyword], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
  { tag: [tags.typeName, tags.className], color: "var(--code-type)" },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: "var(--code-function)",
  },
]);

/** Opens an editor in an element. */
export function openEditor(parent: HTMLElement, options: EditorOptions): CodeEditor {
  const { code, label, onChange } = options;
  const view = new EditorView({
    parent,
    doc: code,
    extensions: [
      keymap.of([...keysOf(options), ...defaultKeymap, ...historyKeymap, indentWithTab]),
      lineNumbers(),
      history(),
      drawSelection(),
      indentOnInput(),
      indentUnit.of("  "),
      bracketMatching(),
      highlightActiveLine(),
      javascript({ typescript: true }),
      syntaxHighlighting(highlighting),
      markedLine,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged) onChange(state.doc.toString());
      }),
    ],
  });
  return {
    show(shown) {
      if (shown === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: shown } });
    },
    markLine: (line) => view.dispatch({ effects: setMarkedLine.of(line) }),
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}

function keysOf({ onRun, onLeave }: EditorOptions): KeyBinding[] {
  const run = () => {
    onRun();
    return true;
  };
  const leave = () => {
    onLeave();
    return true;
  };
  return [
    { key: "Shift-Enter", run },
    { key: "Mod-Enter", run },
    { key: "Ctrl-Enter", run },
    { key: "Escape", run: leave },
  ];
}
