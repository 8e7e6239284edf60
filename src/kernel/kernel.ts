/**
 * The hot loops, in WebAssembly, and the memory they work in. A kernel is made for each thread that reads: what it holds (a
 * block of bytes, tokens, columns, dictionaries) goes when it goes. Addresses are offsets into its memory.
 */
import { readFileSync } from 'node:fs';
import type { KernelFunctions } from './functions.js';

/** Bytes that may be read beyond any text: loops look at sixteen at a time. */
export const padding = 64;

/** What is used of the standard's API; Node's own types leave it to the browser's. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (pages: { initial: number; maximum: number; shared: true }) => { readonly buffer: SharedArrayBuffer };
  Instance: new (module: object, imports: object) => { readonly exports: unknown };
}
const { Module, Memory, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

/** Pages of 64 KiB: what the module's own data takes, and all that 32 bits address (reserved, not taken). */
const firstPages = 8;
const mostPages = 65_536;

let compiled: object | undefined;

/** Compiled once a thread. The file is made by `npm run build`; its path is the same seen from src/ and from dist/. */
function compiledModule(): object {
  compiled ??= new Module(readFileSync(new URL('../../dist/kernel/kernel.wasm', import.meta.url)));
  return compiled;
}

export class Kernel {
  readonly run: KernelFunctions;
  /** Shared memory: views of it stay good when it grows, so that columns need not be looked up again. */
  readonly #memory: { readonly buffer: SharedArrayBuffer };
  #pages = 0;
  #bytes: Buffer;
  #words: Uint32Array;
  #doubles: Float64Array;
  /** Where texts of the host are put for a moment. */
  #scratch: Region;

  constructor() {
    this.#memory = new Memory({ initial: firstPages, maximum: mostPages, shared: true });
    const { exports } = new Instance(compiledModule(), { env: { memory: this.#memory, abort: outOfMemory } });
    this.run = exports as KernelFunctions;
    [this.#bytes, this.#words, this.#doubles] = this.#renew();
    this.#scratch = new Region(this, 4096);
  }

  /** Views of the whole memory as it is now; when it has grown, these must be asked for again to see what is new. */
  get bytes(): Buffer {
    if (this.#pages !== this.run.pages()) this.#renew();
    return this.#bytes;
  }

  get words(): Uint32Array {
    if (this.#pages !== this.run.pages()) this.#renew();
    return this.#words;
  }

  get doubles(): Float64Array {
    if (this.#pages !== this.run.pages()) this.#renew();
    return this.#doubles;
  }

  /** Bytes of memory, used or not. */
  get size(): number {
    return this.run.pages() * 65_536;
  }

  /** Memory for a piece of work, given back when it is done. */
  lease(): Lease {
    return new Lease(this);
  }

  /** Memory for so many bytes until the next call of this method or of {@link place}. */
  scratch(bytes: number): number {
    return this.#scratch.atLeast(bytes);
  }

  /** Puts a text where it stays until the next call of this method; lone surrogates become U+FFFD. */
  place(text: string): { at: number; length: number } {
    const at = this.#scratch.atLeast(3 * text.length);
    return { at, length: this.bytes.write(text, at, 'utf8') };
  }

  /** Stable hash of a text's UTF-8 bytes: an integer from 1 to 2^52 - 1. */
  hash(text: string): number {
    const { at, length } = this.place(text);
    return this.run.hashOf(at, length);
  }

  text(at: number, length: number): string {
    return this.bytes.toString('utf8', at, at + length);
  }

  #renew(): [Buffer, Uint32Array, Float64Array] {
    const { buffer } = this.#memory;
    this.#pages = this.run.pages();
    this.#bytes = Buffer.from(buffer);
    this.#words = new Uint32Array(buffer);
    this.#doubles = new Float64Array(buffer);
    return [this.#bytes, this.#words, this.#doubles];
  }
}

/** Memory of a kernel for one piece of work, as the reading of one input. */
export class Lease {
  readonly kernel: Kernel;
  readonly #ends: (() => void)[] = [];

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** At least `bytes`, and {@link padding} more; not cleared. */
  region(bytes: number): Region {
    const region = new Region(this.kernel, bytes);
    this.atEnd(() => region.free());
    return region;
  }

  doubles(length: number, value = 0): Float64Array {
    const { at } = this.region(8 * length);
    return this.kernel.doubles.subarray(at / 8, at / 8 + length).fill(value);
  }

  words(length: number): Uint32Array {
    const { at } = this.region(4 * length);
    return this.kernel.words.subarray(at / 4, at / 4 + length).fill(0);
  }

  bytes(length: number): Uint8Array {
    const { at } = this.region(length);
    return this.kernel.bytes.subarray(at, at + length).fill(0);
  }

  /** What else is to be done at the end. */
  atEnd(work: () => void): void {
    this.#ends.push(work);
  }

  /** Gives everything back. Nothing that was leased may be used afterwards. */
  end(): void {
    for (const work of this.#ends.splice(0)) work();
  }
}

/** A piece of a kernel's memory that grows when asked. What was in it is not kept. */
export class Region {
  readonly #kernel: Kernel;
  #bytes: number;
  #at: number;

  constructor(kernel: Kernel, bytes: number) {
    this.#kernel = kernel;
    this.#bytes = bytes;
    this.#at = kernel.run.allocate(bytes + padding) >>> 0;
  }

  get at(): number {
    return this.#at;
  }

  /** Address, with room for so many bytes. */
  atLeast(bytes: number): number {
    if (bytes > this.#bytes) {
      this.free();
      this.#bytes = Math.max(bytes, Math.min(2 * this.#bytes, this.#bytes + 64 * 1024 * 1024));
      this.#at = this.#kernel.run.allocate(this.#bytes + padding) >>> 0;
    }
    return this.#at;
  }

  free(): void {
    this.#kernel.run.release(this.#at);
  }
}

function outOfMemory(): never {
  throw new RangeError('the kernel is out of memory');
}

let shared: Kernel | undefined;

/** For texts that are looked at and let go: the kernel of this thread that keeps nothing. */
export function sharedKernel(): Kernel {
  return (shared ??= new Kernel());
}
