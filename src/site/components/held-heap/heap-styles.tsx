/**
 * The styles of a heap's report. They come with it: every page loads the site's sheet whole, and
 * most readers never open a heap.
 */
const STYLES = `
.st-page .st-holders {
  max-width: none;
}

.st-holders td:nth-child(2),
.st-holders th:nth-child(2) {
  text-align: start;
}

.st-holders label {
  align-items: center;
  cursor: pointer;
  display: flex;
  gap: 10px;
  min-height: 28px;
}

.st-holders input {
  accent-color: var(--ifm-color-primary);
  flex: none;
  height: 18px;
  margin: 0;
  width: 18px;
}

.st-dropped {
  margin: 14px 0 18px;
  max-width: 46em;
  min-height: 3.2em;
}

.st-heap .pm-chart {
  margin-top: 24px;
}

/* An arena that comes back fades, and leaves its outline. */
.pm-going {
  animation: pm-going 0.9s ease-in forwards;
}

@keyframes pm-going {
  to {
    opacity: 0;
  }
}

@media (prefers-reduced-motion: reduce) {
  .pm-going {
    animation: none;
    opacity: 0;
  }
}

@media (max-width: 760px) {
  .st-holders tr {
    gap: 0 12px;
    grid-template-columns: 1.4fr repeat(3, 1fr);
  }

  .st-holders :is(th, td) {
    overflow-wrap: anywhere;
    padding-inline-start: 0;
  }

  .st-holders label {
    min-height: 44px;
  }
}
`;

/** Puts the styles into the page while a report is shown. */
export function HeapStyles() {
  return <style>{STYLES}</style>;
}
