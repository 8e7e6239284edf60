import { clients } from '../../measures/catalogue/clients.js';
import { defineDetector } from '../detector.js';
import { HashCounts } from '../hash-counts.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'session-reuse',
    code: 'I2',
    title: 'One session id on several accounts',
    family: 'identity',
    question: 'Does it use session ids that other accounts use too?',
    method:
      'Session ids in the account’s sample (bottom-64) that at least one other account has and at most five do: 2 bits for the first, one more for each doubling. Of more than 524,288 different ids in all accounts’ samples those with the smallest hashes are looked at.',
    lookalikes: ['buggy SDKs that send a constant id: then many accounts share it, and it is left out'],
    evasion: 'Fresh ids for each account.',
    references: ['indicators: I2'],
    techniques: [...extraction, 'AML.T0074'],
    capBits: 5,
  },
  needs: { clients },
  requires: ['session'],
  gather: {
    start: () => new HashCounts({ most: 255 }),
    take(owners, { clients }) {
      for (const [session] of clients.sessions.entries()) owners.add(session);
    },
  },
  assess(values, { prepared, subject }) {
    const seen = new Set<number>();
    let holders = 0;
    const members = subject.kind === 'campaign' || subject.kind === 'stream' ? subject.members() : [values];
    for (const { clients } of members) {
      const reused = clients.sessions.entries().filter(([session]) => isReused(prepared.count(session) ?? 0));
      for (const [session] of reused) seen.add(session);
      if (reused.length > 0) holders++;
    }
    // Two colleagues among many do not speak for the rest.
    if (seen.size === 0 || holders < 0.5 * subject.accounts.length) return undefined;
    return {
      bits: 2 + Math.log2(seen.size),
      statement: `${seen.size} session ids appear on more than one account`,
      measured: { sessions: seen.size, accounts: holders },
      expected: { sessions: 0 },
    };
  },
});

/** By more than five accounts an id is a constant of some client, not a session. */
function isReused(owners: number): boolean {
  return owners >= 2 && owners <= 5;
}
