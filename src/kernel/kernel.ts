/**
 * The hot loops, in WebAssembly, and the memory they work in. A kernel is made for each thread that reads: what it holds (a
 * block of bytes, tokens, dictionaries) goes when it goes. Addresses are offsets into its memory.
 */
import { readFileSync } from 'node:fs';
import type { KernelFunctions } from './functions.js';

/** Bytes that may be read beyond any text: loops look at sixteen at a time. */
export const padding = 64;

/** What is used of the standard's API; Node's own types leave it to the browser's. */
interface Compiler {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: unknown };
}
const { Module, Instance } = (globalThis as unknown as { WebAssembly: Compiler }).WebAssembly;

let compiled: object | undefined;

/** Compiled once a thread. The file is made by `npm run build`; its path is the same seen from src/ and from dist/. */
function compiledModule(): object {
  compiled ??= new Module(readFileSync(new URL('../../dist/kernel/kernel.wasm', import.meta.url)));
  return compiled;
}

export class Kernel {
  readonly run: KernelFunctions;
  #bytes: Buffer;
  #words: Uint32Array;
  #doubles: Float64Array;
  /** Where texts of the host are put for a moment. */
  #scratch: Region;

  constructor() {
    const { exports } = new Instance(compiledModule(), { env: { abort: outOfMemory } });
    this.run = exports as KernelFunctions;
    const { buffer } = this.run.memory;
    this.#bytes = Buffer.from(buffer);
    this.#words = new Uint32Array(buffer);
    this.#doubles = new Float64Array(buffer);
    this.#scratch = this.region(4096);
  }

  /** Views of the whole memory. They are made anew when it grows, so ask again after every call. */
  get bytes(): Buffer {
    if (this.#bytes.byteLength !== this.run.memory.buffer.byteLength) this.#renew();
    return this.#bytes;
  }

  get words(): Uint32Array {
    if (this.#bytes.byteLength !== this.run.memory.buffer.byteLength) this.#renew();
    return this.#words;
  }

  get doubles(): Float64Array {
    if (this.#bytes.byteLength !== this.run.memory.buffer.byteLength) this.#renew();
    return this.#doubles;
  }

  /** Bytes of memory, used or not. */
  get size(): number {
    return this.run.memory.buffer.byteLength;
  }

  /** Memory of at least `bytes`, and {@link padding} more. */
  region(bytes: number): Region {
    return new Region(this, bytes);
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

  #renew(): void {
    const { buffer } = this.run.memory;
    this.#bytes = Buffer.from(buffer);
    this.#words = new Uint32Array(buffer);
    this.#doubles = new Float64Array(buffer);
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
      this.#kernel.run.release(this.#at);
      this.#bytes = Math.max(bytes, Math.min(2 * this.#bytes, this.#bytes + 64 * 1024 * 1024));
      this.#at = this.#kernel.run.allocate(this.#bytes + padding) >>> 0;
    }
    return this.#at;
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
