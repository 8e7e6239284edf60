/**
 * Events grouped by a key, by coordinated sampling: keeps all events of the keys whose hash lies under a threshold that
 * only sinks, at most `limit` events. What is said of a kept key is exact, in every split of a log.
 */
import type { Encoded } from '../measure.js';
import { nthSmallest } from './nth-smallest.js';

export interface KeyedEvent {
  key: number;
  /** Stable hash of the account's name. */
  who: number;
  time: number;
  /** Meaning is the measure's. */
  what: number;
}

export class EventSample {
  readonly limit: number;
  threshold = Infinity;
  /** Four numbers an event: key, who, time, what; and how many numbers are in use. */
  #events = new Float64Array(1024);
  #length = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(key: number, who: number, time: number, what: number): void {
    if (key >= this.threshold) return;
    if (this.#length === this.#events.length) this.#grow();
    const events = this.#events;
    events[this.#length++] = key;
    events[this.#length++] = who;
    events[this.#length++] = time;
    events[this.#length++] = what;
    if (this.#length > 8 * this.limit) this.#shrink();
  }

  merge(from: EventSample): this {
    this.#lower(from.threshold);
    const events = from.#events;
    for (let i = 0; i < from.#length; i += 4) {
      this.add(events[i] as number, events[i + 1] as number, events[i + 2] as number, events[i + 3] as number);
    }
    return this;
  }

  /** Keys that have at least one event of this kind. */
  keysWith(what: number): Set<number> {
    this.#shrink();
    const keys = new Set<number>();
    for (let i = 0; i < this.#length; i += 4) if (this.#events[i + 3] === what) keys.add(this.#events[i] as number);
    return keys;
  }

  /** Keys of events by more than one account. */
  sharedKeys(): Set<number> {
    this.#shrink();
    const events = this.#events;
    const keys = new Set<number>();
    /** Where the first event of a key is, and one more: open addressing, since most keys come once. */
    let slots = 1024;
    while (slots < this.#length / 2) slots *= 2;
    const first = new Uint32Array(slots);
    for (let i = 0; i < this.#length; i += 4) {
      const key = events[i] as number;
      // Keys are hashes: their last bits are as good as any.
      let slot = key & (slots - 1);
      let seen = first[slot] as number;
      while (seen !== 0 && events[seen - 1] !== key) {
        slot = (slot + 1) & (slots - 1);
        seen = first[slot] as number;
      }
      if (seen === 0) first[slot] = i + 1;
      else if (events[seen] !== events[i + 1]) keys.add(key);
    }
    return keys;
  }

  /** Events, of these keys only where given, by key, then time, who, what. */
  sorted(keys?: ReadonlySet<number>): KeyedEvent[] {
    this.#shrink();
    const all: KeyedEvent[] = [];
    const events = this.#events;
    for (let i = 0; i < this.#length; i += 4) {
      const key = events[i] as number;
      if (keys !== undefined && !keys.has(key)) continue;
      const [who, time, what] = [events[i + 1] as number, events[i + 2] as number, events[i + 3] as number];
      all.push({ key, who, time, what });
    }
    return all.sort((a, b) => a.key - b.key || a.time - b.time || a.who - b.who || a.what - b.what);
  }

  encode(): Encoded {
    const events = this.sorted();
    const threshold = this.threshold === Infinity ? null : this.threshold;
    return [threshold, events.flatMap(({ key, who, time, what }) => [key, who, time, what])];
  }

  static decode(encoded: Encoded, limit: number): EventSample {
    const [threshold, events] = encoded as [number | null, number[]];
    const sample = new EventSample(limit);
    sample.threshold = threshold ?? Infinity;
    sample.#events = Float64Array.from(events.length === 0 ? new Float64Array(1024) : events);
    sample.#length = events.length;
    return sample;
  }

  #shrink(): void {
    if (this.#length <= 4 * this.limit) return;
    const keys = new Float64Array(this.#length / 4);
    for (let i = 0; i < keys.length; i++) keys[i] = this.#events[4 * i] as number;
    // Everything of the first key that does not fit whole goes, and with it all keys above.
    this.#lower(nthSmallest(keys, this.limit));
  }

  #lower(threshold: number): void {
    if (threshold >= this.threshold) return;
    this.threshold = threshold;
    const events = this.#events;
    let kept = 0;
    for (let i = 0; i < this.#length; i += 4) {
      if ((events[i] as number) >= threshold) continue;
      for (let j = 0; j < 4; j++) events[kept++] = events[i + j] as number;
    }
    this.#length = kept;
  }

  #grow(): void {
    const larger = new Float64Array(2 * this.#events.length);
    larger.set(this.#events);
    this.#events = larger;
  }
}
