import Link from "@docusaurus/Link";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";

interface TermProps {
  /** Anchor on the glossary's page. */
  readonly anchor: string;
  readonly definition: string;
  readonly children?: ReactNode;
}

/** A word that the glossary explains; what it means shows on hover and focus, until Escape. */
export function GlossaryTerm({ anchor, definition, children }: TermProps) {
  const id = useId();
  const [isDismissed, setDismissed] = useState(false);
  const onKeyDown = ({ key }: KeyboardEvent) => key === "Escape" && setDismissed(true);
  const back = () => setDismissed(false);
  return (
    <span className="pm-term" data-dismissed={isDismissed || undefined} onPointerLeave={back}>
      <Link
        to={`/docs/glossary#${anchor}`}
        aria-describedby={id}
        onKeyDown={onKeyDown}
        onBlur={back}
      >
        {children}
      </Link>
      <span className="pm-term-meaning" role="tooltip" id={id}>
        {definition}
      </span>
    </span>
  );
}
