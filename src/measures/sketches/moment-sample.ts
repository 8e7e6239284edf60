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

/** Events in order of time (ties by value), column by column: views, good until the next one is added. */
export interface OrderedEvents {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

export class MomentSample {
  readonly limit: number;
  /** Slots with a hash at or above this are not kept; Infinity = all are. */
  threshold = Infinity;
  /** Time (ms) and attached value (latency in ms, -1 when unknown) of each event. */
  #times: number[] = [];
  #values: number[] = [];
  /** Whether they are known to be in order: a log is, mostly. */
  #ordered = true;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(time: number, value: number): void {
    if (this.threshold !== Infinity && slotHash(time) >= this.threshold) return;
    this.#times.push(time);
    this.#values.push(value);
    this.#ordered = false;
    if (this.#times.length > 2 * this.limit) this.#shrink();
  }

  merge(from: MomentSample): this {
    if (from.threshold < this.threshold) this.#lower(from.threshold);
    for (let i = 0; i < from.#times.length; i++) this.add(from.#times[i] as number, from.#values[i] as number);
    return this;
  }

  events(): OrderedEvents {
    this.#shrink();
    if (!this.#ordered) this.#order();
    return { times: this.#times, values: this.#values };
  }

  /**
   * Where runs of events begin, and after the last the number of events: there is no unsampled slot inside a run, so
   * neighbours in it are true neighbours.
   */
  runs(): number[] {
    const { times } = this.events();
    const starts: number[] = [];
    let previous = -Infinity;
    for (let i = 0; i < times.length; i++) {
      const slot = this.threshold === Infinity ? 0 : slotOf(times[i] as number);
      if (slot !== previous) starts.push(i);
      previous = slot;
    }
    starts.push(times.length);
    return starts;
  }

  /** Times between neighbouring events (ms), run by run. */
  gaps(): Float64Array {
    const { times } = this.events();
    const gaps = new Float64Array(Math.max(0, times.length - 1));
    const all = this.threshold === Infinity;
    let length = 0;
    for (let i = 1; i < times.length; i++) {
      const [before, time] = [times[i - 1] as number, times[i] as number];
      if (all || slotOf(before) === slotOf(time)) gaps[length++] = time - before;
    }
    return gaps.subarray(0, length);
  }

  /** Times of events, ascending, each once. */
  times(): Float64Array {
    const distinct = Float64Array.from(this.events().times);
    let length = 0;
    for (let i = 0; i < distinct.length; i++) {
      if (length === 0 || distinct[length - 1] !== distinct[i]) distinct[length++] = distinct[i] as number;
    }
    return distinct.subarray(0, length);
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
    const { times, values } = this.events();
    return [this.threshold === Infinity ? null : this.threshold, [...times], [...values]];
  }

  static decode(encoded: Encoded, limit: number): MomentSample {
    const [threshold, times, values] = encoded as [number | null, number[], number[]];
    const sample = new MomentSample(limit);
    sample.threshold = threshold ?? Infinity;
    sample.#times = [...times];
    sample.#values = [...values];
    sample.#ordered = false;
    return sample;
  }

  #order(): void {
    const [times, values] = [this.#times, this.#values];
    this.#ordered = true;
    let i = 1;
    while (i < times.length && !isBefore(times, values, i)) i++;
    if (i >= times.length) return;
    const places = times.map((_, place) => place);
    places.sort((a, b) => (times[a] as number) - (times[b] as number) || (values[a] as number) - (values[b] as number));
    this.#times = places.map(place => times[place] as number);
    this.#values = places.map(place => values[place] as number);
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

/** Whether an event comes before its predecessor. */
function isBefore(times: readonly number[], values: readonly number[], place: number): boolean {
  const [before, time] = [times[place - 1] as number, times[place] as number];
  return time < before || (time === before && (values[place] as number) < (values[place - 1] as number));
}

function slotOf(time: number): number {
  return Math.floor(time / slotLength);
}

function slotHash(time: number): number {
  return hashPair(slotOf(time), 0x736c6f74);
}
