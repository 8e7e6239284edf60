/** Events per time slot, sparse. Grows with the length of the log, not with the number of events. */
import type { Encoded } from '../measure.js';

export class SlotCounts {
  readonly counts = new Map<number, number>();

  add(slot: number, count = 1): void {
    this.counts.set(slot, (this.counts.get(slot) ?? 0) + count);
  }

  /** Counts a stretch of times (ms) by slots of `length` ms. Neighbours in one slot are looked up once. */
  addRun(times: Float64Array, length: number, from: number, to: number): void {
    for (let row = from; row < to;) {
      const slot = Math.floor((times[row] as number) / length);
      const first = row;
      for (row++; row < to && Math.floor((times[row] as number) / length) === slot; row++);
      this.add(slot, row - first);
    }
  }

  merge(from: SlotCounts): this {
    for (const [slot, count] of from.counts) this.add(slot, count);
    return this;
  }

  /** Slots in ascending order with their counts. */
  entries(): [number, number][] {
    return [...this.counts].sort((a, b) => a[0] - b[0]);
  }

  encode(): Encoded {
    const entries = this.entries();
    return [entries.map(e => e[0]), entries.map(e => e[1])];
  }

  static decode(encoded: Encoded): SlotCounts {
    const [slots, counts] = encoded as [number[], number[]];
    const result = new SlotCounts();
    slots.forEach((slot, i) => result.add(slot, counts[i]));
    return result;
  }
}
