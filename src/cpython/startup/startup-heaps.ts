/** The start-up heaps, one a version. */
import type { PythonVersion } from "../../pymalloc/geometry.js";
import { startupHeap36 } from "./python-3.6.js";
import { startupHeap37 } from "./python-3.7.js";
import { startupHeap38 } from "./python-3.8.js";
import { startupHeap39 } from "./python-3.9.js";
import { startupHeap310 } from "./python-3.10.js";
import { startupHeap311 } from "./python-3.11.js";
import { startupHeap312 } from "./python-3.12.js";
import { startupHeap313 } from "./python-3.13.js";
import { startupHeap314 } from "./python-3.14.js";
import { startupHeap315 } from "./python-3.15.js";
import type { StartupHeap } from "./startup-heap.js";

/** Recorded start-up heaps by version; each says what it was recorded on. */
export const STARTUP_HEAPS: Readonly<Record<PythonVersion, StartupHeap>> = {
  "3.6": startupHeap36,
  "3.7": startupHeap37,
  "3.8": startupHeap38,
  "3.9": startupHeap39,
  "3.10": startupHeap310,
  "3.11": startupHeap311,
  "3.12": startupHeap312,
  "3.13": startupHeap313,
  "3.14": startupHeap314,
  "3.15": startupHeap315,
};
