import type { NotebookPage } from "../plugins/reading-order";

/** Where a notebook stands in the order, what ran it, and the file itself. */
export function AboutNotebook({ notebook, of }: { notebook: NotebookPage; of: number }) {
  const { place, kernel, download, file } = notebook;
  return (
    <ul className="nb-about" aria-label="About this notebook">
      <li>
        Notebook {place} of {of}
      </li>
      <li>run in the kernel {kernel}</li>
      <li>
        <a href={download} download={file}>
          Download it
        </a>
      </li>
    </ul>
  );
}
