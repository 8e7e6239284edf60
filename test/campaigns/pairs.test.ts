import fc from 'fast-check';
import { expect, it } from 'vitest';
import { proposeCandidates } from '../../src/campaigns/candidates.js';
import { mostOfPair, Sharing } from '../../src/campaigns/sharing.js';
import { linkableOf } from './views.js';

it('never says of two accounts that they can hold less together than they do', () => {
  const some = fc.uniqueArray(fc.nat(6), { maxLength: 3 });
  const town = fc.array(fc.record({ templates: some, client: some, workload: some, asn: some, address: some }), {
    minLength: 2,
    maxLength: 40,
  });
  fc.assert(
    fc.property(town, fc.nat(400), (all, strangers) => {
      const others = Array.from({ length: strangers }, (_, i) => ({ asn: [100 + i], client: [100 + (i % 50)] }));
      const accounts = linkableOf([...all, ...others]);
      const { holders, count } = accounts;
      const components = { queue: [], searched: [] };
      for (const candidate of proposeCandidates({ accounts: count, holders, components })) {
        if (candidate.members.length !== 2) continue;
        const sharing = new Sharing(candidate, holders.tally(candidate.members), accounts);
        const together = [...sharing.most.values()].reduce((sum, bits) => sum + bits, 0);
        expect(mostOfPair(candidate, accounts)).toBeGreaterThanOrEqual(together - 1e-6);
      }
    }),
  );
});
