import * as notebook from "@site/src/site/components/notebook";
import MDXComponents from "@theme-init/MDXComponents";
import type { ComponentProps } from "react";

/** A table scrolls sideways where it is too wide, so the keyboard must reach it. */
function Table(props: ComponentProps<"table">) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling is what it is reached for
  return <table tabIndex={0} {...props} />;
}

/** The theme's elements, and those that a notebook's page is made of. */
export default { ...MDXComponents, table: Table, ...notebook };
