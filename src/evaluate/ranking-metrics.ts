/** Metrics of a ranked list with ties: accounts of equal score are one group, and every order inside it counts alike. */

export interface Scored {
  readonly score: number;
  readonly positive: boolean;
}

/** A group of equal scores: how many, and how many of them positive. */
interface Group {
  size: number;
  positive: number;
}

function groupsOf(items: readonly Scored[]): Group[] {
  const groups: Group[] = [];
  let score = NaN;
  for (const item of [...items].sort((a, b) => (a.score === b.score ? 0 : b.score - a.score))) {
    if (item.score !== score) groups.push({ size: 0, positive: 0 });
    score = item.score;
    const group = groups.at(-1) as Group;
    group.size++;
    if (item.positive) group.positive++;
  }
  return groups;
}

/** Average precision, its expectation over the orders inside ties (McSherry & Najork 2008). NaN without positives. */
export function averagePrecision(items: readonly Scored[]): number {
  const positives = items.filter(item => item.positive).length;
  if (positives === 0) return NaN;
  let sum = 0;
  let before = 0;
  let found = 0;
  for (const { size, positive } of groupsOf(items)) {
    for (let i = 1; i <= size; i++) {
      // A given place of the group is positive with p = positive/size; of the places before it, the others' share is.
      const share = positive / size;
      const earlier = size > 1 ? ((i - 1) * (positive - 1)) / (size - 1) : 0;
      sum += (share * (found + earlier + 1)) / (before + i);
    }
    before += size;
    found += positive;
  }
  return sum / positives;
}

/** Share of positives among the first k, ties shared out evenly. */
export function precisionAt(items: readonly Scored[], k: number): number {
  const { found, taken } = firstK(items, k);
  return taken === 0 ? NaN : found / taken;
}

function firstK(items: readonly Scored[], k: number): { found: number; taken: number } {
  let found = 0;
  let taken = 0;
  for (const { size, positive } of groupsOf(items)) {
    const part = Math.min(size, k - taken);
    if (part <= 0) break;
    found += (positive * part) / size;
    taken += part;
  }
  return { found, taken };
}

/** Largest recall of any threshold whose false-positive rate is at most `rate`. NaN without positives or negatives. */
export function recallAtFalsePositiveRate(items: readonly Scored[], rate: number): number {
  const positives = items.filter(item => item.positive).length;
  const negatives = items.length - positives;
  if (positives === 0 || negatives === 0) return NaN;
  let found = 0;
  let wrong = 0;
  let best = 0;
  for (const { size, positive } of groupsOf(items)) {
    found += positive;
    wrong += size - positive;
    if (wrong / negatives <= rate) best = found / positives;
  }
  return best;
}

/** Area under the ROC curve: P(a positive scores above a negative), ties half. */
export function areaUnderCurve(items: readonly Scored[]): number {
  const positives = items.filter(item => item.positive).length;
  const negatives = items.length - positives;
  if (positives === 0 || negatives === 0) return NaN;
  let above = 0;
  let sum = 0;
  for (const { size, positive } of groupsOf(items)) {
    const negative = size - positive;
    sum += negative * (above + positive / 2);
    above += positive;
  }
  return sum / (positives * negatives);
}
