/** How an address says that it carries code; what it carries is read in code-link.ts. */

/** Begins a fragment that carries code, after its `#`. */
export const CODE_KEY = "try=";

/** Is this the fragment of such a link, whole or not? */
export function isCodeFragment(fragment: string): boolean {
  return fragment.startsWith(`#${CODE_KEY}`);
}
