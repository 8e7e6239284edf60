import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merged, overlapping } from '../../src/simulate/merge.js';
import type { SimulatedRequest } from '../../src/simulate/request.js';

const at = (time: number, account = ''): SimulatedRequest => ({ time, account }) as SimulatedRequest;
const sorted = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 8 }).map(times => times.sort((a, b) => a - b));

describe('merged', () => {
  it('keeps everything, in order of time, equal times in order of the sources', () => {
    fc.assert(
      fc.property(fc.array(sorted, { maxLength: 8 }), lists => {
        const all = lists.flatMap((times, source) => times.map(time => ({ time, source })));
        const expected = all.sort((a, b) => a.time - b.time || a.source - b.source);
        const result = [...merged(lists.map((times, i) => times.map(time => at(time, String(i)))))];
        expect(result.map(({ time, account }) => ({ time, source: Number(account) }))).toEqual(expected);
      }),
    );
  });
});

describe('overlapping', () => {
  it('opens a stretch no sooner than it starts', () => {
    const opened: number[] = [];
    function* stretch(start: number) {
      opened.push(start);
      yield at(start);
      yield at(start + 10);
    }
    const result = overlapping([0, 5, 50].map(start => ({ start, requests: stretch(start) })));
    expect(result.next().value?.time).toBe(0);
    expect(opened).toEqual([0]);
    expect([...result].map(({ time }) => time)).toEqual([5, 10, 15, 50, 60]);
  });
});
