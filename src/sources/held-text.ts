import type { DecodedInput } from './decoded-input.js';
import { NulRuns } from './nul-runs.js';

const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * The text of one input that was looked at and is still to be handed on. A line that is longer than a record may be is not kept,
 * but its length is: so what lies behind it can be looked at, however long it is.
 */
export class HeldText {
  /** The input ended within what is held. */
  ended = false;
  /** Bytes of whole lines that are held. */
  wholeBytes = 0;
  readonly #input: DecodedInput;
  readonly #nuls = new NulRuns();
  readonly #maxLine: number;
  /** Chunks, and in place of a line that is too long its length. */
  #parts: (Uint8Array | number)[] = [];
  #bytes = 0;
  /** Bytes of the last line, which may go on. */
  #line = 0;
  #returnsOnly = false;

  constructor(input: DecodedInput, maxLine: number) {
    this.#input = input;
    this.#maxLine = maxLine;
  }

  /** NULs before records that were left out. */
  get nuls(): number {
    return this.#nuls.skipped;
  }

  /** Holds the first `length` bytes, or all there is. */
  async holdBytes(length: number): Promise<void> {
    while (this.#bytes < length && !this.ended) {
      const chunk = await this.#pull();
      if (chunk === undefined) return;
      this.#keep(chunk);
    }
  }

  /** Holds whole lines of so many bytes, those that are too long left out, or all there is. */
  async holdLines(length: number): Promise<void> {
    const held = this.#parts.splice(0) as Uint8Array[];
    this.#bytes = this.#line = this.wholeBytes = 0;
    for (const chunk of held) this.#keepLines(chunk);
    while (this.wholeBytes < length && !this.ended) {
      const chunk = await this.#pull();
      if (chunk === undefined) return;
      this.#keepLines(chunk);
    }
  }

  /** What is held, without the lines that are too long. */
  text(): Buffer {
    return Buffer.concat(this.#parts.filter(part => typeof part !== 'number'));
  }

  /** From now on lines end with a carriage return alone. */
  endLinesWithReturns(): void {
    this.#returnsOnly = true;
    this.#parts = this.#parts.map(part => (typeof part === 'number' ? part : withNewlines(part)));
  }

  /** What comes next: a chunk, or so many bytes of a line that is too long; undefined at the end. */
  async next(): Promise<Uint8Array | number | undefined> {
    return this.#parts.shift() ?? (this.ended ? undefined : await this.#pull());
  }

  async #pull(): Promise<Uint8Array | undefined> {
    for (;;) {
      const chunk = await this.#input.pull();
      if (chunk === undefined) {
        this.ended = true;
        return undefined;
      }
      const text = this.#nuls.push(chunk);
      if (text.length > 0) return this.#returnsOnly ? withNewlines(text) : text;
    }
  }

  #keep(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#parts.push(chunk);
    this.#bytes += chunk.length;
  }

  /** The last line of a chunk is kept apart: it may have to go. */
  #keepLines(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let kept = 0;
    let from = 0;
    for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, from)) {
      const length = this.#line + at - from;
      if (length > this.#maxLine) {
        this.#keep(bytes.subarray(kept, from));
        this.#drop(length);
        kept = at;
      } else this.wholeBytes += length + 1;
      this.#line = 0;
      from = at + 1;
    }
    this.#keep(bytes.subarray(kept, from));
    const length = this.#line + bytes.length - from;
    if (length > this.#maxLine) this.#drop(length);
    else this.#keep(bytes.subarray(from));
    this.#line = length;
  }

  /** In place of the parts of the line that is being read: its length so far. */
  #drop(length: number): void {
    for (let before = this.#line; before > 0;) {
      const last = this.#parts.pop();
      if (last === undefined) break;
      before -= typeof last === 'number' ? last : last.length;
      if (typeof last !== 'number') this.#bytes -= last.length;
    }
    this.#parts.push(length);
  }
}

function withNewlines(text: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(text);
  for (let at = changed.indexOf(carriageReturn); at !== -1; at = changed.indexOf(carriageReturn, at + 1)) {
    changed[at] = newline;
  }
  return changed;
}
