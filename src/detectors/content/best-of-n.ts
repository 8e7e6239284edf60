import { parameters } from '../../measures/catalogue/parameters.js';
import { prompts, type Prompts } from '../../measures/catalogue/prompts.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'best-of-n',
    code: 'C7',
    title: 'Every prompt the same number of times',
    family: 'content',
    question: 'Is each prompt sampled a fixed number of times?',
    method:
      'Share of distinct prompts sent exactly k times for the commonest k of at least 2 (bottom-256 sample with exact counts; over all accounts of a campaign), or of requests for several completions, as an upper-tail probability.',
    lookalikes: [
      'pass@k evaluation: benchmark prompts, a finite set that returns',
      'retries: a refusal or an error comes first',
    ],
    evasion: 'Spread the copies over accounts: a campaign’s prompts are counted together.',
    references: ['indicators: C7', 'open-r1 (public): four samples a prompt'],
    techniques: [...extraction],
    capBits: 3,
  },
  needs: { parameters, prompts },
  requires: ['promptHash'],
  options: {
    leastPrompts: { default: 30, unit: 'distinct prompts', why: 'a few repeated questions are no design' },
    leastShare: { default: 0.6, unit: 'share', why: 'repetition by chance has no fixed number' },
  },
  leastRequests: ({ leastPrompts }) => leastPrompts,
  features: { fixed: ({ prompts }, { leastPrompts }) => copiesOf(prompts, leastPrompts)?.share },
  assess({ prompts, parameters }, { population, options, feature }) {
    const several = parameters.multiple / Math.max(1, parameters.requests);
    if (several >= options.leastShare && parameters.requests >= options.leastPrompts) {
      return {
        bits: 2,
        statement: `${(100 * several).toFixed(0)} % of its requests ask for several completions`,
        measured: { share: Math.round(1000 * several) / 1000 },
        expected: { usual: 'one completion' },
      };
    }
    if ((feature('fixed') ?? 0) < options.leastShare) return undefined;
    const copies = copiesOf(prompts, options.leastPrompts);
    if (copies === undefined) return undefined;
    const p = population.tail('fixed', copies.share);
    const bits = bitsOf(p);
    if (bits <= 0) return undefined;
    return {
      bits,
      statement: `${(100 * copies.share).toFixed(0)} % of its prompts were asked exactly ${copies.times} times`,
      measured: { share: Math.round(1000 * copies.share) / 1000, times: copies.times },
      expected: { median: Math.round(1000 * population.quantile('fixed', 0.5)) / 1000, tail: p },
    };
  },
});

function copiesOf({ distinct }: Prompts, least: number): { times: number; share: number } | undefined {
  const counts = distinct.sampledCounts();
  if (counts.length < least) return undefined;
  const by = new Map<number, number>();
  let [times, prompts] = [1, 0];
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    if (count < 2) continue;
    const same = (by.get(count) ?? 0) + 1;
    by.set(count, same);
    if (same < prompts || (same === prompts && count > times)) continue;
    times = count;
    prompts = same;
  }
  return { times, share: prompts / counts.length };
}
