import { describe, expect, it } from 'vitest';
import { formatOf } from '../../src/formats/described-format.js';
import type { FormatDescription } from '../../src/formats/description.js';
import { cut } from './records.js';

const batches: FormatDescription = {
  name: 'batches',
  title: 'Batches',
  recognise: { fields: ['wer'] },
  records: { in: 'paket.gruppen[].zugriffe[]' },
  columns: { account: 'wer' },
};

const line = (quelle: string, ...wer: string[]) =>
  JSON.stringify({ quelle, paket: { gruppen: wer.map(one => ({ zugriffe: [{ wer: one, zeit: 1795162530 }] })) } });

describe('a format that names the list its records lie in', () => {
  const format = formatOf(batches);

  it('takes each record out, with what stands around it', () => {
    const block = cut(`${line('a', 'u1', 'u2')}\n${line('b', 'u3')}\n`);
    const detected = format?.detect(block);
    expect(detected?.fields.map(({ field }) => field)).toEqual(expect.arrayContaining(['wer', 'zeit', 'quelle']));
    const rows: string[] = [];
    let row: unknown[] = [];
    const bindings = ['wer', 'quelle'].map(field => ({ column: field, field }));
    detected?.decoder(bindings).decode(
      block,
      {
        field: (slot, value) => (row[slot] = value),
        commit(number) {
          rows.push(`${number} ${row.join(' ')}`);
          row = [];
          return undefined;
        },
        discard: () => undefined,
      },
      { reject: () => undefined, filter: () => undefined },
    );
    expect(rows).toEqual(['1 u1 a', '1 u2 a', '2 u3 b']);
  });

  it('is none where the lines have no such list', () => {
    expect(format?.detect(cut('{"wer":"u1","zugriffe":[]}\n'))).toBeUndefined();
  });
});

it('a description of fields alone makes no format of its own', () => {
  expect(formatOf({ ...batches, records: {} })).toBeUndefined();
});
