import { describe, expect, it } from 'vitest';
import { clients } from '../../src/measures/catalogue/clients.js';
import { places } from '../../src/measures/catalogue/places.js';
import { prompts, withTrait } from '../../src/measures/catalogue/prompts.js';
import { streams } from '../../src/measures/catalogue/streams.js';
import { templates } from '../../src/measures/catalogue/templates.js';
import { traffic } from '../../src/measures/catalogue/traffic.js';
import { accountProfile } from '../../src/measures/profile.js';
import { streamProfile } from '../../src/measures/stream-profile.js';
import { account, type AccountGiven } from '../../src/testing/index.js';
import { profilesOf } from '../campaigns/views.js';

const wrapper = 'Think step by step about the problem below:';

/** Of every three requests two are in the wrapper. */
function profileWith(given: AccountGiven) {
  const log = account('a', {
    prompt: (i, { prompt }) => (i % 3 === 0 ? prompt : `${wrapper} ${String(prompt)}`),
    outputTokens: i => (i % 3 === 0 ? 10 : 1000),
    inputTokens: i => (i % 3 === 0 ? 500 : 100),
    ...given,
  });
  const profiles = profilesOf(log);
  const whole = accountProfile(profiles, profiles.accounts.intern('a'));
  const use = [...whole.get(templates).values()].find(({ excerpt }) => excerpt.startsWith('Think step by step'));
  if (use === undefined) throw new Error('the wrapper is no template');
  return { whole, use, stream: streamProfile(whole, use.key) };
}

describe('streamProfile', () => {
  it('has the exact requests and tokens of the stream in a small account', () => {
    const { stream, use } = profileWith({ requests: 60 });
    expect(stream.get(traffic)).toMatchObject({
      requests: 40,
      counted: 40,
      outputTokens: 40_000,
      inputTokens: 4000,
    });
    expect([...stream.get(templates).values()]).toEqual([use]);
  });

  it('counts no answers where the log counts no tokens', () => {
    const { stream } = profileWith({ requests: 60, outputTokens: null, inputTokens: null });
    expect(stream.get(traffic)).toMatchObject({ requests: 40, counted: 0, outputTokens: 0 });
  });

  it('has the prompts of the stream, exactly while the sample holds all', () => {
    const { stream } = profileWith({ requests: 30 });
    const { distinct, texts } = stream.get(prompts);
    expect([distinct.distinct(), distinct.total, texts]).toEqual([20, 20, 20]);
    expect(withTrait(stream.get(prompts), 'reasoning')).toBe(20);
  });

  it('estimates distinct prompts and traits of many', () => {
    const { stream, whole } = profileWith({ requests: 3000 });
    const { distinct } = stream.get(prompts);
    // Two thirds of the 48 sampled prompts: the standard error is about 1/sqrt(32).
    expect(Math.abs(distinct.distinct() / 2000 - 1)).toBeLessThan(3 / Math.sqrt(32));
    expect(distinct.entries().length).toBeLessThan(whole.get(streams).prompts.entries().length);
    expect(Math.abs(withTrait(stream.get(prompts), 'reasoning') / 2000 - 1)).toBeLessThan(0.05);
  });

  it('sees a repeated prompt as one', () => {
    const { stream } = profileWith({
      requests: 60,
      prompt: (i, { prompt }) =>
        i % 3 === 0 ? prompt : `${wrapper} what is the sum of one and ${i % 4 < 2 ? 'two' : 'six'}?`,
    });
    const { distinct } = stream.get(prompts);
    expect([distinct.distinct(), distinct.total]).toEqual([2, 40]);
  });

  it('is empty in what cannot be told apart, keeps places, and takes nothing from the account', () => {
    const { stream, whole } = profileWith({ requests: 300 });
    expect(stream.get(clients)).toEqual(clients.create());
    expect(stream.get(places)).toBe(whole.get(places));
    expect(whole.get(traffic).requests).toBe(300);
    expect(whole.get(prompts).distinct.total).toBe(300);
  });

  it('is empty of a template that the account does not use', () => {
    const { whole } = profileWith({ requests: 30 });
    const none = streamProfile(whole, 1);
    expect(none.get(traffic)).toEqual(traffic.create());
    expect(none.get(prompts).distinct.total).toBe(0);
    expect([...none.get(templates).values()]).toEqual([]);
  });
});
