import { linkOf } from '../../campaigns/campaign.js';
import { prompts, type Prompts } from '../../measures/catalogue/prompts.js';
import { poissonAtLeast } from '../../measures/statistics.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'shard-complementarity',
    code: 'C8',
    title: 'One list, cut into shares',
    family: 'content',
    question: 'Do accounts that use one wrapper never ask what another of them has asked?',
    method:
      'Over a sample of prompts common to all members (bottom-k, coordinated): prompts asked by two members, against what members drawing as many prompts from their common list would have asked twice; Poisson lower tail. Only for campaigns that share a wrapper, and only a little: people with questions of their own do not overlap either.',
    lookalikes: [
      'customers of one application: their contents are their own too',
      'one organisation that shards a job over its keys: one payer',
    ],
    evasion: 'Ask some of it twice: nobody likes to pay twice.',
    references: ['indicators: C8', 'Baize (public): sharding by index modulo workers'],
    techniques: [...extraction, 'T1119'],
    capBits: 2,
  },
  needs: { prompts },
  requires: ['promptHash'],
  subjects: 'campaigns',
  options: {
    leastMembers: { default: 3, unit: 'accounts', why: 'two accounts rarely ask the same by chance' },
    leastPrompts: { default: 60, unit: 'sampled prompts', why: 'few prompts do not overlap anyway' },
  },
  assess(_values, { subject, options }) {
    const wrapper = linkOf(subject.campaign, 'template');
    if (wrapper === undefined || subject.accounts.length < options.leastMembers) return undefined;
    const shares = overlapOf(subject.members().map(member => member.prompts));
    if (shares.asked < options.leastPrompts || shares.expected < 3) return undefined;
    const p = 1 - poissonAtLeast(shares.twice + 1, shares.expected);
    if (!(shares.twice < 0.1 * shares.expected)) return undefined;
    return {
      bits: bitsOf(p),
      statement: `of ${shares.asked} sampled prompts ${shares.twice === 0 ? 'none was' : `${shares.twice} were`} asked by two accounts: a list cut into shares`,
      measured: { sampled: shares.asked, twice: shares.twice },
      expected: { twice: Math.round(shares.expected), ifDrawnFrom: `the ${shares.distinct} distinct ones at random` },
    };
  },
});

interface Overlap {
  /** Sampled prompts, summed over members. */
  asked: number;
  distinct: number;
  /** How many were already asked by another member. */
  twice: number;
  /** The same, had every member drawn as many from the common list. */
  expected: number;
}

function overlapOf(members: readonly Prompts[]): Overlap {
  const threshold = Math.min(...members.map(({ distinct }) => distinct.threshold));
  const askers = new Map<number, number>();
  const sizes: number[] = [];
  for (const { distinct } of members) {
    let size = 0;
    for (const [key] of distinct.entries()) {
      if (key > threshold) continue;
      size++;
      askers.set(key, (askers.get(key) ?? 0) + 1);
    }
    sizes.push(size);
  }
  const asked = sizes.reduce((sum, size) => sum + size, 0);
  const distinct = askers.size;
  const missed = sizes.reduce((product, size) => product * (1 - size / Math.max(1, distinct)), 1);
  return { asked, distinct, twice: asked - distinct, expected: asked - distinct * (1 - missed) };
}
