import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNumeric, learnNumbers, numberIn } from '../../src/requests/number-form.js';

describe('the form of numbers', () => {
  it.each([
    [['1200', '12.5'], {}],
    [['1,000', '12,300'], { form: { decimal: '.', group: ',' } }],
    [['12.066', '1.200'], { form: { decimal: ',', group: '.' } }],
    [['1,234,567'], { form: { decimal: '.', group: ',' } }],
    [['12\u202f066'], { form: { decimal: '.', group: ' ' } }],
    [["1'234", '7'], { form: { decimal: '.', group: "'" } }],
    [['1,000', '2,000'], { undecided: '1,000' }],
    [['12.000'], { undecided: '12.000' }],
    [['1200.000', '7.000'], {}],
    [[1200, 3.5, null, 'many'], {}],
  ])('of counts such as %j', (values, expected) => {
    expect(learnNumbers(values, { isCount: true })).toEqual(expected);
  });

  it.each([
    [['4,10', '0,125'], { form: { decimal: ',' } }],
    [['4.100', '12.066'], {}],
    [['4,100'], { undecided: '4,100' }],
    [['1.234,5', '4,100'], { form: { decimal: ',', group: '.' } }],
    [['1,234.5', '4,100'], { form: { decimal: '.', group: ',' } }],
  ])('of measures such as %j', (values, expected) => {
    expect(learnNumbers(values)).toEqual(expected);
  });

  it('is what other fields of the log show', () => {
    expect(learnNumbers(['4,100'], { decimal: ',' })).toEqual({ form: { decimal: ',' } });
    expect(learnNumbers(['4,100'], { decimal: '.' })).toEqual({ form: { decimal: '.', group: ',' } });
    expect(learnNumbers(['4.100'], { decimal: ',' })).toEqual({ form: { decimal: ',', group: '.' } });
  });

  it('is not changed by one damaged value', () => {
    const values = [...Array.from({ length: 30 }, (_, i) => `1,${100 + i}`), '1,2,3'];
    expect(learnNumbers(values, { isCount: true }).form).toEqual({ decimal: '.', group: ',' });
  });
});

it('reads what a country’s program writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 99 }), (whole, hundredths) => {
      const value = Number(`${whole}.${String(hundredths).padStart(2, '0')}`);
      const german = value.toLocaleString('de-DE', { minimumFractionDigits: 2 });
      const english = value.toLocaleString('en-US', { minimumFractionDigits: 2 });
      expect(numberIn(german, { decimal: ',', group: '.' })).toBe(value);
      expect(numberIn(english, { decimal: '.', group: ',' })).toBe(value);
    }),
  );
});

it('knows a number in any form', () => {
  for (const text of ['12,066', '1.234,5', '12 066', '7']) expect(isNumeric(text)).toBe(true);
  for (const text of ['', '-', '1,2,3', 'v1.2', '1.2.3.4', '12,0x', '1'.repeat(40), '2026-11-20'])
    expect(isNumeric(text)).toBe(false);
});
