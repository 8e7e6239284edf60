/** When things happen: rates over the day and week, and gaps between events. */
import type { Random } from './random.js';
import { day, hour } from './request.js';

/** Relative activity in each hour of the local day. */
export type Profile = readonly number[];

const profile = (text: string): Profile => text.split(' ').map(Number);

export const profiles = {
  flat: profile('1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1'),
  /** People awake. */
  waking: profile('2 1 .5 .3 .3 .5 2 4 6 8 9 9 8 9 9 9 8 8 8 9 10 9 7 4'),
  office: profile('.1 .1 .1 .1 .1 .2 .6 2 6 9 10 9 6 8 10 10 8 5 3 2 1.5 1 .6 .3'),
  evening: profile('4 2 1 .5 .3 .3 1 2 3 3 3 4 5 4 4 4 5 7 9 11 12 12 10 7'),
  /** A service with customers in many zones. */
  global: profile('6 5 5 5 6 6 7 8 9 10 10 10 10 10 10 10 9 9 9 9 8 8 7 6'),
} as const;

export interface Rhythm {
  readonly from: number;
  readonly to: number;
  readonly perDay: number;
  readonly profile?: Profile;
  /** Hours east of UTC. */
  readonly zone?: number;
  /** Activity at the weekend relative to a working day. */
  readonly weekend?: number;
  /** Coefficient of variation of the gaps, in a time that runs as fast as activity does. */
  readonly variation?: number;
}

/** Times of a renewal process whose rate follows the hours of the day. */
export function* arrivals(random: Random, rhythm: Rhythm): Generator<number> {
  const { from, to, perDay, variation = 1 } = rhythm;
  if (!(perDay > 0)) return;
  const rate = rateOf(rhythm);
  // A renewal process seen from outside is somewhere within a gap.
  let left = random.next() * random.gap(1, variation);
  let time = from;
  while (time < to) {
    const until = Math.min(to, (Math.floor(time / hour) + 1) * hour);
    const now = rate(time);
    const passing = (until - time) * now;
    if (passing < left) {
      left -= passing;
      time = until;
      continue;
    }
    time += left / now;
    left = random.gap(1, variation);
    if (time < to) yield Math.round(time);
  }
}

/** Events per ms at a time; the mean over a working day is `perDay`. */
function rateOf({ perDay, profile: hours = profiles.flat, zone = 0, weekend = 1 }: Rhythm): (time: number) => number {
  const mean = hours.reduce((sum, each) => sum + each, 0) / 24;
  return time => {
    const local = time + zone * hour;
    const weekday = (Math.floor(local / day) + 4) % 7;
    const share = (hours[Math.floor((local % day) / hour)] ?? 0) / mean;
    return (perDay / day) * share * (weekday === 0 || weekday === 6 ? weekend : 1);
  };
}

/** One event every so often, with a jitter given as a share of the interval. */
export function* clockwork(
  random: Random,
  { from, to, every, jitter }: { from: number; to: number; every: number; jitter: number },
): Generator<number> {
  const phase = random.next() * every;
  for (let i = 0; from + phase + i * every < to; i++) {
    const time = from + phase + (i + jitter * (random.next() - 0.5)) * every;
    if (time >= from && time < to) yield Math.round(time);
  }
}

/** The same local hour on each day of the period, some minutes sooner or later. */
export function* daily(
  random: Random,
  { from, to, at, spread }: { from: number; to: number; at: number; spread: number },
): Generator<number> {
  for (let midnight = Math.floor(from / day) * day; midnight < to; midnight += day) {
    const time = Math.round(midnight + at * hour + random.next() * spread);
    if (time >= from && time < to) yield time;
  }
}

/** Times at which a pool of workers asks the next thing: each goes on when its answer is there. */
export function* workers(
  random: Random,
  { from, to, parallel, each, total }: { from: number; to: number; parallel: number; each: number; total: number },
): Generator<number> {
  const free = Array.from({ length: parallel }, () => from + random.next() * 2000);
  for (let i = 0; i < total; i++) {
    const next = free.reduce((best, time, worker) => (time < (free[best] as number) ? worker : best), 0);
    const time = free[next] as number;
    if (time >= to) return;
    yield Math.round(time);
    free[next] = time + random.logNormal(each, 0.4);
  }
}
