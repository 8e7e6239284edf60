import { canaries } from '../../measures/catalogue/canaries.js';
import { defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'planted-canary',
    code: 'C11',
    title: 'The operator’s own decoys come back',
    family: 'content',
    question: 'Do its prompts contain decoys that were only ever planted in answers?',
    method:
      'Distinct strings of the --canaries list that its prompts contain: 4 bits for the first, 3 more for each doubling beyond; at least three distinct ones for the full weight.',
    lookalikes: ['people who quote a blog post that copied a decoy: one decoy, once'],
    evasion: 'Strip unknown tools and strings from collected answers.',
    references: ['indicators: C11'],
    techniques: [...extraction],
    capBits: 10,
  },
  needs: { canaries },
  requires: ['prompt'],
  lists: ['canaries'],
  assess({ canaries }) {
    if (canaries.size === 0) return undefined;
    const prompts = [...canaries.values()].reduce((sum, count) => sum + count, 0);
    const bits = 4 + 3 * Math.log2(canaries.size);
    return {
      bits: canaries.size < 3 ? Math.min(bits, 6) : bits,
      statement: `${prompts} prompts contain ${canaries.size} planted decoys`,
      measured: { decoys: canaries.size, prompts },
      expected: { decoys: 0 },
    };
  },
});
