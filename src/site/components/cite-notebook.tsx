import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import CodeBlock from "@theme/CodeBlock";
import type { NotebookPage } from "../plugins/reading-order";

/** The notebook as an entry of a bibliography, to copy. */
export function CiteNotebook({ notebook }: { notebook: NotebookPage }) {
  const { id, title, permalink, provenance } = notebook;
  const { siteConfig } = useDocusaurusContext();
  const date = provenance?.date ?? "";
  const fields = {
    title: `${title}: a notebook of pymalloc-lab`,
    author: "{The pymalloc-lab authors}",
    year: date.slice(0, 4),
    version: provenance?.version ?? "",
    url: siteConfig.url + permalink,
  };
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `  ${name} = {${value}},`);
  const key = `pymalloclab-${id.replace(/^\d+-/, "")}`;
  return (
    <details className="nb-cite">
      <summary>Cite it</summary>
      <CodeBlock language="text">{[`@misc{${key},`, ...lines, "}"].join("\n")}</CodeBlock>
    </details>
  );
}
