/** Shared by the detectors that ask how often an entity's prompts carry one trait of the lexicon. */
import { prompts, withTrait, type PromptTrait } from '../measures/catalogue/prompts.js';
import { bitsOf, defineDetector, type Detector, type DetectorMeta } from './detector.js';

export interface TraitShare {
  meta: DetectorMeta;
  trait: PromptTrait;
  /** Ends the sentence `N % of its prompts …`. */
  phrase: string;
}

export function defineTraitDetector({ meta, trait, phrase }: TraitShare): Detector {
  return defineDetector({
    meta,
    needs: { prompts },
    requires: ['promptTraits'],
    options: {
      leastRequests: { default: 20, unit: 'prompts', why: 'a share of fewer is noise' },
      leastShare: { default: 0.2, unit: 'share', why: 'everybody asks for it now and then' },
    },
    leastRequests: ({ leastRequests }) => leastRequests,
    features: {
      share: ({ prompts }, { leastRequests }) =>
        prompts.texts < leastRequests ? undefined : withTrait(prompts, trait) / prompts.texts,
    },
    assess({ prompts }, { population, options }) {
      const count = withTrait(prompts, trait);
      const share = count / Math.max(1, prompts.texts);
      if (prompts.texts < options.leastRequests || share < options.leastShare) return undefined;
      const p = population.tail('share', share);
      const bits = bitsOf(p);
      if (bits <= 0) return undefined;
      return {
        bits,
        statement: `${(100 * share).toFixed(0)} % of its prompts ${phrase}`,
        measured: { share: Math.round(1000 * share) / 1000, prompts: count },
        expected: { p99: Math.round(1000 * population.quantile('share', 0.99)) / 1000, tail: p },
      };
    },
  });
}
