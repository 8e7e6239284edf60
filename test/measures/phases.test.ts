import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roughPhase } from '../../src/measures/phases.js';
import { MomentSample } from '../../src/measures/sketches/moment-sample.js';

function exact(times: readonly number[], period: number): number {
  let [x, y] = [0, 0];
  for (const time of times) {
    const angle = (2 * Math.PI * (time % period)) / period;
    x += Math.cos(angle);
    y += Math.sin(angle);
  }
  return times.length === 0 ? 0 : Math.hypot(x, y) / times.length;
}

it('is never below how closely the drawn events keep to the phase, and hardly above', () => {
  const start = Date.UTC(2026, 2, 2);
  const time = fc.integer({ min: 0, max: 3_600_000 });
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          time,
          time.map(each => each - (each % 60_000) + 500),
        ),
        { maxLength: 80 },
      ),
      fc.constantFrom(1000, 5000, 60_000, 600_000),
      (times, period) => {
        const sample = new MomentSample(1024);
        for (const each of times) sample.add(start + each, -1);
        const drawn = sample.oncePer(period);
        const distinct = Float64Array.from(sample.oncePer(1));
        const rough = roughPhase(distinct, period);
        expect(rough.periods).toBe(drawn.length);
        expect(rough.most).toBeGreaterThanOrEqual(exact(drawn, period));
        expect(rough.most).toBeLessThan(exact(drawn, period) + 0.1);
        expect(roughPhase(distinct, period, { periods: drawn.length + 1, most: 0 })).toEqual({
          periods: drawn.length,
          most: 0,
        });
        for (const most of [0.2, 0.5, 0.9]) {
          const asked = roughPhase(distinct, period, { periods: 1, most });
          expect(asked.periods).toBe(drawn.length);
          expect(asked.most >= most).toBe(rough.most >= most);
          expect(asked.most).toBeGreaterThanOrEqual(rough.most - 1e-9);
        }
      },
    ),
  );
});
