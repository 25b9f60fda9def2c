import Link from "@docusaurus/Link";
import type { NotebookPage, ReadablePage, ReadingOrder } from "../plugins/reading-order";

/** The notebooks in reading order, then the guide. */
export function WhereToGo({ notebooks, guide }: ReadingOrder) {
  return (
    <>
      {notebooks.length > 0 && (
        <section aria-labelledby="notebooks">
          <h2 id="notebooks">The notebooks, in order</h2>
          <ol className="pm-cards">
            {notebooks.map((page) => (
              <NotebookCard key={page.id} page={page} />
            ))}
          </ol>
        </section>
      )}
      {guide.length > 0 && (
        <section aria-labelledby="guide">
          <h2 id="guide">Beside them</h2>
          <ul className="pm-cards pm-cards--small">
            {guide.map((page) => (
              <GuideCard key={page.id} page={page} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function NotebookCard({ page }: { page: NotebookPage }) {
  return (
    <li className="pm-card">
      <span className="pm-card-number" aria-hidden="true">
        {page.place}
      </span>
      <h3>
        <Link to={page.permalink}>{page.title}</Link>
      </h3>
      <p>{page.description}</p>
    </li>
  );
}

function GuideCard({ page }: { page: ReadablePage }) {
  return (
    <li className="pm-card">
      <h3>
        <Link to={page.permalink}>{page.title}</Link>
      </h3>
      <p>{page.description}</p>
    </li>
  );
}
