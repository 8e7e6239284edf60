import { describe, expect, it } from 'vitest';
import { timelineNotes } from '../../src/engine/timeline-notes.js';
import { SlotCounts } from '../../src/measures/sketches/slot-counts.js';

/** Slots of five minutes. */
const hour = 12;
const day = 24 * hour;
const start = Date.UTC(2026, 2, 2) / 300_000;

/** Requests in each slot of some days, by slot since midnight of the first. */
function notesOf(days: number, countAt: (slot: number) => number): string[] {
  const timeline = new SlotCounts();
  for (let slot = 0; slot < days * day; slot++) if (countAt(slot) > 0) timeline.add(start + slot, countAt(slot));
  return timelineNotes(timeline);
}

const between = (slot: number, from: number, to: number) => slot >= from && slot < to;

describe('a hole', () => {
  it('is noted with what would be usual there', () => {
    const notes = notesOf(3, slot => (between(slot, day + 14 * hour, day + 16 * hour) ? 0 : 10));
    expect(notes).toEqual([
      'nothing from 2026-03-03T14:00Z to 2026-03-03T16:00Z, where about 240 requests would be usual',
    ]);
  });

  it('is an hour at least', () => {
    const gap = (slots: number) => notesOf(3, slot => (between(slot, day + 100, day + 100 + slots) ? 0 : 10));
    expect(gap(hour - 1)).toEqual([]);
    expect(gap(hour)).toHaveLength(1);
  });

  it('is no night that is quiet every day', () => {
    expect(notesOf(4, slot => (between(slot % day, 8 * hour, 19 * hour) ? 25 : 0))).toEqual([]);
  });

  it('is no pause of a small log', () => {
    expect(notesOf(1, slot => (slot % (2 * hour) === 0 ? 3 : 0))).toEqual([]);
    expect(notesOf(2, slot => (slot % (3 * hour) === 0 ? 2 : 0))).toEqual([]);
  });

  it('is seen in a log of one day when it is busy', () => {
    expect(notesOf(1, slot => (between(slot, 10 * hour, 14 * hour) ? 0 : 10))).toHaveLength(1);
  });

  it('is one of ten, and the rest are counted', () => {
    // On every even day another hour is missing.
    const notes = notesOf(30, slot => {
      const of = Math.floor(slot / day);
      return of % 2 === 0 && between(slot % day, (of % 20) * hour + 30, (of % 20) * hour + 30 + hour) ? 0 : 10;
    });
    expect(notes).toHaveLength(11);
    expect(notes[10]).toBe('5 more holes of an hour or longer');
  });
});

describe('the first and the last day', () => {
  it('are noted when they are cut off', () => {
    expect(notesOf(3, slot => (slot < 9 * hour || slot >= 2 * day + 15 * hour ? 0 : 10))).toEqual([
      'the first day starts at 2026-03-02T09:00Z: it looks cut off',
      'the last day ends at 2026-03-04T15:00Z: it looks cut off',
    ]);
  });

  it('are not when work begins and ends then every day', () => {
    expect(notesOf(3, slot => (between(slot % day, 9 * hour, 15 * hour) ? 20 : 0))).toEqual([]);
  });

  it('are not when a few minutes run over midnight', () => {
    expect(notesOf(4, slot => (between(slot, 3, 3 * day + 6) ? 10 : 0))).toEqual([]);
  });

  it('are not looked for in less than a day', () => {
    expect(notesOf(1, slot => (between(slot, 9 * hour, 20 * hour) ? 50 : 0))).toEqual([]);
    expect(timelineNotes(new SlotCounts())).toEqual([]);
  });
});
