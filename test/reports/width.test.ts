import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../../src/reports/escape.js';
import { displayWidth, padEnd, padStart, truncate, wrap } from '../../src/reports/width.js';

const text = fc.string({ unit: 'binary', maxLength: 120 }).map(raw => printable(raw));

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['漢字', 4],
    ['ｆｕ', 4],
    ['한글', 4],
    ['e\u0301', 1],
    ['🙂', 2],
    ['±…·', 3],
  ])('of %s is %i', (given, width) => {
    expect(displayWidth(given)).toBe(width);
  });
});

describe('truncate', () => {
  it('keeps what fits, never half a sign, and says that it cut', () => {
    expect(truncate('account', 7)).toBe('account');
    expect(truncate('accounts', 7)).toBe('accoun…');
    expect(truncate('漢字漢字', 6)).toBe('漢字…');
    expect(truncate('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 50 }), (given, width) => {
        expect(displayWidth(truncate(given, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('wrap', () => {
  it('breaks between words, and inside those that are longer than a line', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij']);
    expect(wrap('', 5)).toEqual(['']);
    // A wide letter with a vowel sign that takes a column: three in all.
    expect(wrap('\u{20000}\u{16f51}a', 2)).toEqual(['\u{20000}', '\u{16f51}a']);
  });

  it('overflows no line and loses no sign', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 60 }), (given, width) => {
        const lines = wrap(given, width);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(given.replaceAll(' ', ''));
      }),
    );
  });
});

it('pads to columns, not to characters', () => {
  expect(padEnd('漢', 4)).toBe('漢  ');
  expect(padStart('漢', 4)).toBe('  漢');
});
