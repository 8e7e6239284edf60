/** JSON lines that a database wrote as text, with each backslash escaped once more: COPY of PostgreSQL, `mysql --batch`. */
import { evidenceOfEscapes, withoutEscapes } from '../csv-escapes.js';
import type { Envelope, OpenedBlock } from '../envelope.js';
import type { RecordView } from '../format.js';
import { bufferOf } from '../record-text.js';
import { BlockWriter } from './block-writer.js';

const backslash = 0x5c;

export const copied: Envelope = {
  spec: { kind: 'cleaned', name: 'escapes' },
  note: 'backslashes are escaped once more, as a database writes text: that is undone',
  around: [],
  inOrder: false,
  opener: () => {
    const writer = new BlockWriter();
    return { open: block => withoutEscapesIn(block, writer) };
  },
};

/** Whether more records are JSON without the escapes alone than as they stand alone. */
export function isCopied(sample: RecordView): boolean {
  const buffer = bufferOf(sample);
  const texts: string[] = [];
  for (let index = 0; index < sample.count; index += 1) {
    const record = buffer.subarray(sample.starts[index] ?? 0, sample.ends[index] ?? 0);
    if (record.includes('\\\\')) texts.push(record.toString('utf8'));
  }
  return evidenceOfEscapes(texts) > 0;
}

function withoutEscapesIn(block: RecordView, writer: BlockWriter): OpenedBlock {
  const buffer = bufferOf(block);
  writer.clear();
  for (let index = 0; index < block.count; index += 1) {
    const record = buffer.subarray(block.starts[index] ?? 0, block.ends[index] ?? 0);
    if (record.includes(backslash)) writer.writeText(withoutEscapes(record.toString('utf8')));
    else writer.write(record);
    writer.endRecord(block.lines[index] ?? 0);
  }
  return { ...writer.view(), around: () => undefined };
}
