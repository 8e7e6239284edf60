/** Strings interned once, so that a request carries small integers. Id 0 is "absent". Ids are local to a thread. */
import { hashText } from './hash.js';

export class Dictionary {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [''];
  readonly #hashes: number[] = [0];

  /** Number of ids given out, 0 included. */
  get size(): number {
    return this.#texts.length;
  }

  /** The id of a string; a new one when it is first seen. The empty string is absent. */
  intern(text: string): number {
    if (text === '') return 0;
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    // Flatten: a slice of a parsed line would keep the whole line alive.
    const own = Buffer.from(text, 'utf8').toString('utf8');
    // A lone surrogate becomes U+FFFD on the way: the same text may be known by then.
    const folded = own === text ? undefined : this.#ids.get(own);
    if (folded !== undefined) return folded;
    const id = this.#texts.length;
    this.#ids.set(own, id);
    this.#texts.push(own);
    this.#hashes.push(hashText(own));
    return id;
  }

  text(id: number): string {
    return this.#texts[id] ?? '';
  }

  /** Stable hash of the string (0 for absent): what measures keep, since ids differ between threads. */
  hash(id: number): number {
    return this.#hashes[id] ?? 0;
  }
}
