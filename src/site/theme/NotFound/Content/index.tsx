import Link from "@docusaurus/Link";

/** Where a reader who came to a page that is not there may have wanted to go. */
const PLACES = [
  [
    "/notebooks/arenas-pools-blocks",
    "The notebooks",
    "from twelve nodes in three arenas to a way out",
  ],
  ["/docs/start-here", "The guide", "what is here, and in which order to read it"],
  [
    "/will-my-memory-come-back",
    "Will my memory come back?",
    "paste what your own Python prints, and read what it means",
  ],
  ["/dials", "The dials", "other numbers, orders and Pythons"],
  ["/player", "The player", "a run, step by step"],
] as const;

/** The page for an address that leads nowhere. */
export default function NotFoundContent() {
  return (
    <main className="container margin-vert--xl">
      <h1>Nothing lives at this address</h1>
      <p>
        The page was moved, or it was never here. The search at the top knows every page; these are
        where most readers begin:
      </p>
      <ul>
        {PLACES.map(([path, title, about]) => (
          <li key={path}>
            <Link to={path}>{title}</Link>: {about}
          </li>
        ))}
      </ul>
    </main>
  );
}
