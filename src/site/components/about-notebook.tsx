import type { Provenance } from "../../notebook/format/provenance";
import type { NotebookPage } from "../plugins/reading-order";
import { CiteNotebook } from "./cite-notebook";

/** Where a notebook stands in the order, what its outputs were made with, and the file itself. */
export function AboutNotebook({ notebook, of }: { notebook: NotebookPage; of: number }) {
  const { place, kernel, provenance, seeds, download, file } = notebook;
  return (
    <div className="nb-about">
      <ul aria-label="About this notebook">
        <li>
          Notebook {place} of {of}
        </li>
        <li>{provenance ? <Run {...provenance} kernel={kernel} /> : "not run yet"}</li>
        {seeds.length > 0 && (
          <li>
            {seeds.length > 1 ? "seeds" : "seed"} {seeds.join(", ")}
          </li>
        )}
        <li>
          <a href={download} download={file}>
            Download it
          </a>
        </li>
      </ul>
      <CiteNotebook notebook={notebook} />
    </div>
  );
}

function Run({ version, date, kernel }: Provenance & { kernel: string }) {
  return (
    <>
      run <time dateTime={date}>{spelled(date)}</time> with pymalloc-lab {version}, kernel {kernel}
    </>
  );
}

/** A day as `22 November 2026`; the same on the server and in every browser. */
function spelled(date: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}
