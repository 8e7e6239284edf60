/** A campaign: one queue of prompts worked off by some accounts. What makes it visible or hides it is a dose. */
export interface CampaignSpec extends Partial<Doses> {
  /** Name in the truth file. */
  name: string;
  kind: string;
}

export interface Doses {
  accounts: number;
  /** Harvesting requests of one account a day, on average. */
  perDay: number;
  /** Share of an account’s requests that harvest; the rest is ordinary chat of customers. */
  share: number;
  /** Spread of the accounts’ loads: 0 the same for all, 1 as uneven as independent users. */
  unevenness: number;
  /** Coefficient of variation of the gaps in the queue: 0 a clock, 1 random, above 1 bursts. */
  jitter: number;
  /** Addresses in rented networks that the accounts share; 0 = each its own, at home somewhere. */
  proxies: number;
  /** Every request from another residential address. */
  rotating: boolean;
  /** Different wordings of the wrapper over the accounts. */
  wordings: number;
  /** Requests that stay on one account before the next takes over. */
  stickiness: number;
  /** How the data set is gone through: by topic, in random order, or a part of it for each account. */
  order: 'sorted' | 'random' | 'shards';
  /** Copies of each prompt, over different accounts. */
  copies: number;
  /** Turns of a conversation. */
  turns: number;
  /** A browser’s user agent on a script’s TLS stack. */
  disguise: boolean;
  /** Hours of the day without activity, from midnight UTC. */
  sleep: number;
  /** Chance that a request is refused (429) and handed to the next account. */
  refusals: number;
  /** Days after which an account is banned and replaced by a new one; 0 = never. */
  lifetime: number;
  /** Each account tries the door first: greetings, wrong models, wrong parameters. */
  probing: boolean;
  /** Moves to the newest model within a day of its release. */
  pivot: boolean;
}

/** What each dose may be, for whoever asks people for it. */
export const doses: Readonly<Record<keyof Doses, DoseRange>> = {
  accounts: { least: 1, most: 100_000, whole: true },
  perDay: { least: 0.01, most: 1e6 },
  share: { least: 0.01, most: 1 },
  unevenness: { least: 0, most: 2 },
  jitter: { least: 0, most: 5 },
  proxies: { least: 0, most: 100_000, whole: true },
  rotating: 'flag',
  wordings: { least: 1, most: 1000, whole: true },
  stickiness: { least: 1, most: 100_000, whole: true },
  order: ['sorted', 'random', 'shards'],
  copies: { least: 1, most: 100, whole: true },
  turns: { least: 1, most: 50, whole: true },
  disguise: 'flag',
  sleep: { least: 0, most: 23 },
  refusals: { least: 0, most: 0.9 },
  lifetime: { least: 0, most: 1000 },
  probing: 'flag',
  pivot: 'flag',
};

export type DoseRange =
  { readonly least: number; readonly most: number; readonly whole?: true } | 'flag' | readonly string[];

/** What a campaign does unless its kind or its scenario says otherwise. */
export const usualDoses: Doses = {
  accounts: 10,
  perDay: 40,
  share: 1,
  unevenness: 0,
  jitter: 1,
  proxies: 3,
  rotating: false,
  wordings: 1,
  stickiness: 1,
  order: 'random',
  copies: 1,
  turns: 1,
  disguise: false,
  sleep: 0,
  refusals: 0,
  lifetime: 0,
  probing: false,
  pivot: false,
};
