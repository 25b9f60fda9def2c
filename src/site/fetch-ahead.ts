/**
 * Which pages are fetched before anybody asks for them. The theme fetches each page whose link comes
 * into view, and the bar at the top has links to the tools on every page: each reader would be sent
 * the code of all of them. A tool is loaded when the pointer comes to its link.
 */

/** Ends of the addresses of pages that are mostly code. */
const TOOLS = /\/(?:dials|player|will-my-memory-come-back)\/?$/;

let isSet = false;

/** Told by the theme of every page, of the first one before any link has been looked at. */
export function onRouteDidUpdate(): void {
  if (isSet) return;
  isSet = true;
  const all = window.docusaurus;
  window.docusaurus = {
    ...all,
    prefetch: (address) => !TOOLS.test(address) && all.prefetch(address),
  };
}
