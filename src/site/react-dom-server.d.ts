/** React's renderer for the server, as far as the site calls it; its own types are not installed. */
declare module "react-dom/server" {
  /** @param element - what JSX makes. */
  export function renderToStaticMarkup(element: object): string;
}
