/**
 * Neighbouring events of one entity, by coordinated sampling of time: keeps *all* events of the time slots whose hash
 * lies under a threshold that only ever sinks, at most `limit` of them. A shard drops a slot only when its own events
 * below the threshold exceed the limit, which the whole log's then do too; so every split of a log ends with the same
 * sample. All entities hash slots alike, so samples of different entities cover the same slots.
 */
import { hashPair } from '../../requests/hash.js';
import type { Encoded } from '../measure.js';

/** Length of a slot in ms: 10 minutes. */
export const slotLength = 600_000;

export class MomentSample {
  readonly limit: number;
  /** Slots with a hash at or above this are not kept; Infinity = all are. */
  threshold = Infinity;
  /** Time (ms) and attached value (latency in ms, -1 when unknown) of each event, in no order. */
  readonly #times: number[] = [];
  readonly #values: number[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  add(time: number, value: number): void {
    if (this.threshold !== Infinity && slotHash(time) >= this.threshold) return;
    this.#times.push(time);
    this.#values.push(value);
    if (this.#times.length > 2 * this.limit) this.#shrink();
  }

  merge(from: MomentSample): this {
    if (from.threshold < this.threshold) this.#lower(from.threshold);
    for (let i = 0; i < from.#times.length; i++) this.add(from.#times[i] as number, from.#values[i] as number);
    return this;
  }

  /** Events in order of time (ties by value). */
  events(): { time: number; value: number }[] {
    this.#shrink();
    return this.#times
      .map((time, i) => ({ time, value: this.#values[i] as number }))
      .sort((a, b) => a.time - b.time || a.value - b.value);
  }

  /** Runs of events with no unsampled slot between them: inside a run neighbours are true neighbours. */
  runs(): { time: number; value: number }[][] {
    const events = this.events();
    if (this.threshold === Infinity) return events.length === 0 ? [] : [events];
    const runs: { time: number; value: number }[][] = [];
    let previous = -Infinity;
    for (const event of events) {
      const slot = slotOf(event.time);
      if (slot !== previous) runs.push([]);
      runs.at(-1)?.push(event);
      previous = slot;
    }
    return runs;
  }

  /** Times between neighbouring events (ms), run by run. */
  gaps(): number[] {
    this.#shrink();
    const times = Float64Array.from(this.#times).sort();
    const gaps: number[] = [];
    for (let i = 1; i < times.length; i++) {
      const [before, time] = [times[i - 1] as number, times[i] as number];
      if (this.threshold === Infinity || slotOf(before) === slotOf(time)) gaps.push(time - before);
    }
    return gaps;
  }

  /** Times of events, ascending, each once. */
  times(): Float64Array {
    this.#shrink();
    const sorted = Float64Array.from(this.#times).sort();
    let length = 0;
    for (const time of sorted) if (length === 0 || sorted[length - 1] !== time) sorted[length++] = time;
    return sorted.subarray(0, length);
  }

  /** The time of one event, drawn by hash, of each period (ms) that has any: ascending. */
  oncePer(period: number): number[] {
    this.#shrink();
    const drawn = new Map<number, number>();
    for (const time of this.#times) {
      const cycle = Math.floor(time / period);
      const present = drawn.get(cycle);
      if (present === undefined || hashPair(time, period) < hashPair(present, period)) drawn.set(cycle, time);
    }
    return [...drawn.values()].sort((a, b) => a - b);
  }

  encode(): Encoded {
    const events = this.events();
    return [this.threshold === Infinity ? null : this.threshold, events.map(e => e.time), events.map(e => e.value)];
  }

  static decode(encoded: Encoded, limit: number): MomentSample {
    const [threshold, times, values] = encoded as [number | null, number[], number[]];
    const sample = new MomentSample(limit);
    sample.threshold = threshold ?? Infinity;
    sample.#times.push(...times);
    sample.#values.push(...values);
    return sample;
  }

  #shrink(): void {
    if (this.#times.length <= this.limit) return;
    const perSlot = new Map<number, number>();
    for (const time of this.#times) {
      const hash = slotHash(time);
      perSlot.set(hash, (perSlot.get(hash) ?? 0) + 1);
    }
    let kept = 0;
    for (const hash of [...perSlot.keys()].sort((a, b) => a - b)) {
      kept += perSlot.get(hash) as number;
      if (kept > this.limit) {
        this.#lower(hash);
        return;
      }
    }
  }

  #lower(threshold: number): void {
    this.threshold = threshold;
    let kept = 0;
    for (let i = 0; i < this.#times.length; i++) {
      const time = this.#times[i] as number;
      if (slotHash(time) >= threshold) continue;
      this.#times[kept] = time;
      this.#values[kept++] = this.#values[i] as number;
    }
    this.#times.length = kept;
    this.#values.length = kept;
  }
}

function slotOf(time: number): number {
  return Math.floor(time / slotLength);
}

function slotHash(time: number): number {
  return hashPair(slotOf(time), 0x736c6f74);
}
