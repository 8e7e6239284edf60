/** Merging streams that are each in order of time; memory for one item of each stream that is running. */
import type { SimulatedRequest } from './request.js';

/** A stretch of requests that begins at a time: a conversation, a job, an attempt with its retries. */
export interface Stretch {
  readonly start: number;
  readonly requests: Iterable<SimulatedRequest>;
}

export function merged(sources: Iterable<Iterable<SimulatedRequest>>): Generator<SimulatedRequest> {
  return overlapping([...sources].map(requests => ({ start: -Infinity, requests })));
}

/**
 * Runs stretches that may overlap, and gives their requests in order of time. Stretches come in order of their start
 * and are opened no sooner than that. Of equal times the stretch opened first comes first.
 */
export function* overlapping(stretches: Iterable<Stretch>): Generator<SimulatedRequest> {
  const running = new Heap();
  let opened = 0;
  const upcoming = stretches[Symbol.iterator]();
  let next = upcoming.next();
  for (;;) {
    while (next.done !== true && !(next.value.start > running.leastTime())) {
      running.add({ order: opened++, rest: next.value.requests[Symbol.iterator]() });
      next = upcoming.next();
    }
    const request = running.take();
    if (request !== undefined) yield request;
    else if (next.done === true) return;
  }
}

interface Stream {
  readonly order: number;
  readonly rest: Iterator<SimulatedRequest>;
}

interface Entry extends Stream {
  request: SimulatedRequest;
}

/** A binary heap of streams by the time of their next request. */
class Heap {
  readonly #entries: Entry[] = [];

  leastTime(): number {
    return this.#entries[0]?.request.time ?? Infinity;
  }

  add(stream: Stream): void {
    const first = stream.rest.next();
    if (first.done === true) return;
    this.#entries.push({ ...stream, request: first.value });
    this.#rise(this.#entries.length - 1);
  }

  take(): SimulatedRequest | undefined {
    const top = this.#entries[0];
    if (top === undefined) return undefined;
    const { request } = top;
    const following = top.rest.next();
    if (following.done === true) {
      const last = this.#entries.pop() as Entry;
      if (last !== top) this.#entries[0] = last;
    } else top.request = following.value;
    this.#sink(0);
    return request;
  }

  #before(a: number, b: number): boolean {
    const x = this.#entries[a] as Entry;
    const y = this.#entries[b] as Entry;
    return x.request.time === y.request.time ? x.order < y.order : x.request.time < y.request.time;
  }

  #swap(a: number, b: number): void {
    const entries = this.#entries;
    [entries[a], entries[b]] = [entries[b] as Entry, entries[a] as Entry];
  }

  #rise(from: number): void {
    for (let at = from; at > 0;) {
      const up = (at - 1) >> 1;
      if (!this.#before(at, up)) return;
      this.#swap(at, up);
      at = up;
    }
  }

  #sink(from: number): void {
    for (let at = from; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < this.#entries.length && this.#before(child, least)) least = child;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }
}
