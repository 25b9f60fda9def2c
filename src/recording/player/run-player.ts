/**
 * Goes to any moment of a logged run.
 *
 * The whole heap is kept every so many operations as an image. A seek restores
 * the last image before its goal and does the operations after it, or continues from where
 * it is if that is nearer. So what it shows is always a real allocator, whose lists can be
 * read, and the time depends on the distance between images, not on the run's length.
 */
import type { Allocator } from "../../pymalloc/allocator.js";
import type { Block } from "../../pymalloc/block.js";
import type { Geometry } from "../../pymalloc/geometry.js";
import { type HeapImage, restoreHeapImage, takeHeapImage } from "../../pymalloc/heap/heap-image.js";
import { type LoggedRun, type Operations, placeOf, placeOfBlock } from "../log/operation-log.js";
import { type OperationOutcome, observeOperation } from "../log/operation-outcome.js";

/** Images of a run, at most: they take most of a player's memory. */
const MOST_IMAGES = 48;
/** Fewer operations than this take less time than restoring an image. */
const FEWEST_OPERATIONS = 20_000;
/** Points of the curve of live bytes, at most. */
const CURVE_POINTS = 800;

/** Arenas and bytes over a run, as columns of equal length. */
export interface RunCurve {
  readonly step: readonly number[];
  readonly arenas: readonly number[];
  readonly liveBytes: readonly number[];
  /** Operations during which an arena came or went, counted from 1, in order. */
  readonly arenaSteps: readonly number[];
}

/** What a player needs to know of a run. */
export interface PlayableRun extends LoggedRun {
  readonly geometry: Geometry;
}

/** What may be chosen when a player is made. */
export interface PlayerOptions {
  /** Told of the operations done, now and then. */
  readonly onProgress?: (done: number) => void;
  /** Operations from one image to the next. */
  readonly imageDistance?: number;
}

/**
 * One run, at one of its moments.
 *
 * @example
 * const player = new RunPlayer(await logExperiment("toy"));
 * player.seek(12);
 * mallocStats(player.allocator).arenas.current; // => 3
 */
export class RunPlayer {
  readonly geometry: Geometry;
  readonly operations: Operations;
  readonly curve: RunCurve;
  /** Births of all arenas that the run ever holds, in order. */
  readonly births: readonly number[];
  /** Operations from one image of the heap to the next: a seek does at most half as many again. */
  readonly imageDistance: number;
  readonly #run: PlayableRun;
  readonly #images: { readonly step: number; readonly image: HeapImage }[] = [];
  #allocator: Allocator;
  #step = 0;
  #outcome: OperationOutcome | undefined;

  /**
   * Runs through once, to take the images.
   *
   * @throws {RangeError} when the log and the allocator do not agree on a block.
   */
  constructor(run: PlayableRun, { onProgress = () => {}, imageDistance }: PlayerOptions = {}) {
    this.#run = run;
    this.geometry = run.geometry;
    this.operations = run.operations;
    this.births = [
      ...run.start.arenas.map((arena) => arena.birth).sort((a, b) => a - b),
      ...run.arenaAddresses.map((_, i) => run.start.total + i),
    ];
    const { length } = run.operations;
    const usual = Math.max(FEWEST_OPERATIONS, Math.ceil(length / MOST_IMAGES));
    this.imageDistance = imageDistance ?? usual;
    this.#allocator = this.#restore(run.start);
    this.curve = this.#runThrough(onProgress);
  }

  /** Operations in all. */
  get length(): number {
    return this.operations.length;
  }

  /** Operations done so far. */
  get step(): number {
    return this.#step;
  }

  /** The allocator at this moment. Read it; its operations are the player's. */
  get allocator(): Allocator {
    return this.#allocator;
  }

  /** What the last operation did; none before the first. */
  get outcome(): OperationOutcome | undefined {
    return this.#outcome;
  }

