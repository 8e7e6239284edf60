import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.js';
import { renderEvaluation } from '../../src/evaluate/render.js';
import { parseTruth } from '../../src/evaluate/truth.js';
import { report, suspect } from './reports.js';

const name = 'a-campaign-with-a-very-long-name-that-would-not-fit';
const evaluation = evaluate(
  report([suspect({ rank: 1, score: 20, accounts: ['a', 'c'] })]),
  parseTruth(`account,harvester,campaign,class\na,1,${name},attack\nb,1,other,attack\nc,0,,\n`),
);

describe('the evaluation as text', () => {
  it('says everything once', () => {
    expect(renderEvaluation(evaluation)).toMatchInlineSnapshot(`
      "3 accounts in the truth, 2 of them harvest (66.7 %)

      average precision      0.708   (1.1 times the prevalence)
      area under ROC curve   0.250
      precision at 10        0.667
      precision at 25        0.667
      precision at 50        0.667
      precision at 100       0.667
      recall at FPR 0.01     0.000
      recall at FPR 0.001    0.000
      recall at FPR 0.0001   0.000

      at or above  harvesters  innocent  precision  recall
      critical              0         0          –   0.000
      high                  1         1      0.500   0.500
      medium                1         1      0.500   0.500
      low                   1         1      0.500   0.500
      info                  1         1      0.500   0.500

      campaign                                      accounts  rank   severity  purity  completeness     F1
      a-campaign-with-a-very-long-name-that-would…         1     1       high   0.500         1.000  0.667
      other                                                1     –  not found   0.000         0.000  0.000

      innocent class  accounts  critical  high+  medium+  low+  info+
      (none)                 1         0      1        1     1      1

      1 accounts of the truth are in no suspect: ranked last, as one tie
      0 accounts of the report are not in the truth: left out
      "
    `);
  });

  it('keeps tables within the width by cutting names', () => {
    const lines = renderEvaluation(evaluation, { width: 72 }).split('\n');
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(72);
    expect(lines.some(line => line.startsWith('a-campaign') && line.includes('…'))).toBe(true);
  });

  it('shows what is undefined as a dash', () => {
    expect(renderEvaluation(evaluate(report([]), []))).not.toContain('NaN');
  });
});
