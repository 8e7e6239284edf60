import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Dictionary } from '../../src/requests/dictionary.js';
import { hashText } from '../../src/requests/hash.js';

it('gives one id a text, lone surrogates included', () => {
  const dictionary = new Dictionary();
  const first = dictionary.intern('\ud800');
  expect(dictionary.intern('\ud800')).toBe(first);
  expect(dictionary.intern('\ufffd')).toBe(first);
  expect(dictionary.size).toBe(2);
});

it('keeps the text and its stable hash; the empty text is absent', () => {
  const dictionary = new Dictionary();
  const id = dictionary.intern('acct_1');
  expect(dictionary.text(id)).toBe('acct_1');
  expect(dictionary.hash(id)).toBe(hashText('acct_1'));
  expect(dictionary.intern('')).toBe(0);
  expect(dictionary.hash(0)).toBe(0);
});

it('sorts as strings do', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}') }),
  );
  fc.assert(
    fc.property(fc.uniqueArray(text, { maxLength: 200 }), texts => {
      const dictionary = new Dictionary();
      const ids = new Set(texts.map(each => dictionary.intern(each)).filter(id => id !== 0));
      const sorted = dictionary.sort(Uint32Array.from(ids));
      expect(Array.from(sorted, id => dictionary.text(id))).toEqual([...ids].map(id => dictionary.text(id)).sort());
    }),
  );
});
