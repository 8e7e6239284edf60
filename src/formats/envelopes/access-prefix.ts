/**
 * An access log behind a prefix that no row of `prefixes.ts` describes: the same number of words in front of the address, the
 * last of which ends like a label (`app:`, `|`, `]`). A virtual host or a list of addresses does not, and stays.
 */
import type { Envelope, OpenedBlock, Opener, Opening } from '../envelope.js';
import type { RecordView } from '../format.js';
import { recordText } from '../record-text.js';
import { afterBlanks, afterMark, bufferOf } from '../record-text.js';
import { compact } from './compact.js';

interface Learned {
  /** Words of the prefix. */
  readonly words: number;
  /** What the last of them ends with. */
  readonly last: string;
}

const mostWords = 12;
const blank = 0x20;
const labelEnd = /[:|\]>)=]$/;
const address = /^(?:(?:\d{1,3}\.){3}\d{1,3}|[\da-fA-F]{0,4}:[\da-fA-F:.]{2,40})$/;
const clfTime = /\[\d{2}\/[A-Z][a-z]{2}\/\d{4}:/;

/** Undefined unless nearly all sampled records have one of the same kind. */
export function accessPrefixOpening(sample: RecordView): Opening | undefined {
  const buffer = bufferOf(sample);
  const counts = new Map<string, number>();
  let records = 0;
  for (let index = 0; index < sample.count; index += 1) {
    const text = recordText(buffer, sample, index).slice(0, 1024);
    if (text === '') continue;
    records += 1;
    const key = prefixOf(text);
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  if (best === undefined || best[1] * 10 < records * 9) return undefined;
  const learned = { words: Number(best[0].slice(1)), last: best[0].charAt(0) };
  const envelope = accessPrefixEnvelope(learned);
  return {
    envelope,
    sample: compact(envelope.opener().open(sample, { reject: () => undefined, filter: () => undefined })),
  };
}

export function accessPrefixEnvelope(learned: Learned): Envelope {
  const words = learned.words === 1 ? 'a word' : `${learned.words} words`;
  return {
    spec: { kind: 'access prefix', name: 'words', learned },
    note: `lines have ${words} before the access log, which are left out`,
    around: [],
    inOrder: false,
    opener: () => accessPrefixOpener(learned),
  };
}

/** How the label ends and how many words the prefix has. */
function prefixOf(text: string): string | undefined {
  const bracket = clfTime.exec(text);
  if (bracket === null) return undefined;
  const words = text
    .slice(0, bracket.index)
    .split(' ')
    .filter(word => word !== '');
  const client = words.findIndex(word => address.test(word));
  const last = words[client - 1];
  if (client < 1 || client > mostWords || last === undefined || !labelEnd.test(last)) return undefined;
  return `${last.slice(-1)}${client}`;
}

function accessPrefixOpener({ words, last }: Learned): Opener {
  const lastByte = last.charCodeAt(0);
  return {
    open(block): OpenedBlock {
      const buffer = bufferOf(block);
      const starts = Uint32Array.from({ length: block.count }, (_, index) => {
        const end = block.ends[index] ?? 0;
        const start = afterMark(buffer, block.starts[index] ?? 0, end);
        return afterWords(buffer, { start, end }, { words, lastByte }) ?? start;
      });
      const { bytes, count, ends, lines } = block;
      return { bytes, count, starts, ends, lines, around: () => undefined };
    },
  };
}

function afterWords(
  buffer: Buffer,
  { start, end }: { start: number; end: number },
  { words, lastByte }: { words: number; lastByte: number },
): number | undefined {
  let at = start;
  for (let word = 0; word < words; word += 1) {
    at = afterBlanks(buffer, at, end);
    while (at < end && buffer[at] !== blank) at += 1;
  }
  return buffer[at - 1] === lastByte ? afterBlanks(buffer, at, end) : undefined;
}
