import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Kernel } from '../../src/kernel/kernel.js';

const kernel = new Kernel();
const { run } = kernel;

function cut(bytes: Buffer, plainly: boolean): number[] {
  const at = kernel.scratch(bytes.length + 64);
  kernel.bytes.set(bytes, at);
  if (plainly) run.cutWordsPlainly(at, bytes.length);
  else run.cutWords(at, bytes.length);
  const first = run.words.value / 4;
  return [...kernel.words.subarray(first, first + run.wordCount.value)];
}

function bothWays(bytes: Buffer): void {
  expect(cut(bytes, false)).toEqual(cut(bytes, true));
}

/** Runs of letters, digits and others of lengths about those of masks and of hashing. */
const stretch = fc
  .tuple(
    fc.constantFrom('a', 'Z', '_', '7', ' ', '-', 'é', '“', '漢', '\u0000'),
    fc.constantFrom(1, 2, 3, 7, 8, 9, 15, 16, 17, 63, 64, 65),
  )
  .map(([text, times]) => text.repeat(times));

it('masks and bytes cut the same words', () => {
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 60 }), parts => {
      bothWays(Buffer.from(parts.join('')).subarray(0, 4096));
    }),
    { numRuns: 500 },
  );
});

it('whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      bothWays(Buffer.from(bytes));
    }),
  );
});

it('at every length about the width of a mask, in a word or between two', () => {
  for (let length = 0; length <= 260; length++) {
    bothWays(Buffer.from('a'.repeat(length)));
    bothWays(Buffer.from('a1'.repeat(length)));
    bothWays(Buffer.from('ab '.repeat(length)));
    bothWays(Buffer.from(`${'x'.repeat(length)} y`));
  }
});

it('as many as are kept, and no more', () => {
  for (const words of [1023, 1024, 1025, 2048]) {
    const bytes = Buffer.from('a '.repeat(words));
    bothWays(bytes.subarray(0, 4096));
    expect(cut(bytes.subarray(0, 4096), false)).toHaveLength(Math.min(words, 1024));
  }
});
