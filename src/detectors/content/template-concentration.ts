import { prompts, type Prompts } from '../../measures/catalogue/prompts.js';
import { templates, type TemplateUse, type TemplateUses } from '../../measures/catalogue/templates.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'template-concentration',
    code: 'C1',
    title: 'One template, ever new contents',
    family: 'content',
    question: 'Do nearly all its prompts share one wrapper around contents that never repeat?',
    method:
      'Share of requests in the commonest text template (first words, last words, or a min-hash phrase, digits masked) times the share of distinct prompts among the sampled ones, as an upper-tail probability.',
    lookalikes: [
      'applications, batch jobs, retrieval back ends and permitted data generation have one wrapper too: the direction (output-heavy), never repeating and identity tell them apart',
    ],
    evasion: 'Paraphrase the wrapper: phrases and the shape of answers remain.',
    references: [
      'Broder 1997 (min-hash)',
      'reported campaigns: highly repetitive structure, tens of thousands of variations',
    ],
    techniques: [...extraction, 'AML.T0065'],
    capBits: 3.3,
  },
  needs: { prompts, templates },
  requires: ['promptHead'],
  options: {
    leastRequests: { default: 30, unit: 'requests', why: 'a template of few prompts is a habit' },
    leastShare: { default: 0.4, unit: 'share', why: 'below it the account does several things' },
  },
  leastRequests: ({ leastRequests }) => leastRequests,
  features: {
    concentration: ({ prompts, templates }, { leastRequests }) =>
      prompts.texts < leastRequests ? undefined : concentration(prompts, templates).value,
  },
  assess({ prompts, templates }, { population, options, feature }) {
    if (prompts.texts < options.leastRequests) return undefined;
    // Less than this follows from the share of distinct prompts alone: most accounts’ templates need not be gone through.
    if ((feature('concentration') ?? 0) < 0.999 * options.leastShare * distinctShare(prompts)) return undefined;
    const { top, share, distinct, value } = concentration(prompts, templates);
    if (top === undefined || share < options.leastShare) return undefined;
    const p = population.tail('concentration', value);
    const bits = bitsOf(p);
    if (bits <= 0) return undefined;
    const where = { head: 'opens', tail: 'ends', phrase: 'runs through', system: 'sets up' }[top.kind];
    const quoted = top.excerpt === '' ? '' : ` («${top.excerpt.slice(0, 60).trim()}…»)`;
    return {
      bits,
      statement: `one template ${where} ${percent(share)} of its prompts${quoted}, ${percent(distinct)} of them different`,
      measured: { share: round(share), distinct: round(distinct), requests: top.requests },
      expected: { median: round(population.quantile('concentration', 0.5)), tail: p },
      examples: [top.example],
    };
  },
});

function concentration(
  prompts: Prompts,
  templates: TemplateUses,
): { top: TemplateUse | undefined; share: number; distinct: number; value: number } {
  const top = templates.commonestText();
  const share = Math.min(1, (top?.requests ?? 0) / Math.max(1, prompts.texts));
  const distinct = distinctShare(prompts);
  return { top, share, distinct, value: share * distinct };
}

function distinctShare({ distinct }: Prompts): number {
  return Math.min(1, distinct.distinct() / Math.max(1, distinct.total));
}

function percent(value: number): string {
  return `${(100 * value).toFixed(0)} %`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
