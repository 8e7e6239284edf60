/**
 * The same evidence put together in other ways: does the order of the report stand? A finding of b bits is an e-value of
 * 2^b, and as a p-value 2^-b. All ways take off the same bits for what speaks for an account.
 */
import { averagePrecision, recallAtFalsePositiveRate } from '../../dist/evaluate/ranking-metrics.js';
import { groupBy, mean, ranked, spread, sum } from './summary.mjs';
import { figure, table } from './tables.mjs';

/** What each finding alone is held against by noisy-or: one account in 400 harvests. */
const prior = 1 / 400;

/** Each from the logs of a seed to the score of a suspect. */
const ways = {
  'the report’s': () => suspect => suspect.score,
  'plain sum': () => excused(bits => sum(bits, bit => bit.bits)),
  'strongest alone': () => excused(bits => Math.max(...bits.map(bit => bit.bits))),
  breadth: () => breadth,
  spike: () => spike,
  omnibus: trials => omnibus(trials),
  'noisy-or': () => excused(noisyOr),
};

/** By tier, of each way: average precision, by how much it differs from the report's, and recall at 1 in 1,000. */
export function rankingTable(trials) {
  const tiers = groupBy(trials, ({ tier }) => tier).map(([tier, group]) => [tier, groupBy(group, ({ seed }) => seed)]);
  const house = tiers.map(([, seeds]) => seeds.map(([, logs]) => precisionOf(logs, ways['the report’s'])));
  const rows = Object.entries(ways).map(([name, wayOf]) => [
    name,
    ...tiers.flatMap(([, seeds], i) => {
      const precision = seeds.map(([, logs]) => precisionOf(logs, wayOf));
      const gain = precision.map((value, j) => value - house[i][j]);
      const recall = seeds.map(([, logs]) => recallOf(logs, wayOf));
      return [precision, gain, recall].map(values => figure(spread(values)));
    }),
  ]);
  const head = tiers.flatMap(([tier]) => [`${tier} precision`, 'difference', 'at FPR .001']);
  return table([['accounts by', ...head], ...rows]);
}

function precisionOf(logs, wayOf) {
  const way = wayOf(logs);
  const guilty = logs.filter(({ evaluation }) => evaluation.harvesters > 0);
  return mean(guilty.map(log => averagePrecision(ranked(log, way))));
}

function recallOf(logs, wayOf) {
  const way = wayOf(logs);
  return recallAtFalsePositiveRate(
    logs.flatMap(log => ranked(log, way)),
    1e-3,
  );
}

const excused = join => suspect => join(rawBits(suspect.evidence)) + sum(suspect.mitigating, ({ bits }) => bits);

/** Cauchy inside families, then the sum of what each family's p is worth. */
const breadth = excused(bits =>
  sum(
    groupBy(bits, bit => bit.family),
    ([, ofFamily]) => bayesBits(cauchy(ofFamily.map(bit => 2 ** -bit.bits))),
  ),
);

/** Cauchy over all findings, as bits. */
const spike = excused(bits => -Math.log2(cauchy(bits.map(bit => 2 ** -bit.bits))));

/** Cauchy of how rare breadth and spike are among the accounts of these logs. */
function omnibus(logs) {
  const rarities = [breadth, spike].map(way => {
    const sorted = logs.flatMap(log => ranked(log, way).map(({ score }) => score)).sort((a, b) => a - b);
    return suspect => (1 + sorted.length - firstAtLeast(sorted, way(suspect))) / (1 + sorted.length);
  });
  return suspect => -Math.log2(cauchy(rarities.map(rarity => rarity(suspect))));
}

/** Each finding is a cause of its own that may be at work, independent of the others. */
function noisyOr(bits) {
  // 1 - p in logarithms: what is sure would otherwise all be one tie.
  const innocent = sum(bits, bit => -Math.log2(1 + (prior / (1 - prior)) * 2 ** bit.bits));
  return Math.log2(Math.max(Number.MIN_VALUE, -Math.expm1(innocent * Math.LN2))) - innocent;
}

/** Bits before the discount inside the family (src/ranking/evidence-sum.ts); what was rounded to tenths stays so. */
function rawBits(evidence) {
  return groupBy(evidence, ({ family }) => family).flatMap(([family, ofFamily]) =>
    ofFamily
      .map(({ bits }) => bits)
      .sort((a, b) => b - a)
      .map((bits, place) => ({ family, bits: bits * 2 ** place })),
  );
}

/** Liu & Xie 2020. 1/tan(pi p) keeps its digits where tan(pi (1/2 - p)) has none. */
function cauchy(values) {
  const clipped = values.map(p => Math.min(0.99, Math.max(1e-300, p)));
  const statistic = sum(clipped, p => 1 / Math.tan(Math.PI * p)) / clipped.length;
  return statistic > 0 ? Math.atan(1 / statistic) / Math.PI : 0.5 - Math.atan(statistic) / Math.PI;
}

/** The most that p can say (Sellke, Bayarri & Berger 2001), in bits. */
function bayesBits(p) {
  return p < 1 / Math.E ? -Math.log2(-Math.E * p * Math.log(p)) : 0;
}

/** Index of the first value that is at least `least`. */
function firstAtLeast(sorted, least) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
