import { moments } from '../../measures/catalogue/moments.js';
import { roughPhase } from '../../measures/phases.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

const second = 1000;
const minute = 60 * second;
/** Periods looked for, in ms. */
const periods = [
  second,
  5 * second,
  10 * second,
  15 * second,
  30 * second,
  minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  60 * minute,
];

export default defineDetector({
  meta: {
    id: 'periodic',
    code: 'T3',
    title: 'On the clock',
    family: 'timing',
    question: 'Do its requests come at one phase of a clock period?',
    method:
      'Rayleigh test R = |sum exp(2 pi i t/P)|/n over 11 periods P from 1 s to 1 h, one request, drawn by hash, of each period that has any (bursts would agree with themselves, first requests with the start); where all times are whole seconds, 1 s is not asked about, p = 11 exp(-n R^2); R must reach 0.5.',
    lookalikes: ['uptime monitors and cron jobs: constant payload', 'index refreshes'],
    evasion: 'Jitter of half a period removes it: hence its low weight.',
    references: ['RITA (beacon analysis)', 'BAYWATCH, DSN 2016'],
    techniques: [...extraction, 'T1029'],
    capBits: 2.5,
  },
  needs: { moments },
  requires: ['time'],
  options: {
    leastRequests: { default: 30, unit: 'requests', why: 'fewer agree by chance' },
    leastR: { default: 0.5, unit: 'resultant length', why: 'weaker phases are shared clocks and retries' },
  },
  leastRequests: ({ leastRequests }) => leastRequests,
  assess({ moments }, { options, subject }) {
    if (subject.kind === 'campaign') return undefined;
    const times = moments.times();
    const resolution = resolutionOf(times);
    const asked = periods.filter(period => period > resolution);
    if (!mayKeepPhase(times, asked, options)) return undefined;
    let best = { period: 0, r: 0, n: 0 };
    for (const period of asked) {
      const phase = resultant(moments.oncePer(period), period);
      if (phase.n * phase.r ** 2 > best.n * best.r ** 2) best = { period, ...phase };
    }
    if (best.r < options.leastR || best.n < options.leastRequests) return undefined;
    const p = Math.min(1, periods.length * Math.exp(-best.n * best.r ** 2));
    return {
      bits: bitsOf(p),
      statement: `requests keep to one phase of a ${words(best.period)} clock (R = ${best.r.toFixed(2)})`,
      measured: { period: best.period, r: Math.round(100 * best.r) / 100, periods: best.n },
      expected: { r: Math.round(100 / Math.sqrt(best.n)) / 100 },
    };
  },
});

/** Whether any period is worth going through in full: hardly anybody keeps to a clock. */
function mayKeepPhase(
  times: Float64Array,
  asked: readonly number[],
  { leastRequests, leastR }: Record<'leastRequests' | 'leastR', number>,
): boolean {
  return asked.some(period => {
    const phase = roughPhase(times, period, { periods: leastRequests, most: leastR });
    return phase.periods >= leastRequests && phase.most >= leastR;
  });
}

/** ms. A log of whole seconds keeps everybody to a clock of one second; whole minutes may well be somebody's own. */
function resolutionOf(times: Float64Array): number {
  for (let i = 0; i < times.length; i++) if ((times[i] as number) % second !== 0) return 1;
  return second;
}

function resultant(times: readonly number[], period: number): { r: number; n: number } {
  let x = 0;
  let y = 0;
  for (const time of times) {
    const angle = (2 * Math.PI * (time % period)) / period;
    x += Math.cos(angle);
    y += Math.sin(angle);
  }
  return { r: times.length === 0 ? 0 : Math.hypot(x, y) / times.length, n: times.length };
}

function words(period: number): string {
  return period < minute ? `${period / second} s` : `${period / minute} min`;
}
