/** JSON behind a prefix of any kind: `[2026-11-20 08:15:30] app: {…}`. The prefix ends where the first brace is. */
import type { Envelope, OpenedBlock, Opener, Opening } from '../envelope.js';
import type { RecordView } from '../format.js';
import { parseOrUndefined } from '../json-path.js';
import { afterBlanks, afterMark, beforeBlanks, bufferOf } from '../record-text.js';
import { compact } from './compact.js';

const openBrace = 0x7b;
const closeBrace = 0x7d;
/** Longest prefix searched for the JSON after it. */
const longest = 512;

/** The bytes that stand before the brace in all sampled records, at most two: a brace elsewhere in a prefix is not the one. */
interface Learned {
  readonly before: string;
}

/** Undefined unless most of the sampled records are so. */
export function jsonPrefixOpening(sample: RecordView): Opening | undefined {
  const buffer = bufferOf(sample);
  let records = 0;
  const befores: string[] = [];
  for (let index = 0; index < sample.count; index += 1) {
    const { start, end } = edges(buffer, sample, index);
    if (start === end) continue;
    records += 1;
    const brace = braceAfter(buffer, { start, end }, '');
    if (brace === start || isField(buffer.toString('latin1', start, brace))) continue;
    if (parseOrUndefined(buffer.toString('utf8', brace, end)) === undefined) continue;
    befores.push(buffer.toString('latin1', Math.max(start, brace - 2), brace));
  }
  if (befores.length * 2 <= records) return undefined;
  const envelope = jsonPrefixEnvelope({ before: commonEnd(befores) }, noteOf(befores.length, records));
  return {
    envelope,
    sample: compact(envelope.opener().open(sample, { reject: () => undefined, filter: () => undefined })),
  };
}

/** Fields of a line of `name=value` before its last, which holds the JSON. */
const fewestFields = 3;

/** Whether the JSON is a value among others: what stands before it is the record rather than a prefix. */
function isField(before: string): boolean {
  return /[\w.-]=$/.test(before) && (before.match(/(?:^| )[\w.-]{1,64}=[^ ]/g) ?? []).length >= fewestFields;
}

export function jsonPrefixEnvelope(learned: Learned, note: string): Envelope {
  return {
    spec: { kind: 'json prefix', name: 'JSON', learned },
    note,
    around: ['time'],
    inOrder: false,
    opener: () => jsonPrefixOpener(learned),
  };
}

function noteOf(found: number, records: number): string {
  return `${found} of ${records} sampled lines have a prefix before the JSON`;
}

function jsonPrefixOpener({ before }: Learned): Opener {
  return {
    open(block): OpenedBlock {
      const buffer = bufferOf(block);
      const starts = Uint32Array.from({ length: block.count }, (_, index) =>
        braceAfter(buffer, edges(buffer, block, index), before),
      );
      return {
        bytes: block.bytes,
        count: block.count,
        starts,
        ends: block.ends,
        lines: block.lines,
        around: (_, index) => timeIn(buffer.toString('latin1', block.starts[index], starts[index])),
      };
    },
  };
}

interface Edges {
  readonly start: number;
  readonly end: number;
}

function edges(buffer: Buffer, { starts, ends }: RecordView, index: number): Edges {
  const end = ends[index] ?? 0;
  const start = afterBlanks(buffer, afterMark(buffer, starts[index] ?? 0, end), end);
  return { start, end: beforeBlanks(buffer, start, end) };
}

/** Where the JSON begins that the record ends with; its start where it has no prefix. */
function braceAfter(buffer: Buffer, { start, end }: Edges, before: string): number {
  if (buffer[end - 1] !== closeBrace || buffer[start] === openBrace) return start;
  const head = buffer.subarray(start, Math.min(end, start + longest));
  for (let at = head.indexOf(openBrace); at >= 0; at = head.indexOf(openBrace, at + 1)) {
    if (head.toString('latin1', Math.max(0, at - before.length), at) === before) return start + at;
  }
  return start;
}

function commonEnd(texts: readonly string[]): string {
  const [first = ''] = texts;
  const length = [2, 1].find(one => texts.every(text => text.slice(-one) === first.slice(-one)));
  return length === undefined ? '' : first.slice(-length);
}

const times = [
  /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?/,
  /\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}/,
  /\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,9})?/,
  /[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}/,
];

function timeIn(prefix: string): string | undefined {
  for (const pattern of times) {
    const found = pattern.exec(prefix);
    if (found !== null) return found[0];
  }
  return undefined;
}
