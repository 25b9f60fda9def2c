import type { LiveOutput } from "../../../live/output";

/** An output and its place among those shown, from 0. */
export interface PlacedOutput {
  readonly place: number;
  readonly output: LiveOutput;
}

/** Joins neighbouring texts of one stream: how printing was cut into messages means nothing. */
export function joinedTexts(outputs: readonly LiveOutput[]): PlacedOutput[] {
  const joined: PlacedOutput[] = [];
  for (const output of outputs) {
    const last = joined.at(-1)?.output;
    const isContinued =
      last?.output_type === "stream" &&
      output.output_type === "stream" &&
      last.name === output.name;
    const place = isContinued ? joined.length - 1 : joined.length;
    const whole = isContinued ? { ...output, text: last.text + output.text } : output;
    joined[place] = { place, output: whole };
  }
  return joined;
}
