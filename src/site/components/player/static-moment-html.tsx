/** The server's half of the player's picture: its HTML, and no part of what a browser loads. */
import { renderToStaticMarkup } from "react-dom/server";
import { StaticMoment } from "./static-moment";

/** The picture with its caption, as HTML. */
export function staticMomentHtml(): string {
  return renderToStaticMarkup(<StaticMoment />);
}
