import { describe, expect, it } from 'vitest';
import { fitOf } from '../../src/limits/fit.js';
import { suspect } from '../evaluate/reports.js';

const campaign = ['a', 'b', 'c', 'd', 'e', 'f'];
const named = (...groups: string[][]) => groups.map((accounts, i) => suspect({ rank: i + 1, score: 20, accounts }));

describe('a campaign in a report', () => {
  it('is found whole by a suspect with half of it', () => {
    expect(fitOf(named(['a', 'b', 'c']), campaign)).toEqual({ found: true, whole: true, blurred: false });
    expect(fitOf(named(['a', 'b']), campaign)).toMatchObject({ found: false, whole: false });
  });

  it('is found in pieces, each of which links two of its accounts', () => {
    expect(fitOf(named(['a', 'b'], ['c', 'd']), campaign)).toEqual({ found: true, whole: false, blurred: false });
    expect(fitOf(named(['a'], ['b'], ['c'], ['d']), campaign)).toMatchObject({ found: false });
  });

  it('is blurred where most of those named are others', () => {
    expect(fitOf(named(['a', 'b', 'c', 'x', 'y', 'z', 'w']), campaign)).toMatchObject({ found: true, blurred: true });
    expect(fitOf(named(['a', 'b', 'c', 'x', 'y', 'z']), campaign)).toMatchObject({ blurred: false });
  });

  it('is not found when it sent nothing', () => {
    expect(fitOf(named(['x', 'y']), [])).toEqual({ found: false, whole: false, blurred: false });
  });

  it('is one account where one address stands in for all of it', () => {
    expect(fitOf(named(['net:203.0.113.7|curl']), ['net:203.0.113.7|curl'])).toMatchObject({ found: true });
  });
});
