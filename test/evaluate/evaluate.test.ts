import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.js';
import { parseTruth } from '../../src/evaluate/truth.js';
import { report, suspect } from './reports.js';

const truth = parseTruth(
  'account,harvester,campaign,class\na,1,hydra,attack\nb,1,hydra,attack\nc,0,,batch\nd,0,,human\nx,0,,human\n',
);

describe('evaluate', () => {
  const result = evaluate(
    report([
      suspect({ rank: 1, score: 20, accounts: ['a', 'b', 'x'] }),
      suspect({ rank: 2, score: 10, accounts: ['c', 'a'], severity: 'medium' }),
      suspect({ rank: 3, score: 5, accounts: ['who'], severity: 'low' }),
      suspect({ rank: 4, score: 2, accounts: [], severity: 'critical', kind: 'network' }),
    ]),
    truth,
  );

  it('ranks accounts by their best suspect, those in none last', () => {
    // a, b and x tie at 20, then c, then d: the positives are two of the three in the first tie.
    expect(result.averagePrecision).toBeCloseTo((1 + 5 / 6 + 7 / 12) / 3);
    expect(result.lift).toBeCloseTo(result.averagePrecision / 0.4);
    expect(result.areaUnderCurve).toBeCloseTo((2 * 2 + 2 * 0.5) / 6);
    expect(result.precisionAt).toEqual({ 10: 0.4, 25: 0.4, 50: 0.4, 100: 0.4 });
    expect(result.recallAtFalsePositiveRate).toEqual({ '0.01': 0, '0.001': 0, '0.0001': 0 });
  });

  it('finds campaigns whole or in part', () => {
    expect(result.campaigns).toEqual([
      {
        campaign: 'hydra',
        accounts: 2,
        found: true,
        suspect: 's1',
        rank: 1,
        severity: 'high',
        purity: 2 / 3,
        completeness: 1,
        f1: 0.8,
      },
    ]);
  });

  it('counts the wrongly accused by what they are', () => {
    expect(result.classes).toEqual([
      { class: 'batch', accounts: 1, atCritical: 0, atHigh: 0, atMedium: 1, atLow: 1, atInfo: 1 },
      { class: 'human', accounts: 2, atCritical: 0, atHigh: 1, atMedium: 1, atLow: 1, atInfo: 1 },
    ]);
  });

  it('says how right an accusation is at each severity', () => {
    expect(result.severities.slice(0, 3)).toEqual([
      { severity: 'critical', harvesters: 0, innocent: 0, precision: NaN, recall: 0 },
      { severity: 'high', harvesters: 2, innocent: 1, precision: 2 / 3, recall: 1 },
      { severity: 'medium', harvesters: 2, innocent: 2, precision: 1 / 2, recall: 1 },
    ]);
  });

  it('counts what cannot be compared', () => {
    expect([result.unlisted, result.unknown, result.networks]).toEqual([1, 1, 1]);
  });

  it('a campaign that no suspect touches is not found', () => {
    const [missed] = evaluate(report([suspect({ rank: 1, score: 3, accounts: ['c'] })]), truth).campaigns;
    expect(missed).toMatchObject({ found: false, suspect: null, rank: null, f1: 0 });
  });

  it('of two suspects the one that fits the campaign best is its suspect', () => {
    const [fit] = evaluate(
      report([
        suspect({ rank: 1, score: 9, accounts: ['a'] }),
        suspect({ rank: 2, score: 8, accounts: ['a', 'b'], severity: 'low' }),
      ]),
      truth,
    ).campaigns;
    expect(fit).toMatchObject({ suspect: 's2', severity: 'low', f1: 1 });
  });

  it('no suspects and no harvesters is an evaluation too', () => {
    const empty = evaluate(report([]), []);
    expect(empty).toMatchObject({ accounts: 0, averagePrecision: NaN, campaigns: [], classes: [] });
  });
});
