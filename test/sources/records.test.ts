import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxMultilineBytes, RecordSplitter, type CutReject, type RecordBlock } from '../../src/sources/records.js';

interface Cut {
  line: number;
  offset: number;
  text: string;
}

interface Result {
  records: Cut[];
  rejects: readonly CutReject[];
  lines: number;
}

const comma = { quote: 34, delimiter: 44 };

function collect(chunks: readonly Uint8Array[], options: { max?: number; quoted?: boolean } = {}): Result {
  const splitter = new RecordSplitter({
    maxRecordBytes: options.max ?? 1000,
    quotedBy: options.quoted === true ? comma : undefined,
  });
  const records: Cut[] = [];
  const note = (block: RecordBlock | undefined) => {
    for (let index = 0; index < (block?.count ?? 0); index += 1) {
      const { bytes, starts, ends, lines, offset } = block as RecordBlock;
      const start = starts[index] as number;
      const text = Buffer.from(bytes.subarray(start, ends[index])).toString('latin1');
      records.push({ line: lines[index] as number, offset: offset + start, text });
    }
  };
  for (const chunk of chunks) note(splitter.push(chunk));
  note(splitter.end());
  return { records, rejects: splitter.takeRejects(), lines: splitter.lines };
}

/** The same by the simplest means: the whole input at once, split at newlines. */
function naive(bytes: Buffer, max = 1000): Result {
  const text = bytes.toString('latin1');
  let offset = text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  const pieces = text.slice(offset).split('\n');
  if (pieces.at(-1) === '') pieces.pop();
  const result: Result = { records: [], rejects: [], lines: pieces.length };
  const rejects: CutReject[] = [];
  for (const [index, piece] of pieces.entries()) {
    const line = index + 1;
    if (piece.length > max) rejects.push({ line, offset, bytes: piece.length, reason: 'over-long record' });
    else result.records.push({ line, offset, text: piece.replace(/\r$/, '') });
    offset += piece.length + 1;
  }
  return { ...result, rejects };
}

function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map(cut => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place));
}

const cuts = fc.array(fc.nat({ max: 100_000 }), { maxLength: 20 });
const eventful = (parts: readonly string[]) =>
  fc.array(fc.constantFrom(...parts), { maxLength: 60 }).map(chosen => Buffer.from(chosen.join(''), 'latin1'));
const plainText = eventful([
  '\n',
  '\r\n',
  '\r',
  'a',
  'bc',
  '\0',
  '\xef\xbb\xbf',
  '\xef',
  '"',
  'x'.repeat(9),
  'y'.repeat(40),
]);
const quotedText = eventful(['"', '"', '""', ',', '\n', '\r\n', 'a', 'bc', '\xef\xbb\xbf', 'x'.repeat(9)]);

describe('plain records', () => {
  it('cuts like a split of the whole input, however it is chunked', () => {
    fc.assert(
      fc.property(plainText, cuts, fc.integer({ min: 1, max: 30 }), (bytes, places, max) => {
        expect(collect(cutAt(bytes, places), { max })).toEqual(naive(bytes, max));
      }),
      { numRuns: 500 },
    );
  });

  it('numbers empty lines and leaves line endings out', () => {
    expect(collect([Buffer.from('a\n\r\n\nb\r\nc')])).toEqual({
      records: [
        { line: 1, offset: 0, text: 'a' },
        { line: 2, offset: 2, text: '' },
        { line: 3, offset: 4, text: '' },
        { line: 4, offset: 5, text: 'b' },
        { line: 5, offset: 8, text: 'c' },
      ],
      rejects: [],
      lines: 5,
    });
  });

  it('knows no records in nothing, nor in a byte order mark', () => {
    expect(collect([])).toEqual({ records: [], rejects: [], lines: 0 });
    expect(collect([Buffer.from([0xef, 0xbb]), Buffer.from([0xbf])])).toEqual({ records: [], rejects: [], lines: 0 });
  });

  it.each([0, 1, 2])('rejects an over-long record at place %i and reads on behind it', place => {
    const lines = ['one', 'two', 'three'].map((line, index) => (index === place ? 'z'.repeat(5000) : line));
    const bytes = Buffer.from(lines.join('\n'));
    const bitwise = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
    const { records, rejects, lines: count } = collect(bitwise, { max: 100 });
    expect(records.map(({ line, text }) => [line, text])).toEqual(
      lines.map((text, index) => [index + 1, text]).filter(([line]) => line !== place + 1),
    );
    expect(rejects).toEqual([
      {
        line: place + 1,
        offset: lines.slice(0, place).join('\n').length + Math.min(place, 1),
        bytes: 5000,
        reason: 'over-long record',
      },
    ]);
    expect(count).toBe(3);
  });
});

