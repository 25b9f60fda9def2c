/** How much a run may put on the page, so that no run makes the page itself unusable. */
import type { LiveOutput } from "./output";

/** Most pieces of text of one run: an hour of a line in each blink. */
const MOST_TEXTS = 50_000;

/** Most displays, values and errors of one run. */
const MOST_DISPLAYS = 500;

/** Messages that may be left out before their sender is stopped, so that it does not hold up the page. */
const MOST_LEFT_OUT = 10_000;

/** The room for one run's outputs. */
export class RoomOnPage {
  #texts = 0;
  #displays = 0;
  #leftOut = 0;

  /**
   * Takes an output, or undefined for a message that is not one.
   *
   * @returns what is to be shown: the output; at the first that has no room, and at the first that
   *   is not one, a line that says so; and "too much" when its sender does not cease.
   */
  take(output: LiveOutput | undefined): LiveOutput | "too much" | undefined {
    if (output === undefined) return this.#leaveOut("a message that no cell's output is");
    const isText = output.output_type === "stream";
    if (isText ? this.#texts++ < MOST_TEXTS : this.#displays++ < MOST_DISPLAYS) return output;
    return this.#leaveOut(
      `the rest, since a run is shown up to ${MOST_DISPLAYS} displays and ${MOST_TEXTS} pieces of text`,
    );
  }

  #leaveOut(what: string): LiveOutput | "too much" | undefined {
    this.#leftOut++;
    if (this.#leftOut > MOST_LEFT_OUT) return "too much";
    if (this.#leftOut > 1) return undefined;
    return { output_type: "stream", name: "stderr", text: `Left out: ${what}.\n` };
  }
}
