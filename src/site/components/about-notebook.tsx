import type { NotebookPage } from "../plugins/reading-order";

/** What ran a notebook, and the file itself. */
export function AboutNotebook({ notebook }: { notebook: NotebookPage }) {
  const { number, kernel, download, file } = notebook;
  return (
    <ul className="nb-about" aria-label="About this notebook">
      <li>Notebook {String(number).padStart(2, "0")}</li>
      <li>run in the kernel {kernel}</li>
      <li>
        <a href={download} download={file}>
          Download {file}
        </a>
      </li>
    </ul>
  );
}
