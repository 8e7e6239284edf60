import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { templates, type TemplateUses } from '../../src/measures/catalogue/templates.js';
import { accountProfile } from '../../src/measures/profile.js';
import { accounts, account, type CaseLog } from '../../src/testing/index.js';
import { profilesOf } from '../campaigns/views.js';

const heads = [
  'Solve the exercise below in full, please:',
  'Translate this letter into Czech now:',
  'Answer in exactly one word and nothing more, for this:',
];

function usesOf(log: CaseLog, name = 'a'): TemplateUses {
  const profiles = profilesOf(log);
  return accountProfile(profiles, profiles.accounts.intern(name)).get(templates);
}

/** Requests of the n-th head are those for which `which` says n. */
const logWith = (requests: number, which: (i: number) => number) =>
  account('a', {
    requests,
    prompt: (i, { prompt }) => `${heads[which(i)] ?? ''} ${String(prompt)}`,
    inputTokens: i => 10 * (1 + which(i)),
    outputTokens: i => 100 * (1 + which(i)),
  });

const headed = (uses: TemplateUses, head: number) =>
  [...uses.values()].find(({ excerpt }) => excerpt.startsWith(String(heads[head]).slice(0, 20)));

describe('templates', () => {
  it('are exact for up to 64 requests', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 1, maxLength: 64 }), which => {
        const uses = usesOf(logWith(which.length, i => which[i] as number));
        heads.forEach((_, head) => {
          const requests = which.filter(each => each === head).length;
          const use = headed(uses, head);
          expect([use?.requests, use?.inputTokens, use?.outputTokens]).toEqual(
            requests === 0
              ? [undefined, undefined, undefined]
              : [requests, 10 * (1 + head) * requests, 100 * (1 + head) * requests],
          );
        });
      }),
      { numRuns: 30 },
    );
  });

  it.each([300, 3000, 20_000])('are estimated for %d requests, within the bound', requests => {
    const uses = usesOf(logWith(requests, i => (i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2)));
    const bound = 4 * Math.sqrt(requests / 128) + 1;
    for (const [head, share] of [0.6, 0.3, 0.1].entries()) {
      const use = headed(uses, head);
      expect(Math.abs((use?.requests ?? 0) - share * requests)).toBeLessThanOrEqual(bound);
      expect(use?.outputTokens).toBe(100 * (1 + head) * (use?.requests ?? 0));
    }
  });

  it('are the same in any order and cut', () => {
    const whole = logWith(200, i => i % 3);
    const encoded = templates.encode(usesOf(whole));
    const backwards: CaseLog = { ...whole, requests: [...whole.requests].reverse() };
    // Lines differ: they are where the requests are.
    expect(templates.encode(usesOf(backwards))).not.toBeUndefined();
    const part = (from: number, to: number) => usesOf({ ...whole, requests: whole.requests.slice(from, to) });
    const counts = (uses: TemplateUses) =>
      [...uses.values()].map(({ key, requests, kind, excerpt }) => [key, requests, kind, excerpt]).sort();
    for (const cut of [0, 1, 64, 100, 199, 200]) {
      const sum = templates.merge(templates.merge(templates.create(), part(cut, 200)), part(0, cut));
      expect(counts(sum)).toEqual(counts(templates.decode(encoded)));
    }
    expect(counts(usesOf(backwards))).toEqual(counts(templates.decode(encoded)));
  });

  it('take a key for what it is first: head, tail, phrase, system', () => {
    const words = 'Count the words of this whole sentence';
    const uses = usesOf(
      accounts(['a'], { requests: 20, prompt: (i, { prompt }) => (i % 2 ? `${words} ${String(prompt)}` : words) }),
    );
    expect([...uses.values()].find(({ excerpt }) => excerpt.startsWith('Count the words'))).toMatchObject({
      kind: 'head',
      requests: 20,
    });
  });

  it('cut excerpts between characters, at 64 bytes', () => {
    const uses = usesOf(account('a', { requests: 5, prompt: '語'.repeat(60) }));
    expect([...uses.values()].map(({ excerpt }) => excerpt)).toContain('語'.repeat(21));
  });

  it('keep what is asked for of one template', () => {
    const uses = usesOf(logWith(60, i => i % 3));
    const use = headed(uses, 1);
    if (use === undefined) throw new Error('no template');
    expect([...uses.only(use.key).values()]).toEqual([use]);
    expect([...uses.only(1).values()]).toEqual([]);
  });
});
