/** With whom the accounts of a log are compared: each other, those of a baseline, or both. */

/** Fewer accounts than these cannot say what is usual, whatever they look like. */
export const enoughAccounts = 30;
/** Of a log with more linked accounts than this, what looks usual may be the campaigns'. */
export const suspectShare = 0.2;
/** Half the accounts beyond 95 % of public clients in this many respects: the log may be all of one kind … */
const oneKindFeatures = 2;
/** … unless it has so few that a handful of customers decides. */
export const fewestOfAKind = 10;

export interface Comparison {
  readonly accounts: number;
  /** Accounts of linked groups. */
  readonly linked: number;
  /** Whether they are too large a share of the log. */
  readonly suspect: boolean;
  /** Features in which half the accounts are beyond almost all public clients; empty unless there are several. */
  readonly beyond: readonly string[];
  /** Accounts of the baseline, and how many of them are in the log, too. */
  readonly baseline: number;
  readonly returning: number;
  readonly among: 'log' | 'both' | 'baseline';
}

/** How much each account of a log weighs: 1, but for members of a linked group, who share the weight of one. */
export interface Weights {
  readonly accounts: number;
  /** Weights of the members, in (0, 1), by index. */
  readonly linked: ReadonlyMap<number, number>;
}

interface Known {
  readonly weights: Weights;
  /** For each account of the baseline the index of its namesake in the log, or -1. */
  readonly namesakes: Int32Array;
  readonly beyond: readonly string[];
}

export function comparisonOf({ weights, namesakes, beyond: found }: Known): Comparison {
  const beyond = found.length < oneKindFeatures ? [] : found;
  const { accounts } = weights;
  const linked = weights.linked.size;
  const suspect = linked > suspectShare * accounts;
  const unsure = suspect || accounts < enoughAccounts || beyond.length > 0;
  const baseline = namesakes.length;
  const returning = namesakes.reduce((sum, namesake) => sum + (namesake < 0 ? 0 : 1), 0);
  const among = baseline === 0 ? 'log' : unsure ? 'baseline' : 'both';
  return { accounts, linked, suspect, beyond, baseline, returning, among };
}
