import fc from 'fast-check';
import { expect, it } from 'vitest';
import { areEscaped, evidenceOfEscapes, withoutEscapes } from '../../src/formats/csv-escapes.js';

/** As COPY writes text. */
const escaped = (text: string) =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', String.raw`\t`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\b', String.raw`\b`);

it('undoes what a database wrote, whatever it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('\\', '\t', '\n', '\r', '\b', 'n', 'N', '"', "'", 'é') }), text => {
      expect(withoutEscapes(escaped(text))).toBe(text);
    }),
  );
});

it('believes in escapes whatever clients write, and not in JSON as it stands', () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom('\\', '"', 'n', 'x', '{', '\n') }), { minLength: 1 });
  fc.assert(
    fc.property(texts, prompts => {
      const cells = prompts.map(prompt => JSON.stringify({ prompt: `"${prompt}` }));
      expect([areEscaped(cells.map(escaped)), areEscaped(cells)]).toEqual([true, false]);
      expect(evidenceOfEscapes(cells.map(escaped))).toBeGreaterThan(0);
      expect(evidenceOfEscapes(cells)).toBeLessThanOrEqual(0);
    }),
  );
});

it('needs a backslash, and that each is an escape', () => {
  expect(areEscaped(['a', String.raw`\N`])).toBe(false);
  expect(areEscaped([String.raw`C:\new\dir`])).toBe(false);
  expect(areEscaped([String.raw`C:\\new\\dir`])).toBe(true);
});
