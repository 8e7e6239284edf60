/** Texts that stand for nothing: the kernel knows those that the host knows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kernel } from '../../src/kernel/kernel.js';
import { isPlaceholder, loadPlaceholders, placeholders } from '../../src/requests/placeholders.js';
import { textOf } from '../../src/requests/values.js';

const kernel = new Kernel();
loadPlaceholders(kernel);

/** Whether the kernel takes a text for nothing: it writes no id for it. */
function isNothingToKernel(text: string): boolean {
  const dictionary = kernel.run.newDictionary();
  const lease = kernel.lease();
  const { at, length } = kernel.place(text);
  const token = lease.words(2);
  const out = lease.words(1);
  const left = lease.words(1);
  token.set([at, ((1 << 29) | length) >>> 0]);
  kernel.run.textColumn(token.byteOffset, 1, dictionary, out.byteOffset, left.byteOffset);
  const id = out[0];
  lease.end();
  kernel.run.freeDictionary(dictionary);
  return id === 0;
}

const anyCase = fc.constantFrom(...placeholders).chain(text =>
  fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }).map(ups =>
    text
      .split('')
      .map((c, i) => (ups[i] === true ? c.toUpperCase() : c))
      .join(''),
  ),
);

describe('placeholders', () => {
  it('fit the table of the kernel', () => {
    expect(placeholders.length).toBeLessThanOrEqual(128);
    for (const text of placeholders) {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(16);
      expect(text).toBe(text.toLowerCase());
    }
  });

  it('are absent in whatever case, in both paths', () => {
    fc.assert(
      fc.property(anyCase, text => {
        expect(textOf(text)).toBe('');
        expect(isNothingToKernel(text)).toBe(true);
      }),
    );
  });

  it.each([
    'anonymous\0',
    'un\u212Anown',
    'anonymous1',
    'guest',
    '0',
    'user',
    'nul',
    'unknown person',
    'non\u0000',
    '(null',
  ])('%j is a name', text => {
    expect(isPlaceholder(text)).toBe(false);
    expect(isNothingToKernel(text)).toBe(false);
  });

  it('are the same texts to the kernel and the host', () => {
    const nearly = fc
      .tuple(anyCase, fc.string({ unit: 'binary', maxLength: 3 }), fc.nat(16))
      .map(([text, more, at]) => text.slice(0, at) + more + text.slice(at));
    fc.assert(
      fc.property(nearly, text => {
        fc.pre(text !== '' && textOf(text) === (isPlaceholder(text) ? '' : text));
        expect(isNothingToKernel(text)).toBe(isPlaceholder(text));
      }),
    );
  });
});
