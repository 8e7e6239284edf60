/** Records side by side, as they would stand in a file: for those who read the bytes between the first and the last one. */
import type { OpenedBlock } from '../envelope.js';
import type { RecordView } from '../format.js';
import { BlockWriter } from './block-writer.js';

export function compactView(block: RecordView): RecordView {
  const writer = new BlockWriter();
  for (let index = 0; index < block.count; index += 1) {
    writer.write(block.bytes, block.starts[index] ?? 0, block.ends[index] ?? 0);
    writer.endRecord(block.lines[index] ?? 0);
  }
  return writer.view();
}

export function compact(block: OpenedBlock): OpenedBlock {
  return { ...compactView(block), around: (name, index) => block.around(name, index) };
}
