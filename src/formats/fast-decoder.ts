/**
 * The fast path: records go through the kernel, which turns fields into tokens. What it leaves, because something about it is
 * out of the ordinary, goes through the plain decoder, record by record and in order. Both give the same fields.
 */
import type { Kernel, Lease, Region } from '../kernel/kernel.js';
import { recordStates, tokenBytes } from '../kernel/token.js';
import type { FieldTable } from './field-table.js';
import { viewOf } from './mixed.js';
import type { Decoder, FieldSink, FieldValue, RecordView, RejectSink } from './format.js';

/** Records that go through the kernel at once: their tokens stay in the processor's cache. */
const recordsAtOnce = 1024;

/** Where the kernel finds records and puts what it reads. All are addresses. */
export interface Workplace {
  readonly block: number;
  readonly starts: number;
  readonly ends: number;
  readonly tokens: number;
  /** Tokens of neighbouring slots are so many tokens apart. */
  readonly stride: number;
  readonly arena: number;
  readonly states: number;
}

export interface FastSyntax {
  /** Slots of tokens that the kernel fills. */
  readonly slots: number;
  /** Where the tokens of a binding are. */
  slotOf(binding: number): number;
  /** Reads `count` records. */
  read(at: Workplace, count: number): void;
  /** What the plain path gives for a token of a binding. `record` is the stretch of memory it was read from. */
  value(binding: number, token: number, record: { at: number; end: number }): FieldValue;
}

export function fastDecoder(lease: Lease, syntax: FastSyntax, plain: Decoder): Decoder {
  const bench = new Bench(lease, syntax.slots);
  return {
    decode(block, sink, rejects) {
      if (sink.rows === undefined) {
        plain.decode(block, sink, rejects);
        return;
      }
      bench.load(block);
      for (let from = 0; from < block.count; from += recordsAtOnce) {
        const count = Math.min(recordsAtOnce, block.count - from);
        syntax.read(bench.ready(from), count);
        handOver({ bench, syntax, plain, block, from, count }, sink, rejects);
      }
    },
  };
}

interface Stretch {
  readonly bench: Bench;
  readonly syntax: FastSyntax;
  readonly plain: Decoder;
  readonly block: RecordView;
  readonly from: number;
  readonly count: number;
}

/** Runs of records of one state, in order. */
function handOver({ bench, syntax, plain, block, from, count }: Stretch, sink: FieldSink, rejects: RejectSink): void {
  const states = bench.statesOf(count);
  for (let row = 0, end = 0; row < count; row = end) {
    const state = states[row];
    for (end = row + 1; end < count && states[end] === state; end++);
    const first = from + row;
    const last = from + end;
    if (state === recordStates.read) sink.rows?.(tableOf({ bench, syntax, block, row, first, last }), rejects);
    else plain.decode(viewOf(block, first, last), sink, rejects);
  }
}

interface Run {
  readonly bench: Bench;
  readonly syntax: FastSyntax;
  readonly block: RecordView;
  /** Position of the first record among those read at once, and in the block. */
  readonly row: number;
  readonly first: number;
  readonly last: number;
}

function tableOf({ bench, syntax, block, row: offset, first, last }: Run): FieldTable {
  const address = (binding: number, row: number) => bench.tokenOf(syntax.slotOf(binding), offset + row);
  return {
    kernel: bench.kernel,
    rows: last - first,
    lines: block.lines.subarray(first, last),
    tokens: binding => address(binding, 0),
    value: (binding, row) => syntax.value(binding, address(binding, row), bench.recordOf(block, first + row)),
  };
}

/** The kernel's memory for one decoder. */
class Bench {
  readonly kernel: Kernel;
  readonly #slots: number;
  readonly #block: Region;
  readonly #starts: Region;
  readonly #ends: Region;
  readonly #arena: Region;
  readonly #tokens: number;
  readonly #states: number;
  /** Address at which the first byte of the present block would stand. */
  #origin = 0;

  constructor(lease: Lease, slots: number) {
    this.kernel = lease.kernel;
    this.#slots = slots;
    this.#block = lease.region(64 * 1024);
    this.#arena = lease.region(64 * 1024);
    this.#starts = lease.region(16 * 1024);
    this.#ends = lease.region(16 * 1024);
    this.#tokens = lease.region(tokenBytes * slots * recordsAtOnce).at;
    this.#states = lease.region(recordsAtOnce).at;
  }

  /** Copies the records of a block, as they stand, between its first and its last byte. */
  load({ bytes, starts, ends, count }: RecordView): void {
    const first = starts[0] ?? 0;
    const last = ends[count - 1] ?? first;
    const block = this.#block.atLeast(last - first);
    this.#arena.atLeast(last - first);
    const startsAt = this.#starts.atLeast(4 * count);
    const endsAt = this.#ends.atLeast(4 * count);
    const { kernel } = this;
    kernel.bytes.set(bytes.subarray(first, last), block);
    kernel.words.set(starts.subarray(0, count), startsAt >>> 2);
    kernel.words.set(ends.subarray(0, count), endsAt >>> 2);
    this.#origin = block - first;
  }

  /** Cleared tokens, for the records from one on. */
  ready(from: number): Workplace {
    const { kernel } = this;
    kernel.run.clear(this.#tokens, tokenBytes * this.#slots * recordsAtOnce);
    return {
      block: this.#origin,
      starts: this.#starts.at + 4 * from,
      ends: this.#ends.at + 4 * from,
      tokens: this.#tokens,
      stride: recordsAtOnce,
      arena: this.#arena.at,
      states: this.#states,
    };
  }

  statesOf(count: number): Uint8Array {
    return Uint8Array.from(this.kernel.bytes.subarray(this.#states, this.#states + count));
  }

  tokenOf(slot: number, row: number): number {
    return this.#tokens + tokenBytes * (slot * recordsAtOnce + row);
  }

  recordOf({ starts, ends }: RecordView, index: number): { at: number; end: number } {
    return { at: this.#origin + (starts[index] ?? 0), end: this.#origin + (ends[index] ?? 0) };
  }
}
