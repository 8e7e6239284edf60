/** Strings interned once, so that a request carries small integers. Id 0 is "absent". Ids are local to a thread. */
import { Kernel } from '../kernel/kernel.js';

export class Dictionary {
  readonly kernel: Kernel;
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

  text(id: number): string {
    const { run } = this.kernel;
    if (id >= run.dictionarySize(this.handle)) return '';
    const at = run.textStart(this.handle, id) >>> 0;
    return this.kernel.text(at, (run.textStart(this.handle, id + 1) >>> 0) - at);
  }

  /** Stable hash of the string (0 for absent): what measures keep, since ids differ between threads. */
  hash(id: number): number {
    const { run } = this.kernel;
    return id < run.dictionarySize(this.handle) ? run.keyOf(this.handle, id) : 0;
  }
}
