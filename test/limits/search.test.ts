import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fall, foundIn, type Trial } from '../../src/limits/search.js';

const seen = { found: true, whole: true, blurred: false };
const unseen = { found: false, whole: false, blurred: false };

describe('the fall', () => {
  it('ends at the first size that most trials miss', async () => {
    const trial: Trial = (accounts, round) => Promise.resolve(accounts >= 8 || round === 0 ? seen : unseen);
    const tried = await fall([2, 3, 5, 8, 12], 3, trial);
    expect(tried.map(one => [one.accounts, one.found, one.trials])).toEqual([
      [12, 2, 2],
      [8, 2, 2],
      [5, 1, 3],
    ]);
  });

  it('says nothing of sizes below a hole, though they be found', async () => {
    const tried = await fall([3, 5, 8], 1, accounts => Promise.resolve(accounts === 5 ? unseen : seen));
    expect(tried.map(({ accounts }) => accounts)).toEqual([8, 5]);
  });

  it('counts pieces and strangers among what was found alone', async () => {
    const outcomes = [{ found: true, whole: false, blurred: true }, { found: false, whole: true, blurred: true }, seen];
    const [tried] = await fall([4], 3, (_, round) => Promise.resolve(outcomes[round] ?? unseen));
    expect(tried).toEqual({ accounts: 4, found: 2, trials: 3, whole: 1, blurred: 1 });
  });

  it('stops early with the vote that all rounds would have given', async () => {
    const votes = fc.array(fc.boolean(), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(votes, async rounds => {
        const [tried] = await fall([2], rounds.length, (_, round) => Promise.resolve(rounds[round] ? seen : unseen));
        expect(tried && foundIn(tried)).toBe(2 * rounds.filter(Boolean).length > rounds.length);
      }),
    );
  });
});
