/** What the main thread and a lane's thread say to each other. */
import type { FormatDescription } from '../formats/description.js';
import type { RecordView } from '../formats/format.js';
import type { ColumnName } from '../requests/batch.js';
import type { Closing, LaneInput, Yield } from './lane.js';
import type { Doubles } from './duplicates/stretches.js';
import type { Surrendered } from './lane-tables.js';
import type { DecodedPart } from './reading.js';
import type { SlotBlock } from './slot.js';

/** How a lane's thread is made. */
export interface LaneSetup {
  /** Columns that are handed over. */
  readonly columns: readonly ColumnName[];
  /** What the plan follows from, where measures read texts: it is made again. */
  readonly plan:
    { readonly detectors: readonly string[]; readonly canaries: readonly string[]; readonly cwd: string } | undefined;
  /** Bytes of dictionaries above which the lane begins anew. */
  readonly memory: number;
  /** Blocks that it may be sent ahead. */
  readonly ahead: number;
}

/** An input, and the records by which its formats were recognised. */
export interface SampledInput extends LaneInput {
  readonly parts: readonly SampledPart[];
}

export interface SampledPart extends DecodedPart {
  readonly sample: RecordView;
  readonly description: FormatDescription | undefined;
}

/** An input as it travels: what its formats make of the same records is found out again, or was `learned`. */
export interface OpenInput extends Omit<LaneInput, 'parts'> {
  readonly parts: readonly OpenPart[];
}

export interface OpenPart extends Omit<SampledPart, 'detected'> {
  readonly format: string;
  readonly learned: unknown;
}

export type ToLane =
  | { readonly type: 'open'; readonly input: OpenInput }
  | {
      readonly type: 'block';
      readonly index: number;
      readonly block: SlotBlock;
      readonly doubles: readonly Doubles[] | undefined;
    }
  | { readonly type: 'close'; readonly index: number }
  | { readonly type: 'renew' }
  | { readonly type: 'finish' };

/**
 * Answers come in the order of what was asked. `memory` is the lane's, in which parcels lie; they are good until as many more
 * blocks were sent as may be sent ahead.
 */
export type FromLane =
  | { readonly type: 'ready' }
  | { readonly type: 'read'; readonly result: Yield; readonly memory: SharedArrayBuffer }
  | { readonly type: 'closed'; readonly closing: Closing }
  /** The lane began anew: its numbers mean something else from the next block on. */
  | { readonly type: 'renewed'; readonly tables: Surrendered }
  | {
      readonly type: 'finished';
      readonly tables: Surrendered;
      readonly failures: readonly (readonly [string, string])[];
    }
  | { readonly type: 'failed'; readonly message: string; readonly stack: string };
