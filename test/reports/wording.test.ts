import { describe, expect, it } from 'vitest';
import {
  amount,
  bytes,
  count,
  duration,
  names,
  number,
  percent,
  period,
  signed,
  who,
  words,
} from '../../src/reports/wording.js';
import { suspect } from './examples.js';

describe('numbers', () => {
  it.each([
    [449_245, '449,245'],
    [0.1239, '0.124'],
    [12.54, '12.5'],
    [0.00004, '4e-5'],
    [-3, '-3'],
    [1234.5, '1,235'],
    [0, '0'],
  ])('%d is %s', (value, text) => expect(number(value)).toBe(text));

  it.each([
    [0, '0'],
    [850, '850'],
    [4200, '4.2 k'],
    [999_960, '1.0 M'],
    [26_100_000, '26.1 M'],
    [3.1e9, '3.1 G'],
  ])('%d tokens are %s', (value, text) => expect(amount(value)).toBe(text));

  it.each([
    [0, '0 B'],
    [512, '512 B'],
    [8_114_220, '8.1 MB'],
  ])('%d bytes are %s', (value, text) => expect(bytes(value)).toBe(text));

  it.each([
    [0.0004, '0.04 %'],
    [0.000001, '< 0.01 %'],
    [0.377, '38 %'],
    [0, '0 %'],
    [1, '100 %'],
  ])('a share of %d is %s', (value, text) => expect(percent(value)).toBe(text));

  it('counts things and weighs evidence', () => {
    expect([count(1, 'account'), count(2775, 'account')]).toEqual(['1 account', '2,775 accounts']);
    expect([signed(18.2, '+'), signed(-1.5, '–'), signed(0, '–'), signed(0, '+')]).toEqual([
      '+18.2',
      '–1.5',
      '–0.0',
      '+0.0',
    ]);
  });
});

describe('times', () => {
  it.each([
    ['2026-05-11T00:00:02.118Z', '2026-05-15T23:59:59.870Z', '11–15 May 2026'],
    ['2026-02-28T00:00:00.000Z', '2026-03-03T00:00:00.000Z', '28 Feb – 3 Mar 2026'],
    ['2025-12-31T00:00:00.000Z', '2026-01-01T00:00:00.000Z', '31 Dec 2025 – 1 Jan 2026'],
    ['2026-03-02T00:00:00.000Z', '2026-03-02T12:30:00.000Z', '2 Mar 2026, 00:00–12:30 UTC'],
    ['yesterday', 'today', 'yesterday – today'],
  ])('%s to %s is %s', (from, to, text) => expect(period({ from, to })).toBe(text));

  it.each([
    [400, '1 s'],
    [37_000, '37 s'],
    [12 * 60_000, '12 min'],
    [5 * 3_600_000, '5 h'],
    [60 * 3_600_000, '2.5 days'],
  ])('%d ms are %s', (ms, text) => expect(duration(ms)).toBe(text));
});

it('names suspects, inputs and identifiers', () => {
  expect(who(suspect({}))).toBe('acct_5d01c2');
  expect(who(suspect({ id: 'campaign:7f3a2c', kind: 'campaign', accounts: ['a', 'b'] }))).toBe(
    'campaign 7f3a2c · 2 accounts',
  );
  expect(who(suspect({ id: 'network:net:203.0.113.0/24', kind: 'network', accounts: ['x'] }))).toBe(
    'network 203.0.113.0/24',
  );
  expect([names(['a']), names(['a', 'b']), names(['a', 'b', 'c'])]).toEqual(['a', 'a, b', 'a … c (3 files)']);
  expect([words('coordinated-generation'), words('medianPerDay')]).toEqual([
    'coordinated generation',
    'median per day',
  ]);
});
