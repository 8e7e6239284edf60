import { moments } from '../../measures/catalogue/moments.js';
import { parameters, type Parameters } from '../../measures/catalogue/parameters.js';
import { prompts, type Prompts } from '../../measures/catalogue/prompts.js';
import { traffic, type Traffic } from '../../measures/catalogue/traffic.js';
import { isMonitor } from '../../measures/monitor.js';
import { inGroups } from '../../digits.js';
import { bitsOf, defineDetector, type Finding, type Population } from '../detector.js';
import { extraction } from '../techniques.js';

/** Requests from which an account is compared with. */
const leastCompared = 5;

export default defineDetector({
  meta: {
    id: 'logit-extraction',
    code: 'P1',
    title: 'Reading the model’s probabilities token by token',
    family: 'parameters',
    question: 'Does it ask for the probabilities of single tokens over and over?',
    method:
      'Share of requests for log-probabilities and one token only, with the number of distinct biased-token sets and the repetition of prompts; as an upper-tail probability among the other accounts, plus 2 bits for each doubling of such requests beyond ten. Where the log does not say whether they were asked for: answers of one token to a few prompts, each sent over and over, for half of that.',
    lookalikes: [
      'perplexity and calibration studies: log-probabilities of many different texts, no sweep over token biases',
      'classifiers that read one token’s probability: many different prompts, no repetition of one',
      'uptime monitors that ask for one token: a prompt or two on a fixed clock',
    ],
    evasion: 'Spread the sweep over accounts: the union of a campaign’s requests shows it again.',
    references: ['Carlini et al., ICML 2024 (arXiv 2403.06634)', 'Finlayson et al. 2024 (arXiv 2403.09539)'],
    techniques: [...extraction, 'AML.T0063'],
    capBits: 16,
  },
  needs: { moments, parameters, prompts, traffic },
  requires: [['logprobs', 'topLogprobs', 'logitBias', 'maxTokens', 'outputTokens']],
  options: {
    leastRequests: { default: 30, unit: 'requests', why: 'trying the option out is no sweep' },
    leastShare: { default: 0.3, unit: 'share', why: 'a harvest spends most of its requests on it' },
  },
  leastRequests: ({ leastRequests }) => Math.min(leastRequests, leastCompared),
  features: {
    probing: ({ parameters, traffic }) =>
      traffic.requests < leastCompared ? undefined : parameters.logprobs / traffic.requests,
    terse: ({ parameters, traffic }) => (traffic.requests < leastCompared ? undefined : terse(parameters, traffic)),
  },
  assess({ parameters, prompts, traffic }, { population, options, subject }) {
    if (parameters.logprobsKnown === 0 && parameters.biased === 0) {
      return subject.members().every(member => isMonitor(member.prompts.distinct, member.moments))
        ? undefined
        : repeatedSingles({ parameters, prompts, traffic }, { population, options });
    }
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
    const over = sets > 1 ? `, ${inGroups(sets)} different token biases` : '';
    return {
      bits,
      statement: `${inGroups(wanted)} requests for token probabilities, ${(100 * Math.max(narrow, 0)).toFixed(0)} % for one token only${repeated}${over}`,
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

/** Share of answers of one token, asked for or given. */
function terse(parameters: Parameters, { answerLengths, requests }: Traffic): number {
  // Half-octaves: one token falls into the bin of 2 log2(1 + 1).
  const single = (answerLengths[1] ?? 0) + (answerLengths[2] ?? 0);
  return Math.max(parameters.oneToken, single) / Math.max(1, requests);
}

interface Sums {
  parameters: Parameters;
  prompts: Prompts;
  traffic: Traffic;
}

/** A log without the parameters: one token at a time to prompts that come back again and again. */
function repeatedSingles(
  { parameters, prompts, traffic }: Sums,
  { population, options }: { population: Population; options: { leastRequests: number; leastShare: number } },
): Finding | undefined {
  const share = terse(parameters, traffic);
  const wanted = Math.round(share * traffic.requests);
  const distinct = prompts.distinct.distinct();
  const repeats = prompts.distinct.total / Math.max(1, distinct);
  if (wanted < options.leastRequests || share < options.leastShare || repeats < 3) return undefined;
  const p = population.tail('terse', share);
  return {
    bits: Math.min(8, bitsOf(p) + Math.log2(1 + wanted / 10)),
    statement: `${inGroups(wanted)} answers of one token to ${inGroups(distinct)} prompts, each sent ${repeats.toFixed(0)} times; the log does not say whether probabilities were asked for`,
    measured: { requests: wanted, share: round(share), repeats: round(repeats) },
    expected: { share: round(population.quantile('terse', 0.99)), tail: p },
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
