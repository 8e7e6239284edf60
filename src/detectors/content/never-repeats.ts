import { prompts, type Prompts } from '../../measures/catalogue/prompts.js';
import { inGroups } from '../../digits.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'never-repeats',
    code: 'C3',
    title: 'A sweep that never asks twice',
    family: 'content',
    question: 'Does it go through very many prompts without ever repeating one?',
    method:
      'Number of distinct prompts where at least the stated share is new (distinct over all requests; Good-Turing’s share of prompts seen once), as an upper-tail probability among accounts as novel.',
    lookalikes: [
      'people never repeat themselves either, but not by the hundred',
      'evaluation harnesses replay a finite set: their novelty falls',
    ],
    evasion: 'Ask some prompts twice: that is paid for, and the number of distinct ones still grows in step.',
    references: ['Good 1953', 'KMV distinct counting, Bar-Yossef et al. 2002'],
    techniques: [...extraction],
    capBits: 4,
  },
  needs: { prompts },
  requires: ['promptHash'],
  options: {
    leastRequests: { default: 100, unit: 'requests', why: 'novelty of a few prompts is no sweep' },
    leastNovelty: { default: 0.95, unit: 'share', why: 'retries and resumed jobs repeat a little' },
  },
  leastRequests: ({ leastRequests }) => leastRequests,
  featuresBelow: { sweep: 0 },
  features: {
    sweep: ({ prompts }, { leastRequests, leastNovelty }) => sweep(prompts, leastRequests, leastNovelty),
  },
  assess({ prompts }, { population, feature }) {
    const distinct = feature('sweep');
    if (distinct === undefined || distinct === 0) return undefined;
    const p = population.tail('sweep', distinct);
    const bits = bitsOf(p);
    if (bits <= 0) return undefined;
    return {
      bits,
      statement: `${inGroups(distinct)} different prompts in ${inGroups(prompts.distinct.total)} requests, hardly one asked twice`,
      measured: { distinct, requests: prompts.distinct.total, novelty: Math.round(1000 * novelty(prompts)) / 1000 },
      expected: { tail: p },
    };
  },
});

function novelty(prompts: Prompts): number {
  return Math.min(1, differentShare(prompts), prompts.distinct.singletonShare());
}

function differentShare({ distinct }: Prompts): number {
  return distinct.distinct() / Math.max(1, distinct.total);
}

/** Distinct prompts of a sweep; 0 for accounts with as many requests that do repeat themselves. */
function sweep(prompts: Prompts, leastRequests: number, leastNovelty: number): number | undefined {
  if (prompts.distinct.total < leastRequests || differentShare(prompts) < leastNovelty) return 0;
  return novelty(prompts) >= leastNovelty ? Math.min(prompts.distinct.total, prompts.distinct.distinct()) : 0;
}
