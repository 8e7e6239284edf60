import { describe, expect, it } from 'vitest';
import type { Link } from '../../src/campaigns/campaign.js';
import type { Origin } from '../../src/campaigns/candidates.js';
import type { KeyType } from '../../src/campaigns/account-view.js';
import { inWords } from '../../src/campaigns/campaign.js';
import { commonWork, Sharing } from '../../src/campaigns/sharing.js';
import { keyIn, linkableOf, many, type Given } from './views.js';

interface Test {
  all: readonly Given[];
  members: readonly number[];
  keys?: readonly [KeyType, number][];
  origin?: Origin;
}

function linksOf({ all, members, keys = [], origin = 'wrapper' }: Test): Link[] {
  const accounts = linkableOf(all);
  const chosenBy = keys.map(([type, value]) => keyIn(accounts, type, value));
  const sharing = new Sharing({ members, keys: chosenBy, origin }, accounts.holders.tally(members), accounts);
  const links = sharing.links().map(inWords);
  // What is said first is never less than what is said in the end.
  for (const { kind, bits } of links) expect(sharing.most.get(kind)).toBeGreaterThanOrEqual(bits);
  return links;
}

const strangers = many(200, i => ({ templates: [1000 + i], asn: [2000 + (i % 40)], client: [3000 + (i % 9)] }));
const ring = many(8, i => ({ templates: [1], asn: [2], client: [3000 + (i % 9)] }));
const all = [...ring, ...strangers];
const members = [0, 1, 2, 3, 4, 5, 6, 7];
const bitsOf = (links: readonly Link[], attribute: string) => links.find(l => l.attribute === attribute)?.bits ?? 0;

describe('sharingLinks', () => {
  it('finds what members share and others do not', () => {
    const links = linksOf({ all, members });
    expect(links.map(({ attribute }) => attribute).sort()).toEqual(['asn', 'template']);
    const template = links.find(({ attribute }) => attribute === 'template');
    expect(template).toMatchObject({ kind: 'software', value: 1, outside: 0, holders: members, label: 'template 1' });
    expect(template?.facts).toMatchObject({ members: 8, of: 8, requests: 160 });
    expect(template?.examples.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });

  it('says less of a value that others have too', () => {
    const popular = strangers.map((given, i) => (i < 30 ? { ...given, asn: [2] } : given));
    const rare = bitsOf(linksOf({ all, members }), 'asn');
    const common = bitsOf(linksOf({ all: [...ring, ...popular], members }), 'asn');
    expect(rare).toBeGreaterThan(common);
    expect(common).toBeGreaterThan(0);
  });

  it('says nothing of what a quarter of the log has', () => {
    const everywhere = strangers.map((given, i) => (i < 80 ? { ...given, asn: [2] } : given));
    expect(bitsOf(linksOf({ all: [...ring, ...everywhere], members }), 'asn')).toBe(0);
  });

  it('says nothing of what fewer than half of the members share', () => {
    const few = ring.map((given, i) => (i < 3 ? given : { ...given, asn: [4000 + i] }));
    expect(bitsOf(linksOf({ all: [...few, ...strangers], members }), 'asn')).toBe(0);
  });

  it('gives the value that chose the group no more than its rarity', () => {
    const free = bitsOf(linksOf({ all, members }), 'template');
    const chosen = bitsOf(linksOf({ all, members, keys: [['template', 1]] }), 'template');
    expect(chosen).toBeLessThanOrEqual(10);
    expect(chosen).toBeGreaterThan(0);
    expect(chosen).toBeLessThan(free);
  });

  it('tests the value that narrowed a group on the group it was chosen from', () => {
    // Twelve use the wrapper; eight of them, chosen for it, come from a network that others use, too.
    const popular = strangers.map((given, i) => (i < 30 ? { ...given, asn: [2] } : given));
    const keys: [KeyType, number][] = [
      ['template', 1],
      ['asn', 2],
    ];
    const group = (users: number) => [...ring, ...many(users - 8, i => ({ templates: [1], asn: [5000 + i] }))];
    const bits = (users: number, chosen: typeof keys) =>
      bitsOf(linksOf({ all: [...group(users), ...popular], members, keys: chosen }), 'asn');
    expect(bits(12, keys)).toBeGreaterThan(0);
    expect(bits(12, keys)).toBeLessThan(bits(12, []));
    // Eight of forty in one network are no surprise.
    expect(bits(40, keys)).toBe(0);
  });

  it('gives other views of what chose the group no more than it', () => {
    // A campus: whoever has the address has its prefix and its network; a tool has a wording and a client of its own.
    const campus = many(12, i => ({ address: [7], prefix: [8], asn: [9], client: [3000 + (i % 9)] }));
    const views = linksOf({ all: [...campus, ...strangers], members: campus.map((_, i) => i), keys: [['address', 7]] });
    expect(bitsOf(views, 'address')).toBeGreaterThan(0);
    expect(Math.max(bitsOf(views, 'prefix'), bitsOf(views, 'asn'))).toBeLessThanOrEqual(bitsOf(views, 'address'));
    const users = ring.map(given => ({ ...given, client: [77] }));
    const links = linksOf({ all: [...users, ...strangers], members, keys: [['client', 77]] });
    // … though no less than how rare a tool can be.
    expect(bitsOf(links, 'template')).toBeLessThanOrEqual(Math.max(10, bitsOf(links, 'client')));
    // What did not choose them speaks freely.
    expect(bitsOf(links, 'asn')).toBe(bitsOf(linksOf({ all: [...users, ...strangers], members }), 'asn'));
  });

  it('gives what a community was formed by no more than its rarity', () => {
    const free = linksOf({ all, members });
    const searched = linksOf({ all, members, origin: 'searched' });
    const lowered = searched.filter(({ attribute, bits }) => bits < bitsOf(free, attribute));
    expect(lowered.map(({ attribute }) => attribute)).toEqual(['template']);
    expect(bitsOf(searched, 'asn')).toBe(bitsOf(free, 'asn'));
    expect(bitsOf(searched, 'template')).toBeLessThanOrEqual(10);
  });

  it('keeps one link of each attribute: of equally good ones that of more work', () => {
    const both = ring.map((given, i) => ({ ...given, templates: [1, 9], requests: 20 + i }));
    const links = linksOf({ all: [...both, ...strangers], members }).filter(l => l.attribute === 'template');
    expect(links.map(({ value }) => value)).toEqual([1]);
  });
});

describe('commonWork', () => {
  const work = (given: readonly Given[]) => {
    const accounts = linkableOf(given);
    const key = commonWork(members, accounts.holders.tally(members), accounts);
    return key === undefined ? undefined : accounts.holders.valueOf(key);
  };

  it('is the template in which nearly all members work', () => {
    expect(work(all)).toBe(1);
    const half = ring.map((given, i) => (i < 4 ? given : { ...given, templates: [6000 + i] }));
    expect(work([...half, ...strangers])).toBeUndefined();
  });

  it('is nothing that everybody uses', () => {
    expect(work([...ring, ...strangers.map(given => ({ ...given, templates: [1] }))])).toBeUndefined();
  });
});
