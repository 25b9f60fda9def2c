/**
 * What the kernel calls itself: in Jupyter's list of kernels, in its own
 * introduction, and in the metadata of every notebook it has run.
 */
import type { JsonObject } from "../format/notebook-format.js";

/** Metadata `kernelspec` of a notebook; the name is that of the folder under .jupyter/kernels. */
export const KERNELSPEC = {
  display_name: "TypeScript (pymalloc-lab)",
  language: "typescript",
  name: "pymalloc-lab",
} satisfies JsonObject;

/**
 * Exit status of a kernel that was asked to shut down. Its last messages can be lost
 * with its process, and a cell can end the process too; the status tells which it was.
 */
export const ASKED_EXIT_STATUS = 86;

/** Metadata `language_info` of a notebook, and what `kernel_info` says of the language. */
export const LANGUAGE_INFO = {
  // Notebook 6 knows TypeScript as a dialect of its JavaScript mode, JupyterLab by the mode's name.
  codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
  file_extension: ".ts",
  mimetype: "text/typescript",
  name: "typescript",
  version: "5.0.4",
} satisfies JsonObject;
