import { describe, expect, it } from 'vitest';
import { Random } from '../../src/simulate/random.js';
import { arrivals, clockwork, daily, profiles, workers } from '../../src/simulate/schedules.js';
import { monday } from './traffic.js';

const hour = 3_600_000;
const day = 24 * hour;
const random = () => new Random(3, 'schedules');

describe('arrivals', () => {
  it.each([0, 0.5, 1, 3])('come as often as they should at a variation of %d', variation => {
    const count = [...arrivals(random(), { from: monday, to: monday + 20 * day, perDay: 200, variation })].length;
    expect(count / 4000).toBeGreaterThan(0.85);
    expect(count / 4000).toBeLessThan(1.15);
  });

  it('follow the hours of the day and rest at the weekend', () => {
    const office = {
      from: monday,
      to: monday + 28 * day,
      perDay: 300,
      profile: profiles.office,
      zone: 2,
      weekend: 0.1,
    };
    const times = [...arrivals(random(), office)].map(time => time + 2 * hour);
    const share = (test: (date: Date) => boolean) => times.filter(time => test(new Date(time))).length / times.length;
    expect(share(date => date.getUTCHours() >= 8 && date.getUTCHours() < 18)).toBeGreaterThan(0.8);
    expect(share(date => [0, 6].includes(date.getUTCDay()))).toBeLessThan(0.06);
  });

  it('are none where nothing is wanted', () => {
    expect([...arrivals(random(), { from: 0, to: day, perDay: 0 })]).toEqual([]);
  });
});

it('clockwork ticks', () => {
  const times = [...clockwork(random(), { from: 0, to: day, every: hour, jitter: 0.01 })];
  expect(times.length).toBe(24);
  for (const [i, time] of times.slice(1).entries())
    expect(Math.abs(time - (times[i] as number) - hour)).toBeLessThan(0.02 * hour);
});

it('daily is once a day at its hour', () => {
  const times = [...daily(random(), { from: monday, to: monday + 5 * day, at: 3, spread: hour })];
  expect(times.map(time => new Date(time).getUTCHours())).toEqual([3, 3, 3, 3, 3]);
});

it('workers keep to their number and go on when they are answered', () => {
  const times = [...workers(random(), { from: 0, to: day, parallel: 4, each: 1000, total: 400 })];
  expect(times.length).toBe(400);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect((times.at(-1) as number) / 100).toBeGreaterThan(900);
  expect((times.at(-1) as number) / 100).toBeLessThan(1300);
});
