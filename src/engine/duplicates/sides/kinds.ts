/** What requests of two inputs can be known again by, where they were written down by two programs. */
import type { ColumnName, IdColumn } from '../../../requests/batch.js';
import { minute, second } from './units.js';

export interface Kind {
  /** In words, as in "of the same …"; '' is the whole stream, of which nothing but the time is compared. */
  readonly words: string;
  /** Kinds of one family may stand for each other: who is an end user here may be an account there. */
  readonly family: number;
  readonly columns: readonly ColumnName[];
  /** ms of a cell, see {@link Traces}. */
  readonly width: number;
  /** Requests in a cell above which it says nothing: they come too close to each other. */
  readonly most: number;
  /** ms by which differences of time may differ at most: where only the time is compared, they must be much alike. */
  readonly loosest: number;
}

const keyed = { width: 20 * minute, most: 24, loosest: minute };
const [names, apiKeys, addresses, prompts, tokens, whole] = [1, 2, 3, 4, 5, 6] as const;

/** Those that are a text of a dictionary come first. */
export const idKinds = [
  { ...keyed, words: 'account', family: names, columns: ['account'] },
  { ...keyed, words: 'API key', family: apiKeys, columns: ['apiKey'] },
  { ...keyed, words: 'end user', family: names, columns: ['endUser'] },
  { ...keyed, words: 'address', family: addresses, columns: ['ip'] },
] as const satisfies readonly (Kind & { readonly columns: readonly [IdColumn] })[];

export const kinds: readonly Kind[] = [
  ...idKinds,
  { ...keyed, words: 'prompt', family: prompts, columns: ['promptHash'] },
  { ...keyed, words: 'tokens', family: tokens, columns: ['inputTokens', 'outputTokens'] },
  { words: '', family: whole, columns: [], width: 5 * minute, most: 48, loosest: 4 * second },
];
