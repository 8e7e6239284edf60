/** Strings interned once, so that a request carries small integers. Id 0 is "absent". Ids are local to a thread. */
import { Kernel } from '../kernel/kernel.js';

/** Texts that are kept as strings once they were asked for: of countries, models, clients there are few, asked for by each account. */
const mostStrings = 4096;

export class Dictionary {
  readonly kernel: Kernel;
  /** By id. */
  readonly #strings: (string | undefined)[] = [];
  /** What the kernel knows it by. */
  readonly handle: number;

  /** Texts lie in the kernel's memory, so that the fast path can intern bytes; they go with the kernel. */
  constructor(kernel: Kernel = new Kernel()) {
    this.kernel = kernel;
    this.handle = kernel.run.newDictionary();
  }

  /** Number of ids given out, 0 included. */
  get size(): number {
    return this.kernel.run.dictionarySize(this.handle);
  }

  /** Bytes of memory it takes. */
  get bytes(): number {
    return this.kernel.run.dictionaryBytes(this.handle) >>> 0;
  }

  /** Gives its memory back before the kernel goes. It must not be used afterwards. */
  free(): void {
    this.kernel.run.freeDictionary(this.handle);
  }

  /** The id of a string; a new one when it is first seen. The empty string is absent. Lone surrogates become U+FFFD. */
  intern(text: string): number {
    if (text === '') return 0;
    const { at, length } = this.kernel.place(text);
    return this.kernel.run.intern(this.handle, at, length);
  }

  /** Sorts ids by their texts, in code-unit order. */
  sort(ids: Uint32Array): Uint32Array {
    const at = this.kernel.scratch(ids.byteLength);
    this.kernel.words.set(ids, at / 4);
    this.kernel.run.sortTexts(this.handle, at, ids.length);
    ids.set(this.kernel.words.subarray(at / 4, at / 4 + ids.length));
    return ids;
  }

  text(id: number): string {
    const known = this.#strings[id];
    if (known !== undefined) return known;
    const { run } = this.kernel;
    if (id >= run.dictionarySize(this.handle)) return '';
    const at = run.textStart(this.handle, id) >>> 0;
    const text = this.kernel.text(at, (run.textStart(this.handle, id + 1) >>> 0) - at);
    if (id < mostStrings) this.#strings[id] = text;
    return text;
  }

  /** Stable hash of the string (0 for absent): what measures keep, since ids differ between threads. */
  hash(id: number): number {
    const { run } = this.kernel;
    return id < run.dictionarySize(this.handle) ? run.keyOf(this.handle, id) : 0;
  }
}
