import { describe, expect, it } from 'vitest';
import { synchronyLink, volumeLink, type Load } from '../../src/campaigns/schedule.js';
import { drawFrom } from '../../src/testing/index.js';
import { many, viewsOf } from './views.js';

const levelled = Array.from({ length: 12 }, (_, i) => 40 + (i % 3));
const independent = (seed: string) => {
  const draw = drawFrom(seed);
  return Array.from({ length: 12 }, () => Math.round(draw.logNormal(40, 1)));
};

const day = 86_400_000;
const loads = (counts: readonly number[]): Load[] => counts.map(requests => ({ requests, span: day }));

describe('volumeLink', () => {
  it('finds loads that are level', () => {
    const link = volumeLink(loads(levelled));
    expect(link).toMatchObject({ kind: 'schedule', attribute: 'volume', label: '41.0 ± 0.9 requests each' });
    expect(link?.bits).toBeGreaterThan(10);
    expect(link?.holders).toHaveLength(12);
  });

  it('compares paces where members were not there all the time', () => {
    const staggered = [10, 20, 40, 80, 15, 60].map(requests => ({ requests, span: requests * 1_800_000 }));
    expect(volumeLink(loads(staggered.map(({ requests }) => requests)))).toBeUndefined();
    expect(volumeLink(staggered)?.label).toMatch(/requests an hour each$/);
  });

  it('claims two bits at most for each further account', () => {
    expect(volumeLink(loads([100, 100, 100]))?.bits).toBeLessThanOrEqual(4);
  });

  it('says nothing of independent customers', () => {
    const bits = Array.from({ length: 50 }, (_, i) => volumeLink(loads(independent(`s${i}`)))?.bits ?? 0);
    expect(Math.max(...bits)).toBeLessThan(3);
  });

  it('does not ask two accounts, nor idle ones', () => {
    expect(volumeLink(loads([40, 40]))).toBeUndefined();
    expect(volumeLink(loads(Array.from({ length: 12 }, () => 5)))).toBeUndefined();
  });
});

describe('synchronyLink', () => {
  const draw = drawFrom('slots');
  const odd = Array.from({ length: 40 }, () => draw.integer(432));
  const together = viewsOf(many(8, () => ({ slots: odd })));

  it('finds members that are active in the same ten minutes', () => {
    const link = synchronyLink(together);
    expect(link).toMatchObject({ kind: 'schedule', attribute: 'synchrony' });
    expect(link?.bits).toBeGreaterThan(8);
  });

  it('says nothing when each is shifted by half an hour or more', () => {
    const apart = viewsOf(many(8, i => ({ slots: odd.map(slot => slot + 3 * i) })));
    expect(synchronyLink(apart)?.bits ?? 0).toBeLessThan(3);
  });

  it('says nothing of office hours in common', () => {
    // All work from nine to five on three days, at minutes of their own.
    const office = viewsOf(
      many(12, i => {
        const own = drawFrom(`office ${i}`);
        return { slots: Array.from({ length: 30 }, () => 144 * own.integer(3) + 54 + own.integer(48)) };
      }),
    );
    expect(synchronyLink(office)?.bits ?? 0).toBeLessThan(3);
  });

  it('does not ask two accounts', () => {
    expect(synchronyLink(together.slice(0, 2))).toBeUndefined();
  });
});
