/**
 * A process, a core or a file whose heap cannot be read, and why: the message names what is
 * wrong with it and, where something would help, what.
 */
export class InspectionRefused extends Error {
  override readonly name: string = "InspectionRefused";
}

/** A copy of a process that went on meanwhile, so torn that no heap is found in it. */
export class CopyTorn extends InspectionRefused {}
