/** Text of the records of a block. The bytes are wrapped once per block: a Buffer decodes several times faster. */
import type { RecordView } from './format.js';

const carriageReturn = 0x0d;
const space = 0x20;
const tab = 0x09;

export function bufferOf(block: RecordView): Buffer {
  return Buffer.from(block.bytes.buffer, block.bytes.byteOffset, block.bytes.byteLength);
}

/** One record as text, without byte order mark and trailing spaces. Bytes that are not UTF-8 become U+FFFD. */
export function recordText(buffer: Buffer, block: RecordView, index: number): string {
  const start = afterMark(buffer, block.starts[index] ?? 0, block.ends[index] ?? 0);
  let end = block.ends[index] ?? 0;
  // Tabs stay: at the end of a line of cells they make an empty one.
  while (end > start && (buffer[end - 1] === space || buffer[end - 1] === carriageReturn)) end -= 1;
  return buffer.toString('utf8', start, end);
}

/** First byte after a UTF-8 byte order mark. */
export function afterMark(bytes: Uint8Array, start: number, end: number): number {
  const marked = end - start >= 3 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
  return marked ? start + 3 : start;
}

/** First byte that is no blank. */
export function afterBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(bytes[at])) at += 1;
  return at;
}

/** One past the last byte that is no blank. */
export function beforeBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(bytes[at - 1])) at -= 1;
  return at;
}

function isBlank(byte: number | undefined): boolean {
  return byte === space || byte === tab || byte === carriageReturn;
}