  /**
   * Goes to the moment after so many operations.
   *
   * @throws {RangeError} when it is not a moment of the run.
   */
  seek(step: number): void {
    if (!Number.isInteger(step) || step < 0 || step > this.length) {
      throw new RangeError(`step must be a whole number from 0 to ${this.length}, got ${step}`);
    }
    // The last operation is done by itself, to see what it does.
    const before = Math.max(0, step - 1);
    const image = this.#images[Math.floor(before / this.imageDistance)]!;
    const isAhead = before >= this.#step;
    if (!isAhead || image.step > this.#step + this.imageDistance / 2) {
      this.#allocator = this.#restore(image.image);
      this.#step = image.step;
      this.#outcome = undefined;
    }
    this.#forward(before);
    if (step > this.#step) this.#outcome = this.#observe();
  }

  #runThrough(onProgress: (done: number) => void): RunCurve {
    const curve = { step: [] as number[], arenas: [] as number[], liveBytes: [] as number[] };
    const arenaSteps: number[] = [];
    const point = () => {
      if (curve.step.at(-1) === this.#step) return;
      curve.step.push(this.#step);
      curve.arenas.push(this.#allocator.arenas.current);
      curve.liveBytes.push(this.#allocator.bytesInBlocks());
    };
    const every = Math.max(1, Math.floor(this.length / CURVE_POINTS));
    this.#allocator.onArena = () => {
      if (arenaSteps.at(-1) !== this.#step + 1) arenaSteps.push(this.#step + 1);
    };
    for (let step = 0; step < this.length; step += every) {
      point();
      const end = Math.min(this.length, step + every);
      while (this.#step < end) {
        const nextImage = this.#images.length * this.imageDistance;
        if (this.#step === nextImage) this.#takeImage();
        this.#forward(Math.min(end, nextImage > this.#step ? nextImage : end));
      }
      onProgress(end);
    }
    if (this.#images.length * this.imageDistance === this.#step) this.#takeImage();
    point();
    return { ...curve, arenaSteps };
  }

  #takeImage(): void {
    this.#images.push({ step: this.#step, image: takeHeapImage(this.#allocator) });
  }

  #restore(image: HeapImage): Allocator {
    const { arenaAddresses, start } = this.#run;
    let obtained = image.total - start.total;
    const source = { obtain: () => arenaAddresses[obtained++]!, release: () => {} };
    return restoreHeapImage(this.geometry, image, source);
  }

  #forward(step: number): void {
    const { from, to, requestBytes } = this.operations;
    for (let at = this.#step; at < step; at++) {
      const old = from[at]!;
      const made = to[at]!;
      if (old !== made) {
        if (made > 0) this.#malloc(requestBytes[at]!, made);
        if (old > 0) this.#allocator.free(this.#blockAt(old));
      }
      this.#step = at + 1;
    }
  }

  #observe(): OperationOutcome {
    const at = this.#step;
    const outcome = observeOperation(this.#allocator, {
      from: this.operations.from[at]!,
      to: this.operations.to[at]!,
      requestBytes: this.operations.requestBytes[at]!,
      malloc: (requestBytes, place) => this.#malloc(requestBytes, place),
      free: (place) => this.#allocator.free(this.#blockAt(place)),
      nameOf: (place) => this.#blockAt(place),
    });
    this.#step = at + 1;
    return outcome;
  }

  #malloc(requestBytes: number, place: number): Block {
    const block = this.#allocator.malloc(requestBytes);
    if (placeOfBlock(this.#allocator.heap, block) !== place) this.#disagree(place, block);
    return block;
  }

  #blockAt(place: number): Block {
    return this.#allocator.heap.blockAt(placeOf(place));
  }

  #disagree(place: number, block: Block): never {
    const got = placeOfBlock(this.#allocator.heap, block);
    throw new RangeError(
      `operation ${this.#step + 1}: the log has block ${place}, the allocator gave ${got}`,
    );
  }
}
