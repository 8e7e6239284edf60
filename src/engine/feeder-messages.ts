/** What the main thread and a feeder's thread say to each other. A feeder has one input at a time. */
import type { ListedFile } from '../sources/file-reading.js';
import type { InputReading, RecordsFraming } from '../sources/read.js';
import type { SlotBlock } from './slot.js';

export type ToFeeder =
  | { readonly type: 'open'; readonly file: ListedFile; readonly maxRecordBytes: number }
  | { readonly type: 'records'; readonly framing: RecordsFraming }
  /** The block of that number is not needed any more. */
  | { readonly type: 'free'; readonly block: number }
  | { readonly type: 'summary' };

export type FromFeeder =
  | { readonly type: 'block'; readonly block: number; readonly slot: SlotBlock; readonly bytesRead: number }
  | { readonly type: 'end'; readonly bytesRead: number }
  | { readonly type: 'summary'; readonly summary: InputReading }
  | { readonly type: 'failed'; readonly message: string; readonly stack: string };
