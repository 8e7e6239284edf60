/** Which fields of a sample are listed: those of most records, whatever single records hold. */
import { describe, expect, it } from 'vitest';
import { fieldSample, maximumFields } from '../../src/formats/field-sample.js';

const honest = { timestamp: '2026-03-02T00:00:00Z', account_id: 'a', usage: { input_tokens: 3 } };
const own = ['timestamp', 'account_id', 'usage.input_tokens'];

function junk(from: number, count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`junk_${from + index}`, 'x']));
}

function sampleOf(records: readonly object[]) {
  const fields = fieldSample();
  for (const record of records) {
    fields.add(record);
    fields.endRecord();
  }
  return fields;
}

describe('fields of a sample', () => {
  it.each([
    ['one record of many names', [junk(0, 399), ...Array<object>(50).fill(honest)]],
    ['many of them', [...Array.from({ length: 20 }, (_, i) => junk(400 * i, 399)), ...Array<object>(50).fill(honest)]],
    ['names inside an object', [{ a: junk(0, 399), b: junk(0, 399) }, ...Array<object>(50).fill(honest)]],
    ['names around its own', Array.from({ length: 60 }, (_, i) => ({ ...honest, body: junk(300 * i, 300) }))],
  ])('are those of most records: %s', (_, records) => {
    const sample = sampleOf(records);
    const fields = sample.fields(records.length);
    expect(fields.length).toBeLessThanOrEqual(maximumFields);
    expect(fields.map(({ field }) => field)).toEqual(expect.arrayContaining(own));
    for (const { field, values } of fields) if (own.includes(field)) expect(values.length).toBeGreaterThanOrEqual(50);
  });

  it('know which record each value is of', () => {
    const fields = sampleOf([{ a: 1 }, { b: 2 }, { a: 3, b: null }]).fields(3);
    expect(fields).toEqual([
      { field: 'a', values: [1, 3], of: 3, present: 2, rows: [0, 2] },
      { field: 'b', values: [2], of: 3, present: 2, rows: [1] },
    ]);
  });
});
