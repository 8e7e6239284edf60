import { describe, expect, it } from 'vitest';
import { csv } from '../../src/formats/csv.js';
import { decoderOf, holds } from '../../src/formats/record-rules.js';
import { cut } from './records.js';

const log = 'date,clock,user,type\n2026-11-20,08:15:30,u1,2\n2026-11-20,08:15:31,u2,1\n2026-11-20,,u3,2\n';

function read(text: string) {
  const sample = cut(text);
  const detected = csv.detect(sample);
  if (detected === undefined) throw new Error('not recognised');
  const rows: unknown[][] = [];
  const filtered: [number, string][] = [];
  let row: unknown[] = [];
  const rules = {
    bindings: [
      { column: 'time', field: 'date+clock' },
      { column: 'account', field: 'user' },
    ],
    skip: [{ field: 'type', isNot: ['2'], because: 'top-ups' }],
    joins: { 'date+clock': ['date', 'clock'] },
  };
  decoderOf(detected, rules).decode(
    sample,
    {
      field: (slot, value) => (row[slot] = value),
      commit: () => {
        rows.push(row);
        row = [];
        return undefined;
      },
      discard: () => (row = []),
    },
    { reject: () => undefined, filter: (line, reason) => filtered.push([line, reason]) },
  );
  return { rows, filtered };
}

describe('rules of records', () => {
  it('put together what is written apart, and count what is no request with its reason', () => {
    const { rows, filtered } = read(log);
    expect(rows).toEqual([
      ['2026-11-20 08:15:30', 'u1'],
      [undefined, 'u3'],
    ]);
    expect(filtered).toEqual([
      [1, 'header'],
      [3, 'top-ups'],
    ]);
  });

  it('carry nothing of a record over to the next', () => {
    const { rows } = read('date,clock,user,type\n2026-11-20,08:15:30,u1,1\n,08:15:31,u2,2\n2026-11-21,09:00:00,u2,2\n');
    expect(rows).toEqual([
      [undefined, 'u2'],
      ['2026-11-21 09:00:00', 'u2'],
    ]);
  });
});

describe('a condition', () => {
  const because = 'not a request';
  it.each([
    [{ field: 'a', is: ['2'] }, 2, true],
    [{ field: 'a', is: ['2'] }, '1', false],
    [{ field: 'a', is: [''] }, undefined, true],
    [{ field: 'a', isNot: ['GENERATION'] }, 'SPAN', true],
    [{ field: 'a', isNot: ['GENERATION'] }, 'GENERATION', false],
    [{ field: 'a', isNot: [''] }, undefined, false],
    [{ field: 'a', startsWith: ['Create', 'Delete'] }, 'CreateKey', true],
    [{ field: 'a', startsWith: ['Create'] }, 'Invoke', false],
    [{ field: 'a', is: ['true'] }, true, true],
    [{ field: 'a', is: [''] }, { deep: 1 }, true],
  ])('%j of %j is %s', (condition, value, expected) => {
    expect(holds({ ...condition, because }, value)).toBe(expected);
  });
});
