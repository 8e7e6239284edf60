/** Holes in the log's time: an export that lost an hour looks like a quiet night, and hides whoever was active in it. */
import { timelineSlot } from '../measures/catalogue/timeline.js';
import type { SlotCounts } from '../measures/sketches/slot-counts.js';

const day = 86_400_000;
const slotsADay = day / timelineSlot;
/** Shortest hole mentioned, and the requests that must be missing in it. */
const leastSlots = 3_600_000 / timelineSlot;
const leastMissing = 30;
const mostNotes = 10;

/** Notes on holes and on first and last days that start late or end early. */
export function timelineNotes(timeline: SlotCounts): string[] {
  const entries = timeline.entries();
  const first = entries[0]?.[0];
  const last = entries.at(-1)?.[0];
  if (first === undefined || last === undefined) return [];
  const notes: string[] = [];
  for (let i = 1; i < entries.length; i++) {
    const from = (entries[i - 1] as [number, number])[0] + 1;
    const to = (entries[i] as [number, number])[0];
    if (to - from < leastSlots) continue;
    const missing = expected(timeline, from, to);
    if (missing >= leastMissing)
      notes.push(`nothing from ${iso(from)} to ${iso(to)}, where about ${missing} requests would be usual`);
  }
  if (last - first >= slotsADay) notes.push(...edges(timeline, first, last));
  const more = notes.length - mostNotes;
  return more > 0 ? [...notes.slice(0, mostNotes), `${more} more holes of an hour or longer`] : notes;
}

function edges(timeline: SlotCounts, first: number, last: number): string[] {
  const notes: string[] = [];
  const dayStart = Math.floor(first / slotsADay) * slotsADay;
  const dayEnd = Math.floor(last / slotsADay) * slotsADay + slotsADay;
  // A few minutes over midnight are the tail of the day before, not a day cut off.
  if (
    dayStart + slotsADay - first > leastSlots &&
    first - dayStart >= leastSlots &&
    expected(timeline, dayStart, first) >= leastMissing
  ) {
    notes.push(`the first day starts at ${iso(first)}: it looks cut off`);
  }
  if (
    last + slotsADay - dayEnd >= leastSlots &&
    dayEnd - last > leastSlots &&
    expected(timeline, last + 1, dayEnd) >= leastMissing
  ) {
    notes.push(`the last day ends at ${iso(last + 1)}: it looks cut off`);
  }
  return notes;
}

/** Requests that other days have in the same time of day; a fifth of the mean rate when there are no other days. */
function expected(timeline: SlotCounts, from: number, to: number): number {
  const slots = [...timeline.counts.keys()];
  const days = new Set(slots.map(slot => Math.floor(slot / slotsADay)));
  if (days.size < 2) {
    const total = [...timeline.counts.values()].reduce((sum, count) => sum + count, 0);
    return Math.round((0.2 * total * (to - from)) / slotsADay);
  }
  let sum = 0;
  for (let slot = from; slot < to && slot < from + slotsADay; slot++) {
    const own = Math.floor(slot / slotsADay);
    let others = 0;
    for (const other of days) if (other !== own) others += timeline.counts.get(slot + (other - own) * slotsADay) ?? 0;
    sum += others / Math.max(1, days.size - (days.has(own) ? 1 : 0));
  }
  return Math.round(sum);
}

function iso(slot: number): string {
  return `${new Date(slot * timelineSlot).toISOString().slice(0, 16)}Z`;
}
