/**
 * Address of a worker's script.
 *
 * The bundler takes it for a `Worker` (site-build.ts says so) and makes a script of the module that
 * is named, but nothing is started: the script is run where it can load nothing.
 */
export class WorkerAddress {
  readonly address: URL;

  /** @param _options - read by the bundler alone: what it names the script. */
  constructor(address: URL, _options: { readonly name: string }) {
    this.address = address;
  }
}
