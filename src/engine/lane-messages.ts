/** What the main thread and a lane's thread say to each other. */
import type { RecordView } from '../formats/format.js';
import type { LaneInput, StandIns, Yield } from './lane.js';
import type { Surrendered } from './lane-tables.js';

/** How a lane's thread is made: what its plan follows from, and where blocks are put for it. */
export interface LaneSetup {
  readonly cwd: string;
  readonly detectors: readonly string[];
  readonly canaries: readonly string[];
  /** Bytes of dictionaries above which the lane begins anew. */
  readonly memory: number;
  readonly slots: readonly SharedArrayBuffer[];
}

/** An input as it travels: its format is recognised again, from the same records. */
export interface OpenInput extends Omit<LaneInput, 'detected'> {
  readonly sample: RecordView;
  readonly logFormat: string | undefined;
}

/** A block in a slot: first its records' lines, then their starts and ends, then its bytes. */
export interface SlotBlock {
  readonly slot: number;
  readonly records: number;
  readonly bytes: number;
}

export type ToLane =
  | { readonly type: 'open'; readonly input: OpenInput }
  | { readonly type: 'block'; readonly index: number; readonly block: SlotBlock | RecordView }
  | { readonly type: 'close'; readonly index: number }
  | { readonly type: 'finish' };

/**
 * Answers come in the order of what was asked. `memory` is the lane's, in which parcels lie; they are good until as many more
 * blocks were sent as there are slots.
 */
export type FromLane =
  | { readonly type: 'ready' }
  | { readonly type: 'read'; readonly result: Yield; readonly memory: SharedArrayBuffer }
  | { readonly type: 'closed'; readonly standIns: StandIns }
  /** The lane began anew: its numbers mean something else from the next block on. */
  | { readonly type: 'renewed'; readonly tables: Surrendered }
  | {
      readonly type: 'finished';
      readonly tables: Surrendered;
      readonly failures: readonly (readonly [string, string])[];
    }
  | { readonly type: 'failed'; readonly message: string; readonly stack: string };

/** Bytes of a block of so many records and bytes in a slot. */
export function slotSize(records: number, bytes: number): number {
  return 16 * records + bytes;
}

export function intoSlot(
  slot: SharedArrayBuffer,
  { bytes, starts, ends, lines, count }: RecordView,
): Omit<SlotBlock, 'slot'> {
  const first = starts[0] ?? 0;
  const last = ends[count - 1] ?? first;
  new Float64Array(slot, 0, count).set(lines.subarray(0, count));
  const [slotStarts, slotEnds] = [new Uint32Array(slot, 8 * count, count), new Uint32Array(slot, 12 * count, count)];
  for (let i = 0; i < count; i++) {
    slotStarts[i] = (starts[i] as number) - first;
    slotEnds[i] = (ends[i] as number) - first;
  }
  new Uint8Array(slot, 16 * count, last - first).set(bytes.subarray(first, last));
  return { records: count, bytes: last - first };
}

export function fromSlot(slot: SharedArrayBuffer, { records, bytes }: SlotBlock): RecordView {
  return {
    bytes: new Uint8Array(slot, 16 * records, bytes),
    count: records,
    starts: new Uint32Array(slot, 8 * records, records),
    ends: new Uint32Array(slot, 12 * records, records),
    lines: new Float64Array(slot, 0, records),
  };
}
