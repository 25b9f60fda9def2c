import * as notebook from "@site/src/site/components/notebook";
import MDXComponents from "@theme-init/MDXComponents";

/** The theme's elements, and those that a notebook's page is made of. */
export default { ...MDXComponents, ...notebook };
