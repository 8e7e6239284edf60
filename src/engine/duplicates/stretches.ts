/** A block in parts: records that count, and records that stand in an earlier input, too. */
import type { RecordView } from '../../formats/format.js';
import { viewOf } from '../../formats/mixed.js';

/** Records `from` to `to` (exclusive) of a block, and the input in which they stand, too. */
export interface Doubles {
  readonly from: number;
  readonly to: number;
  readonly input: number;
}

export interface MarkedBlock extends RecordView {
  readonly doubles?: readonly Doubles[] | undefined;
}

export interface Stretch {
  readonly records: RecordView;
  /** The input that has them, too. */
  readonly double: number | undefined;
}

/** In order; a block without doubles is one. */
export function stretchesOf(block: MarkedBlock): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const double of block.doubles ?? []) {
    if (from < double.from) stretches.push({ records: viewOf(block, from, double.from), double: undefined });
    stretches.push({ records: viewOf(block, double.from, double.to), double: double.input });
    from = double.to;
  }
  if (from === 0) return [{ records: block, double: undefined }];
  if (from < block.count) stretches.push({ records: viewOf(block, from, block.count), double: undefined });
  return stretches;
}
