import { moments } from '../../measures/catalogue/moments.js';
import { moments2 } from '../../measures/statistics.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'regular-gaps',
    code: 'T2',
    title: 'Machine-regular spacing',
    family: 'timing',
    question: 'Are its requests more evenly spaced than almost anyone’s?',
    method:
      'Coefficient of variation r of the gaps between neighbouring requests (all gaps, or those inside sampled 10-minute slots), as the finite-size burstiness B = (sqrt(n+1) r - sqrt(n-1)) / ((sqrt(n+1) - 2) r + sqrt(n-1)) of Kim & Jo 2016; low values, as a tail probability among the other accounts.',
    lookalikes: [
      'uptime monitors: one constant prompt, tiny answers',
      'scheduled jobs: regular between runs, one tenant, stable for months',
    ],
    evasion: 'Add jitter: uniform jitter in a narrow band still leaves a variation below 0.6.',
    references: [
      'Kim & Jo, Phys. Rev. E 94 (2016) 032311',
      'ServeGen (public): 2.5 % of busy windows and 1.5 % of real clients have a variation below 0.5',
    ],
    techniques: [...extraction, 'T1029'],
    capBits: 5,
  },
  needs: { moments },
  requires: ['time'],
  options: {
    leastGaps: { default: 30, unit: 'gaps', why: 'fewer give no stable variation' },
    regular: { default: 0.75, unit: 'variation', why: 'human and most application traffic lies above 1' },
  },
  leastRequests: ({ leastGaps }) => leastGaps,
  features: {
    regularity: ({ moments }, { leastGaps }) => {
      const gaps = moments.gaps();
      return gaps.length < leastGaps ? undefined : -burstiness(gaps);
    },
  },
  assess({ moments }, { population, options, feature, subject }) {
    if (subject.kind === 'campaign') return undefined;
    const regularity = feature('regularity');
    if (regularity === undefined || isIrregular(regularity, options)) return undefined;
    const gaps = moments.gaps();
    const variation = variationOf(gaps);
    if (variation > options.regular) return undefined;
    const p = population.tail('regularity', regularity);
    const bits = bitsOf(p);
    if (bits <= 0) return undefined;
    return {
      bits,
      statement: `gaps between requests vary by only ${(100 * variation).toFixed(0)} % of their mean`,
      measured: { variation: round(variation), burstiness: round(-regularity), gaps: gaps.length },
      expected: { variation: 'above 1 for most clients', tail: p },
    };
  },
});

/** Whether the variation is above what is regular, as its sign tells: positive burstiness is a variation above b / a. */
function isIrregular(regularity: number, { leastGaps, regular }: Record<'leastGaps' | 'regular', number>): boolean {
  return regularity < 0 && regular < 0.99 * Math.sqrt((leastGaps - 1) / (leastGaps + 1));
}

function variationOf(gaps: Float64Array): number {
  const { mean, variance } = moments2(gaps);
  return mean > 0 ? Math.sqrt(variance) / mean : Infinity;
}

function burstiness(gaps: Float64Array): number {
  const r = variationOf(gaps);
  if (!Number.isFinite(r)) return 1;
  const a = Math.sqrt(gaps.length + 1);
  const b = Math.sqrt(gaps.length - 1);
  return (a * r - b) / ((a - 2) * r + b);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
