/** Falls from the largest campaign to the first that stays hidden: whatever is at least as large as the last was found. */

/** Trials of campaigns of one size. */
export interface Tried {
  readonly accounts: number;
  /** Trials that found it, of those made: no more than a majority needs. */
  readonly found: number;
  readonly trials: number;
  /** Of those found, the trials in which one suspect alone held half of the campaign. */
  readonly whole: number;
  /** Of those found, the trials in which the suspects were for the greater part other accounts. */
  readonly blurred: number;
}

export interface Outcome {
  /** Suspects that each hold two accounts of the campaign or more hold half of it together. */
  readonly found: boolean;
  /** One of them does alone. */
  readonly whole: boolean;
  /** They are for the greater part other accounts. */
  readonly blurred: boolean;
}

export type Trial = (accounts: number, round: number) => Promise<Outcome>;

/** The sizes tried, largest first; the last one is hidden, unless all were found. */
export async function fall(sizes: readonly number[], rounds: number, trial: Trial): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const accounts of [...sizes].sort((a, b) => b - a)) {
    const one = await vote(accounts, rounds, trial);
    tried.push(one);
    if (!foundIn(one)) break;
  }
  return tried;
}

/** Whether most trials found it. */
export function foundIn({ found, trials }: Tried): boolean {
  return 2 * found > trials;
}

/** Ends as soon as the rounds left cannot change the majority. */
async function vote(accounts: number, rounds: number, trial: Trial): Promise<Tried> {
  let [found, whole, blurred, trials] = [0, 0, 0, 0];
  while (trials < rounds && 2 * found <= rounds && 2 * (found + rounds - trials) > rounds) {
    const outcome = await trial(accounts, trials++);
    if (!outcome.found) continue;
    found++;
    if (outcome.whole) whole++;
    if (outcome.blurred) blurred++;
  }
  return { accounts, found, trials, whole, blurred };
}
