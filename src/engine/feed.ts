/** Where the records of one input come from: a reader in this thread, or one in a thread of its own. */
import type { RecordView } from '../formats/format.js';
import type { InputReading, RecordsFraming } from '../sources/read.js';
import type { MarkedBlock } from './duplicates/stretches.js';
import type { SlotBlock } from './slot.js';

export interface Feed {
  /** Stored bytes read so far. */
  readonly bytesRead: number;
  sample(count: number): Promise<RecordView>;
  /** Blocks without a slot are valid until the next one is asked for, others until they are given back. */
  records(framing: RecordsFraming): AsyncGenerator<FedBlock, void>;
  summary(): Promise<InputReading>;
}

/** Records that are marked as doubles are read, and not counted again. */
export interface FedBlock extends MarkedBlock {
  readonly shared?: SharedBlock;
}

export interface SharedBlock {
  readonly slot: SlotBlock;
  /** To be called once, when the block is not needed any more. */
  giveBack(): void;
}
