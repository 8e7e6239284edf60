import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findPromptTies,
  promptLink as linkOf,
  tiesByAccount,
  type PromptTie,
} from '../../src/campaigns/shared-prompts.js';
import { outcomes } from '../../src/measures/catalogue/copies.js';
import { EventSample } from '../../src/measures/sketches/event-sample.js';
import { linkableOf, many } from './views.js';

/** [prompt, account, how often]. */
type Sent = readonly [prompt: number, account: number, times?: number];

/** Ties between accounts; each has `own` prompts of its own beside those it sent here. */
function tiesOf(sent: readonly Sent[], accounts = 8, own = 10) {
  const sample = new EventSample(4096);
  const prompts = Array.from({ length: accounts }, (_, i) =>
    Array.from({ length: own }, (__, j) => 10_000 + 100 * i + j),
  );
  let time = 0;
  for (const [prompt, account, times = 1] of sent) {
    if (!prompts[account]?.includes(prompt)) prompts[account]?.push(prompt);
    for (let n = 0; n < times; n++) sample.add(prompt, 900 + account, time++, outcomes.answered);
  }
  const { details } = linkableOf(many(accounts, i => ({ prompts: prompts[i] ?? [] })));
  return findPromptTies(sample, new Map(prompts.map((_, index) => [900 + index, index])), details);
}

const promptLink = (members: readonly number[], ties: readonly PromptTie[]) => linkOf(members, tiesByAccount(ties));
const range = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);
/** Each of `prompts` prompts once from each of these accounts. */
const copied = (prompts: number, accounts: readonly number[], times = 1): Sent[] =>
  range(prompts).flatMap(prompt => accounts.map(account => [prompt, account, times] as const));

describe('findPromptTies', () => {
  it('ties accounts that send copies of the same prompts', () => {
    expect(tiesOf(copied(8, [2, 5]))).toEqual([{ a: 2, b: 5, prompts: 8 }]);
  });

  it('ties every two of up to five senders', () => {
    expect(tiesOf(copied(8, [0, 1, 2, 3, 4])).map(({ a, b }) => `${a}${b}`)).toEqual(
      '01 02 03 04 12 13 14 23 24 34'.split(' '),
    );
  });

  it('ties nobody by prompts of six accounts: an assignment, a greeting', () => {
    expect(tiesOf(copied(8, range(6)))).toEqual([]);
  });

  it('ties nobody by a benchmark that each of them repeats', () => {
    expect(tiesOf(copied(8, [2, 5], 2))).toEqual([]);
    expect(tiesOf(copied(50, [2, 5], 4))).toEqual([]);
  });

  it('forgives one retry of a prompt', () => {
    const retried: Sent[] = range(8).flatMap(prompt => [
      [prompt, 2, prompt % 2 === 0 ? 2 : 1],
      [prompt, 5],
    ]);
    expect(tiesOf(retried)).toEqual([{ a: 2, b: 5, prompts: 8 }]);
  });

  it('ties nobody by three prompts, nor by a small share of many', () => {
    expect(tiesOf(copied(3, [2, 5]))).toEqual([]);
    expect(tiesOf(copied(4, [2, 5]))).toHaveLength(1);
    expect(tiesOf(copied(4, [2, 5]), 8, 40)).toEqual([]);
  });

  it('counts senders that cannot be linked among those of a prompt, and ties none of them', () => {
    // Account 7 of 6 is not known to linking: too few requests.
    expect(tiesOf([...copied(8, [2, 5]), ...range(8).map(prompt => [prompt, 7] as const)], 6)).toEqual([
      { a: 2, b: 5, prompts: 8 },
    ]);
    expect(tiesOf([...copied(8, [0, 1, 2, 3, 4]), ...range(8).map(prompt => [prompt, 7] as const)], 6)).toEqual([]);
  });

  it('finds the same ties in any order of requests', () => {
    const sent = [...copied(6, [2, 5]), ...copied(5, [1, 3, 4]).map(([p, a]) => [p + 50, a] as const)];
    const expected = tiesOf(sent);
    expect(expected).toHaveLength(4);
    fc.assert(
      fc.property(fc.shuffledSubarray(sent, { minLength: sent.length }), shuffled => {
        expect(tiesOf(shuffled)).toEqual(expected);
      }),
    );
  });
});

describe('promptLink', () => {
  const tie = (a: number, b: number, prompts = 8) => ({ a, b, prompts });

  it('says how many members send the same prompts', () => {
    const link = promptLink([4, 6, 9], [tie(4, 6), tie(6, 9, 10)]);
    expect(link).toMatchObject({ kind: 'queue', attribute: 'prompts', holders: [0, 1, 2] });
    expect(link?.facts).toEqual({ prompts: 18, accounts: 3 });
    expect(link?.bits).toBeGreaterThan(6);
    expect(promptLink([4, 6], [tie(4, 6, 100_000)])?.bits).toBe(10);
  });

  it('speaks only for groups half of which do so', () => {
    expect(promptLink([1, 2, 3, 4], [tie(1, 2)])?.holders).toEqual([0, 1]);
    expect(promptLink([1, 2, 3, 4, 5], [tie(1, 2)])).toBeUndefined();
  });

  it('leaves out ties to accounts outside', () => {
    expect(promptLink([1, 2], [tie(1, 7), tie(2, 8)])).toBeUndefined();
    expect(promptLink([1, 2], [])).toBeUndefined();
  });

  it('gives more prompts no fewer bits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 500 }), fc.integer({ min: 1, max: 500 }), (prompts, more) => {
        const bits = (n: number) => promptLink([1, 2, 3], [tie(1, 2, n), tie(2, 3)])?.bits ?? 0;
        expect(bits(prompts + more)).toBeGreaterThanOrEqual(bits(prompts));
      }),
    );
  });
});
