/**
 * How many of the suspects at least as strong as one would be there by chance: the e-BH procedure (Wang & Ramdas, JRSS B
 * 2022), which holds under any dependence between suspects. Bits are log2 of Bayes factor bounds, which stand in for
 * e-values; they are the most the data can say, so the rates are the least.
 */

/** One judged subject. */
export interface Scored {
  /** Accounts, streams and campaigns are levels of their own: each is corrected for as many as were judged of it. */
  readonly level: string;
  readonly score: number;
}

/** False discovery rate of each, in the same order, 0 to 1. `judged` is the number of subjects of each level. */
export function falseDiscoveryRates(scored: readonly Scored[], judged: ReadonlyMap<string, number>): number[] {
  const rates = new Array<number>(scored.length).fill(1);
  const levels = new Map<string, number[]>();
  scored.forEach(({ level }, i) => {
    const list = levels.get(level);
    if (list === undefined) levels.set(level, [i]);
    else list.push(i);
  });
  for (const [level, indexes] of levels) {
    const tested = judged.get(level) ?? indexes.length;
    const ordered = [...indexes].sort((a, b) => scoreOf(scored, b) - scoreOf(scored, a));
    let least = 1;
    for (let k = ordered.length; k >= 1; k--) {
      const i = ordered[k - 1] as number;
      least = Math.min(least, tested / (k * 2 ** scoreOf(scored, i)));
      rates[i] = least;
    }
  }
  return rates;
}

function scoreOf(scored: readonly Scored[], i: number): number {
  return (scored[i] as Scored).score;
}
