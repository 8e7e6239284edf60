/** Accounts that act as one, and why they are thought to. */
import type { Example } from '../measures/catalogue/examples.js';

/**
 * Independent kinds of link. `software`: the same wrapper, client build and settings (several views of one fact);
 * `infrastructure`: addresses, prefixes, networks; `schedule`: volume and timing; `queue`: the same list of work.
 */
export type LinkKind = 'software' | 'infrastructure' | 'schedule' | 'queue';

/** One thing that members share, tested against everybody else. */
export interface Link {
  readonly kind: LinkKind;
  /** What is shared: `template`, `client`, `parameters`, `network`, `prefix`, `asn`, `volume`, `synchrony`, `hand-over` … */
  readonly attribute: string;
  /** Hash of the shared value; 0 where the link is not a shared value. */
  readonly value: number;
  /** The shared value, as reports may print it. */
  readonly label: string;
  /** Bits by which sharing this exceeds chance. */
  readonly bits: number;
  /** The same without the allowance for how the group was chosen: to compare nested groups with, not to accuse with. */
  readonly unadjusted: number;
  /** Members that share it, as indexes into the campaign's accounts. */
  readonly holders: readonly number[];
  /** Accounts outside the campaign that have it too. */
  readonly outside: number;
  /** Numbers behind it. */
  readonly facts: Readonly<Record<string, number | string>>;
  readonly examples: readonly Example[];
}

/** A link as it is found: what it is called, and which requests show it, is asked for when it is reported. */
export interface FoundLink extends Link {
  readonly words?: () => Partial<Pick<Link, 'label' | 'examples'>>;
}

export function inWords({ words, ...link }: FoundLink): Link {
  return { ...link, ...words?.() };
}

export interface Campaign {
  readonly id: string;
  /** Names, sorted. */
  readonly accounts: readonly string[];
  readonly links: readonly Link[];
  /** Requests of each member in the campaign's shared template; all of its requests when there is none. */
  readonly streamRequests: readonly number[];
  /** Key of that template where the members do much else beside it: the stream that is judged. */
  readonly stream: number | undefined;
  /** Accounts in the log. */
  readonly population: number;
}

/** The strongest link of one attribute, undefined when there is none. */
export function linkOf(campaign: Campaign | undefined, attribute: string): Link | undefined {
  let best: Link | undefined;
  for (const link of campaign?.links ?? []) {
    if (link.attribute === attribute && (best === undefined || link.bits > best.bits)) best = link;
  }
  return best;
}
