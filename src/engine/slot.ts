/** A block of records in memory that threads share: first its records' lines, then their starts and ends, then its bytes. */
import type { RecordView } from '../formats/format.js';

export interface SlotBlock {
  readonly buffer: SharedArrayBuffer;
  readonly records: number;
  readonly bytes: number;
}

/** Bytes that a block takes in a slot. */
function slotSize({ count, starts, ends }: RecordView): number {
  return 16 * count + (ends[count - 1] ?? 0) - (starts[0] ?? 0);
}

function intoSlot(buffer: SharedArrayBuffer, { bytes, starts, ends, lines, count }: RecordView): SlotBlock {
  const first = starts[0] ?? 0;
  const last = ends[count - 1] ?? first;
  new Float64Array(buffer, 0, count).set(lines.subarray(0, count));
  const [slotStarts, slotEnds] = [
    new Uint32Array(buffer, 8 * count, count),
    new Uint32Array(buffer, 12 * count, count),
  ];
  for (let i = 0; i < count; i++) {
    slotStarts[i] = (starts[i] as number) - first;
    slotEnds[i] = (ends[i] as number) - first;
  }
  new Uint8Array(buffer, 16 * count, last - first).set(bytes.subarray(first, last));
  return { buffer, records: count, bytes: last - first };
}

/** The block as it lies in its slot. */
export function fromSlot({ buffer, records, bytes }: SlotBlock): RecordView {
  return {
    bytes: new Uint8Array(buffer, 16 * records, bytes),
    count: records,
    starts: new Uint32Array(buffer, 8 * records, records),
    ends: new Uint32Array(buffer, 12 * records, records),
    lines: new Float64Array(buffer, 0, records),
  };
}

/** Slots that are used again: what reading a mebibyte at a time gives, mostly. */
const usualBytes = 2 * 1024 * 1024;

/** Slots for blocks of any size; those of the usual one are kept. */
export class Slots {
  readonly #free: SharedArrayBuffer[] = [];

  fill(block: RecordView): SlotBlock {
    const size = slotSize(block);
    const buffer = size > usualBytes ? undefined : this.#free.pop();
    return intoSlot(buffer ?? new SharedArrayBuffer(Math.max(size, usualBytes)), block);
  }

  giveBack({ buffer }: SlotBlock): void {
    if (buffer.byteLength === usualBytes) this.#free.push(buffer);
  }
}
