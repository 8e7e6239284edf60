/**
 * Where the JSON of a line begins and ends: byte order mark, blanks, the brackets and commas of an array written one object
 * a line. What a container runtime or syslog puts before it is taken off before (`envelopes/`).
 */
import { afterBlanks, afterMark, beforeBlanks } from './record-text.js';

const openBrace = 0x7b;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const closeBrace = 0x7d;
const comma = 0x2c;

export interface Frame {
  start: number;
  end: number;
  /** What the line is: JSON text, nothing, the bracket line of an array, or something else. */
  kind: 'json' | 'blank' | 'bracket' | 'other';
}

export function newFrame(): Frame {
  return { start: 0, end: 0, kind: 'blank' };
}

/** Narrows a frame that holds the first byte of a record and one past its last; it is reused, since this runs for every line. */
export function frameJson(buffer: Buffer, frame: Frame): void {
  frame.start = afterBlanks(buffer, afterMark(buffer, frame.start, frame.end), frame.end);
  frame.end = beforeBlanks(buffer, frame.start, frame.end);
  if (frame.start === frame.end) frame.kind = 'blank';
  else if (buffer[frame.start] === openBrace) frameObject(buffer, frame);
  else if (buffer[frame.start] === openBracket) frameArray(buffer, frame);
  else if (isClosing(buffer, frame)) frame.kind = 'bracket';
  else frame.kind = 'other';
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