describe('records with quoted fields', () => {
  it('keeps newlines inside quotes and counts them', () => {
    const text = 'id,prompt\n1,"two\nlines, ""quoted"""\r\n2,5" disk\n"3",x\n';
    expect(collect([Buffer.from(text)], { quoted: true }).records).toEqual([
      { line: 1, offset: 0, text: 'id,prompt' },
      { line: 2, offset: 10, text: '1,"two\nlines, ""quoted"""' },
      { line: 4, offset: 37, text: '2,5" disk' },
      { line: 5, offset: 47, text: '"3",x' },
    ]);
  });

  it('makes no difference how the input is chunked', () => {
    fc.assert(
      fc.property(quotedText, cuts, fc.integer({ min: 1, max: 60 }), (bytes, places, max) => {
        const whole = collect([bytes], { max, quoted: true });
        const bytewise = collect(
          Array.from(bytes, (_, index) => bytes.subarray(index, index + 1)),
          { max, quoted: true },
        );
        expect(collect(cutAt(bytes, places), { max, quoted: true })).toEqual(whole);
        expect(bytewise).toEqual(whole);
      }),
      { numRuns: 1000 },
    );
  });

  it('accounts for every byte and line, in order', () => {
    fc.assert(
      fc.property(quotedText, fc.integer({ min: 1, max: 60 }), (bytes, max) => {
        const { records, rejects, lines } = collect([bytes], { max, quoted: true });
        const text = bytes.toString('latin1');
        const spans = [
          ...records.map(({ line, offset, text: { length } }) => ({ line, offset, length })),
          ...rejects.map(({ line, offset, bytes: length }) => ({ line, offset, length })),
        ].sort((a, b) => a.offset - b.offset);
        let next = text.startsWith('\xef\xbb\xbf') ? 3 : 0;
        let line = 1;
        for (const span of spans) {
          expect(span).toMatchObject({ line, offset: next });
          const ending = /^\r?(\n|$)/.exec(text.slice(next + span.length))?.[0] ?? 'lost';
          line += text.slice(next, next + span.length).split('\n').length;
          next += span.length + ending.length;
        }
        expect(next).toBe(text.length);
        expect(spans.every(({ offset }) => offset < text.length)).toBe(true);
        expect(lines).toBe(line - 1);
      }),
      { numRuns: 500 },
    );
  });

  it('cuts what a CSV writer wrote into its rows', () => {
    const field = fc.array(fc.constantFrom('"', ',', '\n', 'a', ' '), { maxLength: 6 }).map(parts => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 8 }), rows => {
        const written = rows.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(','));
        const { records, rejects } = collect([Buffer.from(written.map(row => `${row}\n`).join(''))], { quoted: true });
        expect(records.map(({ text }) => text)).toEqual(written);
        expect(rejects).toEqual([]);
      }),
    );
  });

  it('gives up only the line whose quote is never closed, at the end of the input', () => {
    const { records, rejects, lines } = collect([Buffer.from('a,b\nc,"d\ne,f\ng,h')], { quoted: true });
    expect(records.map(({ line, text }) => [line, text])).toEqual([
      [1, 'a,b'],
      [3, 'e,f'],
      [4, 'g,h'],
    ]);
    expect(rejects).toEqual([{ line: 2, offset: 4, bytes: 4, reason: 'unclosed quote' }]);
    expect(lines).toBe(4);
  });

  it('gives up only that line in a long input, too', () => {
    const rest = 'e,f\n'.repeat(maxMultilineBytes);
    const { records, rejects } = collect([Buffer.from(`c,"d\n${rest}`)], { quoted: true, max: 2 ** 24 });
    expect(records).toHaveLength(maxMultilineBytes);
    expect(rejects).toEqual([{ line: 1, offset: 0, bytes: 4, reason: 'unclosed quote' }]);
  });

  it('takes a closing quote as the last byte of the input', () => {
    expect(collect([Buffer.from('a,"b\nc"')], { quoted: true }).records).toEqual([
      { line: 1, offset: 0, text: 'a,"b\nc"' },
    ]);
  });

  it('stays linear on lines that all leave a quote open', () => {
    // Every line closes the quote of the line before and opens its own: no record ever ends.
    const bytes = Buffer.from('"a"b,"\n'.repeat(400_000));
    const { records, rejects, lines } = collect([bytes], { quoted: true, max: 2 ** 24 });
    expect(lines).toBe(400_000);
    expect(rejects.length + records.length).toBeGreaterThan(399_000);
  });

  it('rejects an over-long quoted line as such', () => {
    const { records, rejects } = collect([Buffer.from(`"${'z'.repeat(500)}\nb,c\n`)], { quoted: true, max: 100 });
    expect(records).toEqual([{ line: 2, offset: 502, text: 'b,c' }]);
    expect(rejects).toEqual([{ line: 1, offset: 0, bytes: 501, reason: 'over-long record' }]);
  });
});
