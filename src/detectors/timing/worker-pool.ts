import { moments } from '../../measures/catalogue/moments.js';
import type { MomentSample } from '../../measures/sketches/moment-sample.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'worker-pool',
    code: 'T4',
    title: 'A fixed number of workers in a closed loop',
    family: 'timing',
    question: 'Does a new request start as soon as one finishes, with the same number always in flight?',
    method:
      'From start times and latencies in sampled 10-minute slots: the share of requests that start within the think time after one of its own requests ended, and the share that find the commonest number in flight. The smaller of both, as an upper-tail probability.',
    lookalikes: ['batch jobs and evaluation harnesses use pools too: endpoint, contract and prompts tell them apart'],
    evasion: 'Random think time hides the loop, the constant number in flight stays.',
    references: ['indicators: T4', 'public generation clients: serial, or 8 to 1,000 concurrent workers'],
    techniques: [...extraction, 'T1119'],
    capBits: 3,
  },
  needs: { moments },
  requires: ['time', 'latency'],
  options: {
    leastRequests: { default: 50, unit: 'requests', why: 'fewer give no stable share' },
    thinkTime: { default: 1500, unit: 'ms', why: 'a script asks on at once, a person reads first' },
    leastShare: { default: 0.5, unit: 'share', why: 'below half it is no loop' },
  },
  leastRequests: ({ leastRequests }) => leastRequests,
  features: {
    loop: ({ moments }, { leastRequests, thinkTime }) => loopOf(moments, leastRequests, thinkTime)?.strength,
  },
  assess({ moments }, { population, options, feature, subject }) {
    if (subject.kind === 'campaign' || (feature('loop') ?? 0) < options.leastShare) return undefined;
    const loop = loopOf(moments, options.leastRequests, options.thinkTime);
    if (loop === undefined) return undefined;
    const p = population.tail('loop', loop.strength);
    const bits = bitsOf(p);
    if (bits <= 0) return undefined;
    return {
      bits,
      statement: `${percent(loop.chained)} of requests start within ${options.thinkTime / 1000} s of the end of its previous one, ${loop.inFlight} in flight`,
      measured: { chained: round(loop.chained), inFlight: loop.inFlight, atThatNumber: round(loop.steady) },
      expected: { median: round(population.quantile('loop', 0.5)), tail: p },
    };
  },
});

interface Loop {
  /** Share of requests that follow the end of an own request within the think time. */
  chained: number;
  /** Commonest number in flight, the new one included, and the share of requests that find it. */
  inFlight: number;
  steady: number;
  strength: number;
}

function loopOf(sample: MomentSample, least: number, thinkTime: number): Loop | undefined {
  const { times, values } = sample.events();
  if (times.length < least) return undefined;
  const starts = sample.runs();
  const flight = new Flight(thinkTime);
  for (let run = 1; run < starts.length; run++) {
    flight.clear();
    for (let i = starts[run - 1] as number; i < (starts[run] as number); i++) {
      if ((values[i] as number) >= 0) flight.add(times[i] as number, values[i] as number);
    }
  }
  const { requests, chained, levels } = flight;
  if (requests < least) return undefined;
  let inFlight = 0;
  for (let level = 0; level < levels.length; level++) {
    if ((levels[level] ?? 0) > (levels[inFlight] ?? 0)) inFlight = level;
  }
  const loop = { chained: chained / requests, inFlight, steady: (levels[inFlight] ?? 0) / requests };
  return { ...loop, strength: Math.min(loop.chained, loop.steady) };
}

/** The requests of a run, as they start one after another. */
class Flight {
  requests = 0;
  chained = 0;
  /** By number in flight: how many requests found it. */
  readonly levels: number[] = [];
  readonly #thinkTime: number;
  /** When the requests end that are in flight, or ended within the think time: the first `#kept` of them. */
  readonly #ends: number[] = [];
  #kept = 0;

  constructor(thinkTime: number) {
    this.#thinkTime = thinkTime;
  }

  clear(): void {
    this.#kept = 0;
  }

  add(time: number, latency: number): void {
    const ends = this.#ends;
    let isChained = false;
    let inFlight = latency > 0 ? 1 : 0;
    let kept = 0;
    for (let i = 0; i < this.#kept; i++) {
      const end = ends[i] as number;
      if (end <= time && time - end <= this.#thinkTime) isChained = true;
      if (end + this.#thinkTime <= time) continue;
      if (end > time) inFlight++;
      ends[kept++] = end;
    }
    ends[kept++] = time + latency;
    this.#kept = kept;
    this.requests++;
    if (isChained) this.chained++;
    while (this.levels.length <= inFlight) this.levels.push(0);
    this.levels[inFlight]!++;
  }
}

function percent(value: number): string {
  return `${(100 * value).toFixed(0)} %`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
