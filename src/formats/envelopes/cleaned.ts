/** What stands between records or inside them and is none of them: colour codes, and the headers that `tail` puts between files. */
import type { Envelope, OpenedBlock } from '../envelope.js';
import type { RecordView, RejectSink } from '../format.js';
import { bufferOf } from '../record-text.js';
import { BlockWriter } from './block-writer.js';

const escape = 0x1b;
const tailHeader = /^==> .{1,4096} <==$/;

export const coloured: Envelope = {
  spec: { kind: 'cleaned', name: 'colours' },
  note: 'colour codes are left out',
  around: [],
  inOrder: false,
  opener: () => {
    const writer = new BlockWriter();
    return { open: block => withoutColours(block, writer) };
  },
};

export const tailed: Envelope = {
  spec: { kind: 'cleaned', name: 'tail' },
  note: 'lines that name files are left out: tail of several files',
  around: [],
  inOrder: false,
  opener: () => ({ open: withoutHeaders }),
};

export function hasColour(buffer: Buffer, start: number, end: number): boolean {
  const at = buffer.subarray(start, end).indexOf(escape);
  return at >= 0 && afterEscape(buffer, start + at, end) > start + at + 1;
}

export function isTailHeader(buffer: Buffer, start: number, end: number): boolean {
  return buffer[start] === 0x3d && buffer[end - 1] === 0x3d && tailHeader.test(buffer.toString('latin1', start, end));
}

function withoutColours(block: RecordView, writer: BlockWriter): OpenedBlock {
  const buffer = bufferOf(block);
  writer.clear();
  for (let index = 0; index < block.count; index += 1) {
    const end = block.ends[index] ?? 0;
    for (let at = block.starts[index] ?? 0; at < end;) {
      const found = buffer.subarray(at, end).indexOf(escape);
      const next = found < 0 ? end : at + found;
      writer.write(buffer, at, next);
      at = next === end ? end : afterEscape(buffer, next, end);
    }
    writer.endRecord(block.lines[index] ?? 0);
  }
  return { ...writer.view(), around: () => undefined };
}

/** One past `ESC [ 1 ; 36 m`, or `ESC ( B`; an escape that begins neither is left out alone. */
function afterEscape(buffer: Buffer, start: number, end: number): number {
  if (buffer[start + 1] === 0x28 && start + 3 <= end) return start + 3;
  if (buffer[start + 1] !== 0x5b) return start + 1;
  let at = start + 2;
  while (at < end && at < start + 32 && isParameter(buffer[at] as number)) at += 1;
  const last = buffer[at] ?? 0;
  return at < end && last >= 0x40 && last <= 0x7e ? at + 1 : start + 1;
}

/** Digits, semicolon, colon, question mark and the like. */
function isParameter(byte: number): boolean {
  return byte >= 0x20 && byte <= 0x3f;
}

function withoutHeaders(block: RecordView, rejects: RejectSink): OpenedBlock {
  const buffer = bufferOf(block);
  const kept: number[] = [];
  for (let index = 0; index < block.count; index += 1) {
    if (!isTailHeader(buffer, block.starts[index] ?? 0, block.ends[index] ?? 0)) kept.push(index);
    else rejects.filter(block.lines[index] ?? 0, 'header');
  }
  return {
    bytes: block.bytes,
    count: kept.length,
    starts: Uint32Array.from(kept, index => block.starts[index] ?? 0),
    ends: Uint32Array.from(kept, index => block.ends[index] ?? 0),
    lines: Float64Array.from(kept, index => block.lines[index] ?? 0),
    around: () => undefined,
  };
}
