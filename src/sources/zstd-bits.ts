/** The stored bytes of one block where bits can be read from anywhere: what is read beyond them are zeros or stale, never absent. */

/** More than the bits of one sequence, read backwards past the first byte before that is noticed. */
const before = 16;
const after = 8;

export class BlockBytes {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** First byte of the block, and one past its last. */
  readonly start = before;
  end = before;

  constructor(most: number) {
    this.bytes = new Uint8Array(before + most + after);
    this.view = new DataView(this.bytes.buffer);
  }

  load(block: Uint8Array): void {
    this.bytes.set(block, before);
    this.end = before + block.length;
    this.bytes.fill(0, this.end, this.end + after);
  }
}

/** At most 25 bits that begin at bit `position` of the view, lowest first. */
export function bitsAt(view: DataView, position: number, count: number): number {
  return (view.getUint32(position >> 3, true) >>> (position & 7)) & ((1 << count) - 1);
}

/** One past the last bit of a stretch that is read backwards: its last byte ends with a one that marks the place. */
export function backwardStart({ bytes }: BlockBytes, start: number, end: number): number {
  const last = end > start ? (bytes[end - 1] as number) : 0;
  if (last === 0) throw new Error('bits that do not end');
  return 8 * (end - 1) + highestBit(last);
}

/** Place of the highest bit that is set; of 0 it is -1. */
export function highestBit(value: number): number {
  return 31 - Math.clz32(value);
}
