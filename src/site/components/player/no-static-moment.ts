/** In the browser the server's picture stays as it is until the player takes its place. */
export function staticMomentHtml(): string {
  return "";
}
