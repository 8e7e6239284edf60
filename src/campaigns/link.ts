/**
 * From accounts to campaigns: propose groups, test each for independent kinds of link, keep the best-supported ones.
 * At least two kinds must hold: one shared attribute, however rare, is what every shared tool or network looks like.
 */
import type { Account, AccountStore } from '../measures/account-store.js';
import { conversations } from '../measures/catalogue/conversations.js';
import { copies } from '../measures/catalogue/copies.js';
import { prompts } from '../measures/catalogue/prompts.js';
import { templates } from '../measures/catalogue/templates.js';
import { traffic } from '../measures/catalogue/traffic.js';
import { GrowingFloats, GrowingInts } from '../measures/growing.js';
import type { Profile } from '../measures/profile.js';
import { hashText } from '../requests/hash.js';
import { labelOf, leastRequests, viewAccount } from './account-view.js';
import { inWords, type Campaign } from './campaign.js';
import { proposeCandidates, type Candidates } from './candidates.js';
import { Clocks } from './clock.js';
import { findCommunities, type Communities } from './communities.js';
import { allowances, testCandidate, type Group, type Ground } from './group.js';
import { LinkableBuilder, type Details, type Linkable } from './linkable.js';
import { NameIndex } from './name-index.js';
import { byAccount, componentsOf, findHandovers, type Handover } from './queue.js';
import { Synchrony } from './schedule.js';
import { settle } from './selection.js';
import { findPromptTies, promptsBelow, tiesByAccount, type PromptTie } from './shared-prompts.js';

/** Takes up accounts one after another, in the order of their names, and links them in the end. */
export class Linking {
  readonly #store: AccountStore;
  #builder = new LinkableBuilder();
  /** By linkable account: its index in the store, and the hash of its name. */
  readonly #indexes = new GrowingInts();
  #names = new GrowingFloats();

  constructor(store: AccountStore) {
    this.#store = store;
  }

  observe({ index, name, profile }: Account): void {
    if (profile.get(traffic).requests < leastRequests) return;
    this.#builder.add(viewAccount(profile));
    this.#indexes.push(index);
    this.#names.push(hashText(name));
  }

  /** Asked for once: what was gathered is given up then. */
  linked(): Linked {
    const details = detailsIn(this.#store, this.#indexes.all());
    const queue = queueIn(this.#store, new NameIndex(this.#names.all()), details);
    const accounts = this.#builder.build(details);
    this.#builder = new LinkableBuilder();
    this.#names = new GrowingFloats();
    return link(accounts, queue);
  }
}

export interface Linked {
  readonly campaigns: readonly Campaign[];
  /** What could not be looked at, because there was too much of it. */
  readonly notes: readonly string[];
}

/** All of it at once. */
export function linkAccounts(store: AccountStore): readonly Campaign[] {
  const linking = new Linking(store);
  for (const account of store.each()) linking.observe(account);
  return linking.linked().campaigns;
}

/** Work that goes from account to account. */
interface Queue {
  readonly handovers: readonly Handover[];
  readonly ties: readonly PromptTie[];
}

function queueIn(store: AccountStore, positions: NameIndex, details: Details): Queue {
  return {
    handovers: findHandovers(store.ofLog(copies), store.ofLog(conversations), positions),
    ties: findPromptTies(store.ofLog(copies), positions, details),
  };
}

function link(accounts: Linkable, { handovers, ties }: Queue): Linked {
  const { holders } = accounts;
  const communities = findCommunities(accounts.count, holders);
  const queue = [
    ...componentsOf(handovers.map(({ from, to }) => [from, to])),
    ...componentsOf(ties.map(({ a, b }) => [a, b])),
  ];
  const components = { queue, searched: communities.members };
  const candidates = proposeCandidates({ accounts: accounts.count, holders, components });
  const ground: Ground = {
    accounts,
    handovers: byAccount(handovers),
    ties: tiesByAccount(ties),
    clocks: new Clocks(accounts),
    synchrony: new Synchrony(accounts.slots),
    period: {
      from: accounts.first.reduce((from, first) => Math.min(from, first), Infinity),
      to: accounts.last.reduce((to, last) => Math.max(to, last), -Infinity),
    },
    allowance: allowances(candidates),
  };
  const groups = settle(candidates, candidate => testCandidate(candidate, ground), accounts);
  return { campaigns: groups.map(group => toCampaign(group, accounts)), notes: notesOn(communities, candidates) };
}

function notesOn({ mostHolders }: Communities, { least, listed, length }: Candidates): string[] {
  const notes: string[] = [];
  if (mostHolders !== undefined) {
    notes.push(`linking: accounts share so much that communities were searched by what ${mostHolders} or fewer have`);
  }
  if (least > 2) {
    notes.push(`linking: groups of fewer than ${least} accounts that share two things are too many to be tested`);
  }
  if (length > listed) notes.push(`linking: ${length - listed} of ${length} groups are too many to be tested`);
  return notes;
}

function toCampaign(group: Group, { details, count }: Linkable): Campaign {
  const accounts = group.members.map(member => details.name(member));
  const id = hashText(accounts.join('\n')).toString(16).padStart(13, '0').slice(-6);
  const links = [...group.links].sort((a, b) => b.bits - a.bits || (a.attribute < b.attribute ? -1 : 1)).map(inWords);
  return { id, accounts, links, streamRequests: group.counts, stream: group.stream, population: count };
}

/** What the store knows of linkable accounts beside what was put into columns. */
function detailsIn(store: AccountStore, indexes: Int32Array): Details {
  const profileOf = (account: number): Profile => store.profile(indexes[account] as number);
  return {
    name: account => store.name(indexes[account] as number),
    label: (account, type, value) => labelOf(profileOf(account), type, value),
    use: (account, template) => profileOf(account).get(templates).get(template),
    promptsBelow: (account, threshold) => promptsBelow(profileOf(account).get(prompts).distinct, threshold),
  };
}
