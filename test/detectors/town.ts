/** What the tables of cases have in common: a population, wrappers, and how a table becomes tests. */
import { describe, expect, it } from 'vitest';
import { detectors } from '../../src/detectors/index.js';
import { DetectorTester, accounts, crowd, type CaseRequest, type DetectorCases } from '../../src/testing/index.js';

export const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}-${i}`);

/** Forty casual and thirty busy customers. */
export const town = crowd(40).with(accounts(names('busy', 30), i => ({ requests: 70 + i })));

/** Bits that a rank of first among about thirty comparable accounts can give: bitsOf(1 / 35) is 1.8. */
export const tellable = 1.5;

/** A wrapper around contents of one's own. */
export const wrapped = (_i: number, usual: CaseRequest): string =>
  `Give a complete worked solution for the exercise below. ${String(usual.prompt)} Close with one boxed result.`;

/** One test for each detector of a family: a table without one of them, or with a stranger, fails. */
export function runTable(family: string, table: Readonly<Record<string, DetectorCases>>): void {
  const own = detectors.filter(({ meta }) => meta.family === family);
  describe(`the ${family} detectors`, () => {
    it('all have cases', () => {
      expect(Object.keys(table).sort()).toEqual(own.map(({ meta }) => meta.id).sort());
    });
    for (const detector of own) {
      const cases = table[detector.meta.id];
      if (cases !== undefined) DetectorTester.run(detector, { describe, it }, cases);
    }
  });
}
