import { BlockBytes } from './zstd-bits.js';
import { maxBlockBytes, readBlockHeader, blockHeaderBytes } from './zstd-frame.js';
import { History } from './zstd-history.js';
import { LiteralsReader, type Literals } from './zstd-literals.js';
import { SequencesReader, type Sequences } from './zstd-sequences.js';

/** Shorter stretches are copied byte by byte: a call costs as much as so many of them. */
const worthACall = 48;

/** Unpacks the blocks of zstd frames (RFC 8878), one after the other, in JavaScript. Throws where they are corrupt. */
export class BlockDecoder {
  readonly #block = new BlockBytes(maxBlockBytes);
  readonly #history = new History();
  readonly #literals = new LiteralsReader();
  readonly #sequences = new SequencesReader();

  /** A frame begins, which knows nothing of the one before. */
  begin(windowBytes: number): void {
    this.#history.begin(windowBytes);
    this.#literals.begin();
    this.#sequences.begin();
  }

  /** What a whole block, header included, holds: a copy. */
  decode(bytes: Uint8Array): Uint8Array {
    const history = this.#history;
    const { type, size } = readBlockHeader(bytes);
    const stored = bytes.subarray(blockHeaderBytes);
    history.makeRoom();
    const from = history.at;
    if (type === 'compressed') {
      this.#block.load(stored);
      const literals = this.#literals.read(this.#block);
      rebuild(history, literals, this.#sequences.read(this.#block, literals.next));
    } else {
      if (type === 'raw') history.bytes.set(stored, from);
      else history.bytes.fill(stored[0] ?? 0, from, from + size);
      history.at += size;
    }
    return history.bytes.slice(from, history.at);
  }
}

function rebuild(history: History, literals: Literals, { count, values }: Sequences): void {
  const { bytes, windowBytes } = history;
  const end = history.at + Math.min(windowBytes, maxBlockBytes);
  let at = history.at;
  let taken = 0;
  for (let index = 0; index < 3 * count; index += 3) {
    const length = values[index] as number;
    const match = values[index + 1] as number;
    const distance = values[index + 2] as number;
    if (length > literals.bytes.length - taken) throw new Error('more literals than there are');
    if (length + match > end - at) throw new Error('more than a block can hold');
    if (distance < 1 || distance > at + length || distance > windowBytes) throw new Error('a match before the window');
    copy(literals.bytes, taken, { into: bytes, at, length });
    taken += length;
    at += length;
    repeat(bytes, at, { distance, length: match });
    at += match;
  }
  const rest = literals.bytes.subarray(taken);
  if (rest.length > end - at) throw new Error('more than a block can hold');
  bytes.set(rest, at);
  history.at = at + rest.length;
}

function copy(
  from: Uint8Array,
  start: number,
  { into, at, length }: { into: Uint8Array; at: number; length: number },
): void {
  if (length > worthACall) into.set(from.subarray(start, start + length), at);
  else for (let index = 0; index < length; index += 1) into[at + index] = from[start + index] as number;
}

/** A match may reach into itself: then it repeats what lies between. */
function repeat(bytes: Uint8Array, at: number, { distance, length }: { distance: number; length: number }): void {
  if (length > worthACall && distance >= length) {
    bytes.copyWithin(at, at - distance, at - distance + length);
    return;
  }
  for (let index = at; index < at + length; index += 1) bytes[index] = bytes[index - distance] as number;
}
