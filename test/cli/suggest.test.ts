import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, suggest } from '../../src/cli/suggest.js';

describe('nearest', () => {
  it.each([
    ['shraed-template', 'shared-template'],
    ['Formt', 'format'],
    ['jso', 'json'],
  ])('%s means %s', (word, meant) => {
    expect(nearest(word, ['format', 'json', 'shared-template', 'top'])).toBe(meant);
  });

  it('means nothing where nothing is near', () => {
    expect(nearest('zebra', ['format', 'json'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });

  it('finds every word with one letter dropped', () => {
    const words = ['measure', 'merge', 'inspect', 'detectors'];
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.nat(), (word, at) => {
        const cut = at % word.length;
        expect(nearest(word.slice(0, cut) + word.slice(cut + 1), words)).toBe(word);
      }),
    );
  });
});

describe('suggest', () => {
  it('lists what is known where nothing is near and the list is short', () => {
    expect(suggest('zebra', ['csv', 'json'])).toBe('Known: csv, json.');
    expect(
      suggest(
        'zebra',
        Array.from({ length: 20 }, (_, i) => `format${i}`),
      ),
    ).toBe('');
  });
});
