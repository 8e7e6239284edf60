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

interface Known {
  /** As in `buildPopulation`: below 1 for members of a linked group. */
  readonly weights: Float64Array;
  /** For each account of the baseline its namesake in the log. */
  readonly namesakes: readonly (number | undefined)[];
  readonly beyond: readonly string[];
}

export function comparisonOf({ weights, namesakes, beyond: found }: Known): Comparison {
  const beyond = found.length < oneKindFeatures ? [] : found;
  const accounts = weights.length;
  const linked = weights.filter(weight => weight < 1).length;
  const suspect = linked > suspectShare * accounts;
  const unsure = suspect || accounts < enoughAccounts || beyond.length > 0;
  const baseline = namesakes.length;
  const returning = namesakes.filter(namesake => namesake !== undefined).length;
  const among = baseline === 0 ? 'log' : unsure ? 'baseline' : 'both';
  return { accounts, linked, suspect, beyond, baseline, returning, among };
}
