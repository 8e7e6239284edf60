/**
 * From profiles to campaigns: propose groups, test each for independent kinds of link, keep the best-supported ones.
 * At least two kinds must hold: one shared attribute, however rare, is what every shared tool or network looks like.
 */
import { conversations } from '../measures/catalogue/conversations.js';
import { copies } from '../measures/catalogue/copies.js';
import { logProfile } from '../measures/profile.js';
import type { AccountStore } from '../measures/account-store.js';
import { hashText } from '../requests/hash.js';
import { viewAccounts, type AccountView } from './account-view.js';
import type { Campaign } from './campaign.js';
import { proposeCandidates, type Candidate } from './candidates.js';
import { Clocks } from './clock.js';
import { findCommunities } from './communities.js';
import { allowances, testCandidate, type Group } from './group.js';
import { Holders } from './holders.js';
import { componentsOf, findHandovers } from './queue.js';
import { settle } from './selection.js';
import { findPromptTies } from './shared-prompts.js';

export function linkAccounts(profiles: AccountStore): Campaign[] {
  const views = viewAccounts(profiles);
  const holders = new Holders(views);
  const log = logProfile(profiles);
  const indexOf = new Map(views.map(view => [hashText(view.name), view.index]));
  const handovers = findHandovers(log.get(copies), log.get(conversations), indexOf);
  const ties = findPromptTies(log.get(copies), indexOf, views);
  const components = {
    queue: [
      ...componentsOf(handovers.map(({ from, to }) => [from, to])),
      ...componentsOf(ties.map(({ a, b }) => [a, b])),
    ],
    searched: findCommunities(views.length, holders),
  };
  const candidates = proposeCandidates(views, holders, components);
  const allowance = allowances(candidates);
  const clocks = new Clocks(views);
  const period = {
    from: views.reduce((from, { first }) => Math.min(from, first), Infinity),
    to: views.reduce((to, { last }) => Math.max(to, last), -Infinity),
  };
  const test = (candidate: Candidate) =>
    testCandidate({ candidate, views, holders, handovers, ties, clocks, period, allowance });
  return settle(candidates, test, { views, holders }).map(group => toCampaign(group, views));
}

function toCampaign(group: Group, views: readonly AccountView[]): Campaign {
  const accounts = group.members.map(member => (views[member] as AccountView).name);
  const id = hashText(accounts.join('\n')).toString(16).padStart(13, '0').slice(-6);
  const links = [...group.links].sort((a, b) => b.bits - a.bits || (a.attribute < b.attribute ? -1 : 1));
  return { id, accounts, links, streamRequests: group.counts, stream: group.stream, population: views.length };
}
