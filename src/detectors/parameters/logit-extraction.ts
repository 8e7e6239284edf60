import { parameters } from '../../measures/catalogue/parameters.js';
import { prompts } from '../../measures/catalogue/prompts.js';
import { traffic } from '../../measures/catalogue/traffic.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'logit-extraction',
    code: 'P1',
    title: 'Reading the model’s probabilities token by token',
    family: 'parameters',
    question: 'Does it ask for the probabilities of single tokens over and over?',
    method:
      'Share of requests for log-probabilities and one token only, with the number of distinct biased-token sets and the repetition of prompts; as an upper-tail probability among the other accounts, plus 2 bits for each doubling of such requests beyond ten.',
    lookalikes: [
      'perplexity and calibration studies: log-probabilities of many different texts, no sweep over token biases',
      'classifiers that read one token’s probability: many different prompts, no repetition of one',
    ],
    evasion: 'Spread the sweep over accounts: the union of a campaign’s requests shows it again.',
    references: ['Carlini et al., ICML 2024 (arXiv 2403.06634)', 'Finlayson et al. 2024 (arXiv 2403.09539)'],
    techniques: [...extraction, 'AML.T0063'],
    capBits: 16,
  },
  needs: { parameters, prompts, traffic },
  requires: [['logprobs', 'topLogprobs', 'logitBias']],
  options: {
    leastRequests: { default: 30, unit: 'requests', why: 'trying the option out is no sweep' },
    leastShare: { default: 0.3, unit: 'share', why: 'a harvest spends most of its requests on it' },
  },
  features: {
    probing: ({ parameters, traffic }) => (traffic.requests < 5 ? undefined : parameters.logprobs / traffic.requests),
  },
  assess({ parameters, prompts, traffic }, { population, options }) {
    const wanted = Math.max(parameters.logprobs, parameters.biased);
    const share = wanted / Math.max(1, traffic.requests);
    const narrow = parameters.oneToken / Math.max(1, traffic.requests);
    const short = traffic.counted > 0 && traffic.outputTokens / traffic.counted <= 2;
    if (wanted < options.leastRequests || share < options.leastShare) return undefined;
    const sets = parameters.biasSets.distinct();
    const repeats = prompts.distinct.total / Math.max(1, prompts.distinct.distinct());
    const p = population.tail('probing', share);
    // Log-probabilities alone are a study's tool; one token at a time, of the same prompt or over many biases, is not.
    const oneByOne = narrow >= options.leastShare || short;
    const sweeping = oneByOne && (repeats >= 3 || sets >= options.leastRequests);
    // Without prompts the log cannot say whether one is repeated: half the weight.
    const blind = oneByOne && prompts.distinct.total === 0;
    const sweep = Math.log2(1 + wanted / 10);
    const bits = sweeping ? bitsOf(p) + 2 * sweep : blind ? bitsOf(p) + sweep : Math.min(2, bitsOf(p));
    const repeated = repeats >= 1.5 ? `, each prompt ${repeats.toFixed(0)} times` : '';
    const over = sets > 1 ? `, ${sets.toLocaleString('en-US')} different token biases` : '';
    return {
      bits,
      statement: `${wanted.toLocaleString('en-US')} requests for token probabilities, ${(100 * Math.max(narrow, 0)).toFixed(0)} % for one token only${repeated}${over}`,
      measured: {
        requests: wanted,
        share: round(share),
        oneToken: round(narrow),
        biasSets: sets,
        repeats: round(repeats),
      },
      expected: { share: round(population.quantile('probing', 0.99)), tail: p },
    };
  },
});

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
