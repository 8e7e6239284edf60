import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { families } from '../../src/detectors/detector.js';
import { countEvidence, roundBits } from '../../src/ranking/evidence-sum.js';
import { raw } from './subjects.js';

const some = fc
  .uniqueArray(
    fc.record({
      detector: fc.stringMatching(/^[a-z]{1,4}$/),
      family: fc.constantFrom(...families),
      bits: fc.double({ min: 0.01, max: 20, noNaN: true }),
    }),
    { selector: ({ detector }) => detector, maxLength: 12 },
  )
  .map(list => list.map(({ detector, family, bits }) => raw(detector, family, bits)));

describe('countEvidence', () => {
  it('halves each further piece of one family, and leaves families alone', () => {
    const counted = countEvidence([
      raw('c', 'timing', 2),
      raw('a', 'timing', 8),
      raw('b', 'timing', 4),
      raw('d', 'volume', 3),
    ]);
    expect(counted.map(({ detector, counted: bits }) => [detector, bits])).toEqual([
      ['a', 8],
      ['d', 3],
      ['b', 2],
      ['c', 0.5],
    ]);
  });

  it('counts at most twice the strongest of each family, whatever the order', () => {
    fc.assert(
      fc.property(some, evidence => {
        const counted = countEvidence(evidence);
        expect(countEvidence([...evidence].reverse())).toEqual(counted);
        for (const family of families) {
          const own = counted.filter(e => e.family === family);
          const sum = own.reduce((total, e) => total + e.counted, 0);
          const strongest = Math.max(0, ...own.map(e => e.bits));
          expect(sum).toBeLessThanOrEqual(2 * strongest + 0.05 * own.length + 1e-9);
          expect(sum).toBeGreaterThanOrEqual(roundBits(strongest) - 1e-9);
        }
        expect(counted.map(e => e.counted)).toEqual(counted.map(e => e.counted).sort((a, b) => b - a));
      }),
    );
  });

  it('counts in printed tenths, so that the ledger adds up', () => {
    fc.assert(
      fc.property(some, evidence => {
        for (const { counted } of countEvidence(evidence)) expect(Number(counted.toFixed(1))).toBe(counted);
      }),
    );
  });
});
