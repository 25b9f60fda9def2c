import Link from "@docusaurus/Link";
import { heldBySurvivors } from "pymalloc-lab/charts";
import { survivorLaw } from "pymalloc-lab/experiments";
import { useId } from "react";
import { NotebookChart } from "./chart/notebook-chart";

/** Made once: the same chart is the same for every drawing of the page. */
const CHART = heldBySurvivors(survivorLaw());

/** How much a few survivors hold: the curve that the third notebook derives. */
export function Survivors() {
  const id = useId();
  return (
    <section aria-labelledby={id} className="pm-survivors">
      <h2 id={id}>How few can hold how much?</h2>
      <p>
        A million strings are made, and all but a few are dropped. Take the mark to any number of
        survivors: it says what they need, and what the process holds for them.
      </p>
      <NotebookChart chart={CHART} />
      <p>
        <Link to="/notebooks/rare-survivors">Where the line comes from: one formula</Link>
      </p>
    </section>
  );
}
