/**
 * Where the JSON of a line begins and ends: byte order mark, blanks, the brackets and commas of an array written one object
 * a line, and the prefix that a container runtime (CRI) or syslog puts before it.
 */
import { afterBlanks, afterMark, beforeBlanks } from './record-text.js';

const openBrace = 0x7b;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const closeBrace = 0x7d;
const comma = 0x2c;

/** Longest prefix searched for the JSON after it. */
const maximumPrefix = 512;

export interface Frame {
  start: number;
  end: number;
  /** What the line is: JSON text, nothing, the bracket line of an array, or something else. */
  kind: 'json' | 'blank' | 'bracket' | 'other';
  /** First byte of the line, before any prefix. */
  lineStart: number;
}

export function newFrame(): Frame {
  return { start: 0, end: 0, kind: 'blank', lineStart: 0 };
}

/** Narrows a frame that holds the first byte of a record and one past its last; it is reused, since this runs for every line. */
export function frameJson(buffer: Buffer, frame: Frame): void {
  frame.start = afterBlanks(buffer, afterMark(buffer, frame.start, frame.end), frame.end);
  frame.end = beforeBlanks(buffer, frame.start, frame.end);
  frame.lineStart = frame.start;
  if (frame.start === frame.end) frame.kind = 'blank';
  else if (buffer[frame.start] === openBrace) frameObject(buffer, frame);
  else if (buffer[frame.start] === openBracket && !isPrefixed(buffer, frame)) frameArray(buffer, frame);
  else if (isClosing(buffer, frame)) frame.kind = 'bracket';
  else framePrefixed(buffer, frame);
}

/** `{…}`, `{…},` and `{…}]` are one object. */
function frameObject(buffer: Buffer, frame: Frame): void {
  frame.kind = 'json';
  let end = frame.end;
  if (buffer[end - 1] === comma || buffer[end - 1] === closeBracket) {
    end = beforeBlanks(buffer, frame.start, end - 1);
    if (buffer[end - 1] === closeBrace) frame.end = end;
  }
}

/** `[` alone opens an array; `[{…},` is its first object; `[{…},{…}]` is a whole one and stays as it is. */
function frameArray(buffer: Buffer, frame: Frame): void {
  const whole = buffer[frame.end - 1] === closeBracket || buffer[frame.end - 2] === closeBracket;
  const inside = afterBlanks(buffer, frame.start + 1, frame.end);
  frame.kind = inside === frame.end ? 'bracket' : 'json';
  if (whole && buffer[frame.end - 1] === comma) frame.end -= 1;
  if (whole || buffer[inside] !== openBrace) return;
  frame.start = inside;
  frameObject(buffer, frame);
}

/** `]`, `],` and `,` alone. */
function isClosing(buffer: Buffer, { start, end }: Frame): boolean {
  const first = buffer[start];
  return (end - start === 1 && (first === closeBracket || first === comma)) || isPair(buffer, start, end);
}

function isPair(buffer: Buffer, start: number, end: number): boolean {
  return end - start === 2 && buffer[start] === closeBracket && buffer[start + 1] === comma;
}

/** A log line such as `[2026-…] app: {…}` begins with a bracket that is not an array's. */
function isPrefixed(buffer: Buffer, { start, end }: Frame): boolean {
  const first = buffer[afterBlanks(buffer, start + 1, end)];
  return first !== undefined && first >= 0x30 && first <= 0x39 && buffer[end - 1] === closeBrace;
}

function framePrefixed(buffer: Buffer, frame: Frame): void {
  const brace = buffer.subarray(frame.start, Math.min(frame.end, frame.start + maximumPrefix)).indexOf(openBrace);
  frame.kind = brace > 0 && buffer[frame.end - 1] === closeBrace ? 'json' : 'other';
  if (frame.kind === 'json') frame.start += brace;
}

const criPrefix = /^(\S{10,64}) (stdout|stderr) [FP] $/;
const rfc3339 = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})/;

/** What the prefix says: the time, and for CRI the stream. Undefined when there is none or it says nothing we can use. */
export function prefixOf(buffer: Buffer, { lineStart, start }: Frame): object | undefined {
  if (start === lineStart) return undefined;
  const prefix = buffer.toString('latin1', lineStart, start);
  const cri = criPrefix.exec(prefix);
  if (cri !== null) return { time: cri[1], stream: cri[2] };
  const time = rfc3339.exec(prefix)?.[0];
  return time === undefined ? undefined : { time };
}
