/**
 * A process, a core or a file whose heap cannot be read, and why: the message names what is
 * wrong with it and, where something would help, what.
 *
 * @example
 * const empty = new BytesInMemory("core.1", new Uint8Array(0));
 * try {
 *   readImageFile(empty);
 * } catch (error) {
 *   error instanceof InspectionRefused; // => true
 * }
 */
export class InspectionRefused extends Error {
  override readonly name: string = "InspectionRefused";
}

/**
 * A copy of a process that kept running meanwhile, so torn that no heap is found in it.
 *
 * @example
 * new CopyTorn("the copy is torn") instanceof InspectionRefused; // => true
 */
export class CopyTorn extends InspectionRefused {}
