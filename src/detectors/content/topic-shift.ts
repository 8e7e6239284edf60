import { prompts, type Prompts } from '../../measures/catalogue/prompts.js';
import { topics, type Topics } from '../../measures/catalogue/topics.js';
import { traffic } from '../../measures/catalogue/traffic.js';
import { inGroups } from '../../digits.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

/** Whoever sells one narrow product looks like this: of a single account no more can be said. */
const accountCap = 2;
/** Different prompts below which an account is no part of the reference. */
const leastPeer = 30;
/** Different prompts up to which their number is exact. */
const mostExact = 256;

export default defineDetector({
  meta: {
    id: 'topic-shift',
    code: 'C9',
    title: 'One narrow topic, unlike everybody else’s',
    family: 'content',
    question: 'Are its many prompts all about one thing, and is that not what others ask about?',
    method:
      'Each prompt’s first 40 words as 48 signs (hashed words, sparse random projection); per account only their sums. Two numbers: how alike two of its prompts are on average, and the unbiased squared maximum mean discrepancy between its prompts and those of the other accounts (each account once). Both as upper-tail probabilities among accounts with as novel prompts; the larger counts. The first is blind to language, the second to what is common in this log.',
    lookalikes: [
      'narrow vertical products, retrieval and classification: they read much and write little, and are left out by their tokens; those that write much remain, hence the caps',
      'benchmarks and monitors: few different prompts, left out',
      'accounts in a language of their own: unlike everybody else, and no more alike among themselves',
    ],
    evasion:
      'Mix in other topics: similarity falls with the square of the share that is left, and each costs a request.',
    references: [
      'Gretton et al., JMLR 2012 (maximum mean discrepancy)',
      'arXiv 2606.05725 (windowed test for extraction)',
      'Weinberger et al., ICML 2009; Charikar, STOC 2002',
    ],
    techniques: [...extraction, 'AML.T0046'],
    capBits: 3,
  },
  needs: { topics, prompts, traffic },
  requires: ['promptTopic'],
  options: {
    leastPrompts: {
      default: 200,
      unit: 'different prompts',
      why: 'a window of fewer detects little below pure harvest',
    },
    leastCompared: { default: leastPeer, unit: 'different prompts', why: 'the mean over fewer is noise' },
    leastNovelty: { default: 0.5, unit: 'share', why: 'a finite set that returns is alike because it is the same' },
    leastAlike: {
      default: 0.2,
      unit: 'similarity',
      why: 'twice what function words in common make of unrelated texts',
    },
    inputHeavy: {
      default: 4,
      unit: 'tokens in per token out',
      why: 'who reads four times what is written is no harvest',
    },
  },
  // Of more prompts than these the number of different ones is an estimate, and may exceed that of requests.
  leastRequests: ({ leastPrompts, leastCompared }) => Math.min(leastPrompts, leastCompared, mostExact),
  gather: { start: nobody, take: include },
  features: {
    alike: ({ topics, prompts }, { leastCompared, leastNovelty }) =>
      isNovel(prompts, leastCompared, leastNovelty) ? alike(topics) : undefined,
    apart: ({ topics, prompts }, { leastCompared, leastNovelty }, reference) =>
      isNovel(prompts, leastCompared, leastNovelty)
        ? apart(topics, without(reference, [{ topics, prompts }]))
        : undefined,
  },
  assess({ topics, prompts, traffic }, { population, prepared, subject, options }) {
    const { leastPrompts, leastNovelty, leastAlike, inputHeavy } = options;
    if (!isNovel(prompts, leastPrompts, leastNovelty)) return undefined;
    if (traffic.counted > 0 && traffic.inputTokens >= inputHeavy * traffic.outputTokens) return undefined;
    const similarity = alike(topics);
    if (similarity < leastAlike) return undefined;
    const distance = apart(topics, without(prepared, subject.members()));
    if (distance === undefined) return undefined;
    const p = Math.max(population.tail('alike', similarity), population.tail('apart', distance));
    const median = population.quantile('alike', 0.5);
    const cap = subject.campaign === undefined ? accountCap : Infinity;
    return {
      bits: Math.min(cap, bitsOf(p)),
      statement: `${inGroups(topics.prompts)} prompts about one thing: any two are ${percent(similarity)} alike, where half of the accounts stay below ${percent(median)}, and it is not what others ask about`,
      measured: { alike: round(similarity), discrepancy: round(distance), prompts: topics.prompts },
      expected: { alike: round(median), discrepancy: round(population.quantile('apart', 0.5)), tail: p },
    };
  },
});

function isNovel({ distinct }: Prompts, leastPrompts: number, leastNovelty: number): boolean {
  const different = distinct.distinct();
  return different >= leastPrompts && different >= leastNovelty * distinct.total;
}

/** Mean product of the signs of two different prompts, -1 to 1; unbiased. */
function alike({ prompts: n, positive }: Topics): number {
  const squares = positive.reduce((sum, count) => sum + (2 * count - n) ** 2, 0);
  return (squares / positive.length - n) / Math.max(1, n * (n - 1));
}

/** The other accounts, each with the mean of its prompts. */
interface Reference {
  accounts: number;
  /** Per sign, the sum of the accounts' means; and the sum of the squared lengths of these. */
  sums: number[];
  squares: number;
}

interface Peer {
  readonly topics: Topics;
  readonly prompts: Prompts;
}

function nobody(): Reference {
  return { accounts: 0, sums: [], squares: 0 };
}

function include(reference: Reference, { topics, prompts }: Peer): void {
  if (prompts.distinct.distinct() < leastPeer) return;
  const mean = meanOf(topics);
  const { sums } = reference;
  mean.forEach((value, sign) => (sums[sign] = (sums[sign] ?? 0) + value));
  reference.squares += product(mean, mean);
  reference.accounts++;
}

function without({ accounts, sums, squares }: Reference, subject: readonly Peer[]): Reference {
  const own = nobody();
  for (const member of subject) include(own, member);
  return {
    accounts: accounts - own.accounts,
    sums: sums.map((sum, sign) => sum - (own.sums[sign] ?? 0)),
    squares: squares - own.squares,
  };
}

/** Unbiased squared discrepancy between an account's prompts and the others' means; undefined without two others. */
function apart(topics: Topics, { accounts, sums, squares }: Reference): number | undefined {
  if (accounts < 2) return undefined;
  const signs = topics.positive.length;
  const others = (product(sums, sums) - squares) / (accounts * (accounts - 1) * signs);
  const between = product(meanOf(topics), sums) / (accounts * signs);
  return alike(topics) + others - 2 * between;
}

function meanOf({ prompts: n, positive }: Topics): number[] {
  return positive.map(count => (2 * count - n) / Math.max(1, n));
}

function product(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}

function percent(value: number): string {
  return `${(100 * Math.max(0, value)).toFixed(0)} %`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
