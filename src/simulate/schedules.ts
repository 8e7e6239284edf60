/** When requests come: people in sessions, services by the day, jobs by the clock, loops as fast as they are answered. */
import type { Random } from './random.js';
import { day, hour, type Span } from './request.js';

/** Visits of a person: a few a day in waking hours of their zone, several questions each, minutes apart. */
export function visits(random: Random, span: Span, perDay: number): { time: number; visit: number; turn: number }[] {
  const all: { time: number; visit: number; turn: number }[] = [];
  const zone = random.between(0, 23);
  let visit = 0;
  for (let d = 0; d < span.days; d++) {
    const weekend = [0, 6].includes(new Date(span.start + d * day).getUTCDay());
    const starts: number[] = [];
    const expected = (perDay * (weekend ? 0.6 : 1)) / 4;
    for (let n = Math.floor(expected + random.next()); n > 0; n--) {
      const local = Math.min(23.9, Math.max(6, 14 + 4.2 * random.normal()));
      starts.push(span.start + d * day + ((local + zone) % 24) * hour);
    }
    for (const start of starts.sort((a, b) => a - b)) {
      let time = start;
      const turns = 1 + Math.floor(random.exponential(3.2));
      for (let turn = 0; turn < turns; turn++) {
        all.push({ time: Math.round(time), visit, turn });
        time += random.logNormal(75_000, 0.9);
      }
      visit++;
    }
  }
  return all.sort((a, b) => a.time - b.time);
}

/** Poisson arrivals, busier by day: a service in use. Bursts make it over-dispersed, as real clients are. */
export function* arrivals(random: Random, span: Span, perDay: number, swing = 0.6): Generator<number> {
  const peak = random.between(0, 23);
  const mean = day / perDay;
  let time = span.start + random.next() * mean;
  let burst = 1;
  while (time < span.start + span.days * day) {
    yield Math.round(time);
    if (random.chance(0.05)) burst = random.pick([0.15, 0.4, 1, 1, 2.5]);
    const phase = Math.cos((2 * Math.PI * (time / hour - peak)) / 24);
    time += random.exponential((mean * burst) / Math.max(0.08, 1 + swing * phase));
  }
}

/** One request every so often, with jitter as a share of the interval. */
export function* clockwork(random: Random, span: Span, interval: number, jitter: number): Generator<number> {
  const phase = random.next() * interval;
  for (let i = 0; span.start + phase + i * interval < span.start + span.days * day; i++) {
    yield Math.round(span.start + phase + (i + jitter * (random.next() - 0.5)) * interval);
  }
}

/** Merges what several sources yield, in order of time (ties by source). */
export function* merged<T>(sources: readonly Generator<T>[], timeOf: (item: T) => number): Generator<T> {
  const heap: { item: T; time: number; source: number }[] = [];
  const less = (a: number, b: number) => {
    const x = heap[a] as { time: number; source: number };
    const y = heap[b] as { time: number; source: number };
    return x.time !== y.time ? x.time < y.time : x.source < y.source;
  };
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [heap[b] as (typeof heap)[0], heap[a] as (typeof heap)[0]];
  };
  const sink = (from: number) => {
    for (let at = from; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && less(child, least)) least = child;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  const push = (source: number) => {
    const next = (sources[source] as Generator<T>).next();
    if (next.done === true) return false;
    heap.push({ item: next.value, time: timeOf(next.value), source });
    for (let at = heap.length - 1; at > 0;) {
      const up = (at - 1) >> 1;
      if (!less(at, up)) break;
      swap(at, up);
      at = up;
    }
    return true;
  };
  for (let source = 0; source < sources.length; source++) push(source);
  while (heap.length > 0) {
    const { item, source } = heap[0] as (typeof heap)[0];
    yield item;
    const next = (sources[source] as Generator<T>).next();
    if (next.done === true) {
      swap(0, heap.length - 1);
      heap.pop();
    } else heap[0] = { item: next.value, time: timeOf(next.value), source };
    sink(0);
  }
}
