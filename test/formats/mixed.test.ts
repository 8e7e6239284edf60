import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combined } from '../../src/formats/combined.js';
import type { RecordView } from '../../src/formats/format.js';
import { bindingsOf, mixedDecoder } from '../../src/formats/mixed.js';
import { ndjson } from '../../src/formats/ndjson.js';
import { cut } from './records.js';

const text = (n: number) => `198.51.100.${n} - u${n} [20/Nov/2026:08:15:30 +0000] "POST /v1 HTTP/1.1" 200 12`;
const json = (n: number) => JSON.stringify({ ts: '2026-11-20T08:15:30Z', user: `j${n}` });

/** Account and line of each request, and the lines rejected, in the order in which they come. */
function read(block: RecordView): string[] {
  const parts = [
    { bindings: [{ column: 'account', field: 'remote_user' }] },
    { bindings: [{ column: 'account', field: 'user' }] },
  ];
  const detected = [combined.detect(cut(`${text(1)}\n`)), ndjson.detect(cut(`${json(1)}\n`))];
  const decoders = parts.map((part, at) => {
    const decoder = (bindings: Parameters<typeof bindingsOf>[1]['bindings']) => detected[at]?.decoder(bindings);
    const [own, plain] = [decoder(bindingsOf(parts, part)), decoder([])];
    if (own === undefined || plain === undefined) throw new Error('not recognised');
    return { decoder: own, plain };
  });
  const seen: string[] = [];
  let account = '';
  mixedDecoder(decoders).decode(
    block,
    {
      field: (_slot, value) => (account = String(value)),
      commit: line => {
        seen.push(`${line} ${account}`);
        account = '';
        return undefined;
      },
      discard: () => undefined,
    },
    { reject: (line, reason) => seen.push(`${line} ${reason}`), filter: line => seen.push(`${line} filtered`) },
  );
  return seen;
}

describe('a log of two formats', () => {
  it('is read in the order of its lines, each by the format it has', () => {
    expect(read(cut([text(1), json(2), 'neither', text(3), ''].join('\n')))).toEqual([
      '1 u1',
      '2 j2',
      '3 no time in brackets',
      '4 u3',
    ]);
  });

  it('reads a record alike wherever it stands', () => {
    const line = fc.tuple(fc.constantFrom(text, json), fc.integer({ min: 1, max: 200 }));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), lines => {
        const expected = lines.map(([make, n], at) => `${at + 1} ${make === text ? 'u' : 'j'}${n}`);
        expect(read(cut(lines.map(([make, n]) => `${make(n)}\n`).join('')))).toEqual(expected);
      }),
    );
  });
});
