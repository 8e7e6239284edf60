import { describe, expect, it } from 'vitest';
import { byAccount, findHandovers, componentsOf, queueLinks, type Handover } from '../../src/campaigns/queue.js';
import { conversationRoles } from '../../src/measures/catalogue/conversations.js';
import { outcomes } from '../../src/measures/catalogue/copies.js';
import { EventSample } from '../../src/measures/sketches/event-sample.js';

type Event = readonly [key: number, who: number, time: number, what: number];

const { answered, throttled, failed } = outcomes;
const { state, parent } = conversationRoles;
/** Accounts 0 … 9 have the name hashes 100 … 109. */
const indexOf = new Map(Array.from({ length: 10 }, (_, i) => [100 + i, i]));

function sampleOf(events: readonly Event[]): EventSample {
  const sample = new EventSample(1000);
  for (const event of events) sample.add(...event);
  return sample;
}

const found = (copies: readonly Event[], conversations: readonly Event[] = []) =>
  findHandovers(sampleOf(copies), sampleOf(conversations), indexOf);

describe('a hand-over', () => {
  it('is a refused prompt answered elsewhere right after', () => {
    expect(
      found([
        [1, 100, 5000, throttled],
        [1, 101, 9000, answered],
      ]),
    ).toEqual([{ from: 0, to: 1, time: 9000, attribute: 'hand-over' }]);
  });

  it.each([
    ['at the limit', 120_000, 1],
    ['just beyond it', 120_001, 0],
  ])('is looked for within 120 s: %s', (_, wait, count) => {
    expect(
      found([
        [1, 100, 0, throttled],
        [1, 101, wait, answered],
      ]),
    ).toHaveLength(count);
  });

  it('is no retry by the same account', () => {
    expect(
      found([
        [1, 100, 0, throttled],
        [1, 100, 4000, answered],
        [1, 101, 5000, answered],
      ]),
    ).toEqual([]);
  });

  it('goes past accounts that refuse too', () => {
    const over = found([
      [1, 100, 0, throttled],
      [1, 101, 1000, throttled],
      [1, 102, 2000, answered],
    ]);
    expect(over.map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it('needs a refusal before, and the same prompt', () => {
    expect(
      found([
        [1, 100, 0, answered],
        [1, 101, 1000, answered],
      ]),
    ).toEqual([]);
    expect(
      found([
        [1, 100, 0, failed],
        [1, 101, 1000, answered],
      ]),
    ).toEqual([]);
    expect(
      found([
        [1, 101, 0, answered],
        [1, 100, 1000, throttled],
      ]),
    ).toEqual([]);
    expect(
      found([
        [1, 100, 0, throttled],
        [2, 101, 1000, answered],
      ]),
    ).toEqual([]);
  });

  it('is not seen in prompts that many send, or that are sent often', () => {
    const six = Array.from({ length: 6 }, (_, i): Event => [1, 100 + i, 1000 * i, i % 2 === 0 ? throttled : answered]);
    expect(found(six)).toEqual([]);
    expect(found(six.slice(0, 5)).length).toBeGreaterThan(0);
    const often = Array.from({ length: 12 }, (_, i): Event => [
      1,
      100 + (i % 2),
      1000 * i,
      i % 2 === 0 ? throttled : answered,
    ]);
    expect(found(often)).toEqual([]);
    expect(found(often.slice(0, 11)).length).toBeGreaterThan(0);
  });

  it('names no account that is not linkable', () => {
    expect(
      found([
        [1, 100, 0, throttled],
        [1, 999, 1000, answered],
      ]),
    ).toEqual([]);
  });
});

describe('a hop', () => {
  it('is a conversation left on one account and continued on another', () => {
    const hops = found(
      [],
      [
        [7, 100, 0, state],
        [7, 101, 60_000, parent],
      ],
    );
    expect(hops).toEqual([{ from: 0, to: 1, time: 60_000, attribute: 'hop' }]);
  });

  it('is no continuation by whoever left it last, nor one before it was left', () => {
    expect(
      found(
        [],
        [
          [7, 100, 0, state],
          [7, 100, 60_000, parent],
        ],
      ),
    ).toEqual([]);
    expect(
      found(
        [],
        [
          [7, 101, 0, parent],
          [7, 100, 60_000, state],
        ],
      ),
    ).toEqual([]);
    expect(
      found(
        [],
        [
          [7, 100, 0, state],
          [7, 101, 10, state],
          [7, 101, 60_000, parent],
        ],
      ),
    ).toEqual([]);
  });
});

describe('componentsOf', () => {
  it('are the connected accounts', () => {
    const components = componentsOf([
      [4, 2],
      [7, 8],
      [2, 9],
      [9, 4],
    ]);
    expect(components.map(String).sort()).toEqual(['2,4,9', '7,8']);
    expect(componentsOf([])).toEqual([]);
  });
});

const linksOf = (members: readonly number[], handovers: readonly Handover[]) =>
  queueLinks(members, byAccount(handovers));

describe('queueLinks', () => {
  const over = (from: number, to: number, attribute: Handover['attribute'] = 'hand-over'): Handover => ({
    from,
    to,
    time: 0,
    attribute,
  });

  it('need two hand-overs among the members', () => {
    expect(linksOf([0, 1, 2], [over(0, 1), over(2, 5)])).toEqual([]);
    const [link] = linksOf([0, 1, 2], [over(0, 1), over(1, 2)]);
    expect(link).toMatchObject({ kind: 'queue', attribute: 'hand-over', holders: [0, 1, 2], facts: { count: 2 } });
  });

  it('speak for a group only when half of it takes part', () => {
    expect(linksOf([0, 1, 2, 3, 4, 5], [over(0, 1), over(1, 0)])).toEqual([]);
    expect(linksOf([0, 1, 2, 3], [over(0, 1), over(1, 0)])).toHaveLength(1);
  });

  it('keep hops apart from hand-overs, name members by their place in the group, and are bounded', () => {
    const lots = Array.from({ length: 500 }, () => over(5, 9));
    const links = linksOf([5, 9], [...lots, over(9, 5, 'hop'), over(5, 9, 'hop')]);
    expect(links.map(({ attribute, holders }) => [attribute, holders])).toEqual([
      ['hand-over', [0, 1]],
      ['hop', [0, 1]],
    ]);
    expect(links[0]?.bits).toBe(15);
  });
});
