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
