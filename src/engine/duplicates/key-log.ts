/** Keys of records or requests, in the order in which they were read: in memory, or on disk where they are many. */
import { UnnamedFile } from '../spill/unnamed-file.js';

/** Keys in a chunk, and chunks of the disk that are in memory at the same time. */
const chunkKeys = 2 ** 15;
const chunkBytes = 8 * chunkKeys;
const mostLoaded = 16;

type Keys = Float64Array<ArrayBuffer>;

export class KeyLog {
  length = 0;
  readonly #mostHeld: number;
  /** The last chunks, of which the first is number {@link #firstHeld}. */
  #held: Keys[] = [];
  #firstHeld = 0;
  #file: UnnamedFile | undefined;
  /** Chunks of the disk by number, the one that was used last at the end. */
  readonly #loaded = new Map<number, Keys>();
  #at: { readonly number: number; readonly keys: Keys } = { number: -1, keys: new Float64Array(0) };

  /** @param budget bytes of memory */
  constructor(budget: number) {
    this.#mostHeld = Math.max(2, Math.floor(budget / chunkBytes));
  }

  push(key: number): void {
    const place = this.length % chunkKeys;
    if (place === 0) this.#begin();
    (this.#held[this.#held.length - 1] as Keys)[place] = key;
    this.length++;
  }

  /** The key at a position. */
  at(position: number): number {
    const number = Math.floor(position / chunkKeys);
    if (this.#at.number !== number) this.#at = { number, keys: this.#chunk(number) };
    return this.#at.keys[position % chunkKeys] as number;
  }

  end(): void {
    this.#file?.end();
  }

  #begin(): void {
    if (this.#held.length < this.#mostHeld) {
      this.#held.push(new Float64Array(chunkKeys));
      return;
    }
    const oldest = this.#held.shift() as Keys;
    if (this.#at.number === this.#firstHeld) this.#at = { number: -1, keys: oldest };
    this.#firstHeld++;
    this.#file ??= new UnnamedFile();
    this.#file.append(new Uint8Array(oldest.buffer));
    this.#held.push(oldest);
  }

  #chunk(number: number): Keys {
    if (number >= this.#firstHeld) return this.#held[number - this.#firstHeld] as Keys;
    const known = this.#loaded.get(number);
    this.#loaded.delete(number);
    const keys = known ?? this.#load(number);
    this.#loaded.set(number, keys);
    return keys;
  }

  #load(number: number): Keys {
    const [oldest] = this.#loaded;
    const keys = this.#loaded.size < mostLoaded || oldest === undefined ? new Float64Array(chunkKeys) : oldest[1];
    if (oldest?.[1] === keys) this.#loaded.delete(oldest[0]);
    this.#file?.read(new Uint8Array(keys.buffer), number * chunkBytes);
    return keys;
  }
}
