import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workloadKeys, workloadLabel } from '../../src/campaigns/workload.js';
import { traffic, type Traffic } from '../../src/measures/catalogue/traffic.js';

const sums = (given: Partial<Traffic>) => ({ ...traffic.create(), ...given });
const of = (given: Partial<Traffic>) => workloadKeys(sums(given));
/** A thousand requests of these mean lengths in tokens. */
const means = (into: number, out: number) =>
  of({ requests: 1000, counted: 1000, inputTokens: Math.round(1000 * into), outputTokens: Math.round(1000 * out) });
const common = (a: readonly number[], b: readonly number[]) => a.filter(key => b.includes(key));

const length = fc.double({ min: 2, max: 50_000, noNaN: true });
/** Factors on mean + 1; half a bin of the finer scale is exp(0.15), a whole one of the coarser exp(0.6). */
const within = fc.double({ min: 1, max: Math.exp(0.149), noNaN: true });
const beyond = fc.double({ min: Math.exp(0.602), max: 10, noNaN: true });
const times = (mean: number, factor: number) => (mean + 1) * factor - 1;

describe('workloadKeys', () => {
  it('gives accounts alike within half a bin a key in common', () => {
    fc.assert(
      fc.property(length, length, within, within, (into, out, f, g) => {
        expect(common(means(into, out), means(times(into, f), times(out, g)))).not.toEqual([]);
        expect(common(means(times(into, f), out), means(into, times(out, g)))).not.toEqual([]);
      }),
    );
  });

  it('gives accounts more than a bin apart none, be it in questions or in answers', () => {
    fc.assert(
      fc.property(length, length, beyond, (into, out, far) => {
        expect(common(means(into, out), means(into, times(out, far)))).toEqual([]);
        expect(common(means(into, out), means(times(into, far), out))).toEqual([]);
      }),
    );
  });

  it('does not take questions for answers', () => {
    expect(common(means(100, 900), means(900, 100))).toEqual([]);
  });

  it('gives four keys on each of two scales, of what one request weighs', () => {
    expect(new Set(means(400, 150)).size).toBe(8);
    expect(workloadLabel(sums({ requests: 20, counted: 20, inputTokens: 8000, outputTokens: 3000 }))).toBe(
      'about 400 in, 150 out',
    );
    const [small, large] = [20, 2000].map(n =>
      of({ requests: n, counted: n, inputTokens: 400 * n, outputTokens: 150 * n }),
    );
    expect(small).toEqual(large);
  });

  it('takes bytes where there are no tokens', () => {
    expect(of({ requests: 50, bytesOut: 50 * 3000 })).toHaveLength(8);
    expect(workloadLabel(sums({ requests: 50, bytesOut: 50 * 3000 }))).toBe('about 0 in, 3000 out');
  });

  it('gives none for few requests, nor where nothing was answered', () => {
    expect(of({ requests: 19, counted: 19, inputTokens: 9000, outputTokens: 9000 })).toEqual([]);
    expect(of({ requests: 500, counted: 19, inputTokens: 9000, outputTokens: 9000, bytesOut: 9000 })).toEqual([]);
    expect(of({ requests: 500, counted: 500, inputTokens: 9000 })).toEqual([]);
    expect(of({})).toEqual([]);
  });
});
