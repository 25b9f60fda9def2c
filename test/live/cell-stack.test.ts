import { describe, expect, it } from "vitest";
import { cellFrames, frameText } from "../../src/live/cell-stack.js";

/** The same two frames, in the words of three engines; the body of a cell begins on line 3. */
const STACKS = {
  V8: `RangeError: far
    at Proxy.deep (pymalloc-lab-cells/cell%201:6:9)
    at async eval (pymalloc-lab-cells/cell%202:4:1)
    at LiveKernel.run (https://example.org/assets/js/cells.js:1:200)`,
  SpiderMonkey: `deep@pymalloc-lab-cells/cell%201:6:9
anonymous@pymalloc-lab-cells/cell%202:4:1
run@https://example.org/assets/js/cells.js:1:200`,
  JavaScriptCore: `deep@pymalloc-lab-cells/cell%201:6:9
@pymalloc-lab-cells/cell%202:4:1
run@https://example.org/assets/js/cells.js:1:200`,
};

describe("the frames of cells", () => {
  it.each(Object.entries(STACKS))("are found in a stack of %s", (_engine, stack) => {
    expect(cellFrames(stack).map(frameText)).toEqual([
      "    at deep (cell 1, line 4)",
      "    at cell 2, line 2",
    ]);
  });

  it("are none where no cell was", () => {
    expect(cellFrames("Error: x\n    at run (https://example.org/cells.js:1:200)")).toEqual([]);
  });
});
