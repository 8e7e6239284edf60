/**
 * Prefixes are taken off without a copy: only where a record begins moves. Nearly all prefixes of a log look alike but for
 * their digits, so the last one is tried first, byte for byte; the pattern is asked where it does not fit.
 */
import type { AroundName, Envelope, OpenedBlock, Opener } from '../envelope.js';
import { aroundNames } from '../envelope.js';
import type { RecordView } from '../format.js';
import { afterMark, bufferOf } from '../record-text.js';

/** Longest prefix that is looked for. */
export const maximumPrefix = 1024;

/** A prefix that is known by its looks. Named groups are what it says. */
export interface Prefix {
  readonly name: string;
  /** Sticky, linear, tried in order. Each ends with what ends the prefix. */
  readonly patterns: readonly RegExp[];
  /** What follows the prefix decides, too: patterns end with a lookahead. */
  readonly ahead?: boolean;
  /** The group `count` holds a number that grows from line to line. */
  readonly counts?: boolean;
}

export function prefixEnvelope(prefix: Prefix, note: string): Envelope {
  return {
    spec: { kind: 'prefix', name: prefix.name },
    note,
    around: groupsOf(prefix),
    inOrder: false,
    opener: () => prefixOpener(prefix),
  };
}

/** Which of the known names the patterns have groups for. */
export function groupsOf({ patterns }: Prefix): AroundName[] {
  return aroundNames.filter(name => patterns.some(({ source }) => source.includes(`(?<${name}>`)));
}

export function prefixOpener(prefix: Prefix): Opener {
  const scanner = new PrefixScanner(prefix);
  let starts = new Uint32Array(0);
  return {
    open(block) {
      const buffer = bufferOf(block);
      if (starts.length < block.count) starts = new Uint32Array(2 * block.count);
      for (let index = 0; index < block.count; index += 1) {
        const start = afterMark(buffer, block.starts[index] ?? 0, block.ends[index] ?? 0);
        starts[index] = start + scanner.length(buffer, start, block.ends[index] ?? 0);
      }
      return withStarts(block, starts.subarray(0, block.count), prefix);
    },
  };
}

/** The block with other beginnings; what the prefix says is read where it is asked for. */
export function withStarts(block: RecordView, starts: Uint32Array, prefix: Prefix): OpenedBlock {
  const { bytes, count, ends, lines } = block;
  const buffer = bufferOf(block);
  return {
    bytes,
    count,
    starts,
    ends,
    lines,
    around(name, index) {
      const start = afterMark(buffer, block.starts[index] ?? 0, ends[index] ?? 0);
      return matchPrefix(prefix, headOf(buffer, start, ends[index] ?? 0))?.groups?.[name];
    },
  };
}

/** The match of the first pattern that fits. */
export function matchPrefix({ patterns }: Prefix, text: string): RegExpExecArray | undefined {
  for (const pattern of patterns) {
    pattern.lastIndex = 0;
    const match = pattern.exec(text);
    if (match !== null) return match;
  }
  return undefined;
}

export function headOf(buffer: Buffer, start: number, end: number): string {
  return buffer.toString('latin1', start, Math.min(end, start + maximumPrefix));
}

const anyDigit = 0xff;
const longestShape = 256;
const space = 0x20;

export class PrefixScanner {
  readonly #prefix: Prefix;
  /** Bytes of the last prefix; digits are `anyDigit`, which is no byte of ASCII. */
  readonly #shape = new Uint8Array(longestShape);
  #length = 0;
  /** Whether a blank followed it: a pattern may take one more or leave it. */
  #blankNext = false;

  constructor(prefix: Prefix) {
    this.#prefix = prefix;
  }

  /** Bytes of the prefix that begins at `start`; 0 where there is none. */
  length(buffer: Buffer, start: number, end: number): number {
    return this.#fits(buffer, start, end) ? this.#length : this.#look(buffer, start, end);
  }

  #fits(buffer: Buffer, start: number, end: number): boolean {
    const length = this.#length;
    if (length === 0 || end - start <= length) return false;
    const shape = this.#shape;
    for (let at = 0; at < length; at += 1) {
      const byte = buffer[start + at] as number;
      if (shape[at] === anyDigit ? byte < 0x30 || byte > 0x39 : byte !== shape[at]) return false;
    }
    return (buffer[start + length] === space) === this.#blankNext;
  }

  #look(buffer: Buffer, start: number, end: number): number {
    const length = matchPrefix(this.#prefix, headOf(buffer, start, end))?.[0].length ?? 0;
    if (length === 0 || length > longestShape || this.#prefix.ahead === true) return length;
    for (let at = 0; at < length; at += 1) {
      const byte = buffer[start + at] as number;
      if (byte === anyDigit) return length;
      this.#shape[at] = byte >= 0x30 && byte <= 0x39 ? anyDigit : byte;
    }
    this.#length = length;
    this.#blankNext = buffer[start + length] === space;
    return length;
  }
}
