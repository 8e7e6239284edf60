import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.js';
import { averagePrecision, precisionAt, recallAtFalsePositiveRate } from '../../src/evaluate/ranking-metrics.js';
import { renderEvaluation } from '../../src/evaluate/render.js';
import { parseTruth } from '../../src/evaluate/truth.js';
import type { Report } from '../../src/reports/report.js';

const item = (score: number, positive: boolean) => ({ score, positive });

describe('average precision', () => {
  it('by hand: positives at 1 and 3 of 4', () => {
    expect(averagePrecision([item(4, true), item(3, false), item(2, true), item(1, false)])).toBeCloseTo(
      (1 + 2 / 3) / 2,
    );
  });

  it('a tie counts as the mean over its orders', () => {
    // Orders of (+,-): AP 1 and 1/2.
    expect(averagePrecision([item(1, true), item(1, false)])).toBeCloseTo(0.75);
    // Orders of (+,+,-): ++- 1, +-+ 5/6, -++ (1/2+2/3)/2.
    expect(averagePrecision([item(1, true), item(1, true), item(1, false)])).toBeCloseTo((1 + 5 / 6 + 7 / 12) / 3);
  });

  const items = fc.array(fc.record({ score: fc.integer({ min: 0, max: 5 }), positive: fc.boolean() }), {
    minLength: 1,
    maxLength: 30,
  });

  it('lies in (0, 1] and does not depend on the order given', () => {
    fc.assert(
      fc.property(items, all => {
        fc.pre(all.some(one => one.positive));
        const value = averagePrecision(all);
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        expect(averagePrecision([...all].reverse())).toBeCloseTo(value, 12);
      }),
    );
  });

  it('is 1 exactly for a perfect ranking', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }), (p, n) => {
        const all = [
          ...Array.from({ length: p }, () => item(2, true)),
          ...Array.from({ length: n }, () => item(1, false)),
        ];
        expect(averagePrecision(all)).toBeCloseTo(1, 12);
      }),
    );
  });
});

it('precision and recall share ties out', () => {
  const all = [item(3, true), item(2, true), item(2, false), item(1, false)];
  expect(precisionAt(all, 2)).toBeCloseTo(0.75);
  expect(recallAtFalsePositiveRate(all, 0)).toBe(0.5);
  expect(recallAtFalsePositiveRate(all, 0.5)).toBe(1);
});

describe('evaluate', () => {
  const suspect = (rank: number, score: number, accounts: string[], severity = 'high') =>
    ({ rank, id: `s${rank}`, score, accounts, severity }) as unknown as Report['suspects'][number];
  const report = {
    suspects: [suspect(1, 20, ['a', 'b', 'x']), suspect(2, 10, ['c'], 'medium'), suspect(3, 5, ['who'])],
  } as Report;
  const truth = parseTruth(
    'account,harvester,campaign,class\na,1,hydra,attack\nb,1,hydra,attack\nc,0,,batch\nd,0,,human\nx,0,,human\n',
  );

  it('finds campaigns, wrong accusations and strangers', () => {
    const result = evaluate(report, truth);
    expect(result.campaigns).toEqual([
      {
        campaign: 'hydra',
        accounts: 2,
        suspect: 's1',
        rank: 1,
        severity: 'high',
        purity: 2 / 3,
        completeness: 1,
        f1: 0.8,
      },
    ]);
    expect(result.classes).toEqual([
      { class: 'batch', accounts: 1, atCritical: 0, atHigh: 0, atMedium: 1 },
      { class: 'human', accounts: 2, atCritical: 0, atHigh: 1, atMedium: 1 },
    ]);
    expect(result.unlisted).toBe(1);
    expect(result.unknown).toBe(1);
    expect(renderEvaluation(result)).toContain('hydra');
  });
});

it('a broken truth file is refused with its line', () => {
  expect(() => parseTruth('account,harvester,campaign,class\na,1,,x\nb,yes,,x\n')).toThrow('line 3');
  expect(() => parseTruth('name\na\n')).toThrow('line 2');
});
