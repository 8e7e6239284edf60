import { describe, expect, it } from 'vitest';
import { Ledger } from '../../src/engine/ledger.js';
import { rejectedProblem } from '../../src/engine/rejected.js';

function said(rejected: number, requests: number, filtered = 0): string | undefined {
  const ledger = new Ledger();
  ledger.requests = requests;
  for (let index = 0; index < rejected; index++) ledger.reject(10 + index, index === 0 ? 'not JSON' : 'no usable time');
  for (let index = 0; index < filtered; index++) ledger.filter(1, 'blank');
  return rejectedProblem('a b.log', ledger, ledger.rejects);
}

describe('a share of rejects', () => {
  it('of one per cent is borne, and a bad line or two in a short log', () => {
    expect(said(0, 0)).toBeUndefined();
    expect(said(10, 990)).toBeUndefined();
    expect(said(1, 19)).toBeUndefined();
    expect(said(4, 16)).toBeUndefined();
    expect(said(1, 3)).toBeUndefined();
  });

  it('beyond that is a problem, with the place, the reason and the command', () => {
    expect(said(11, 989)).toBe(
      '11 of 1,000 records rejected (1.1 %, more than 1 %), most often "no usable time", first at line 10 (not JSON). ' +
        'Check what was recognised with: revenuer formats --detect a b.log',
    );
    for (const [rejected, requests] of [
      [9, 11],
      [5, 15],
      [2, 3],
      [1, 1],
      [1, 0],
    ] as const)
      expect(said(rejected, requests)).toContain('rejected (');
  });

  it('is of what could have been requests: what was left out for a reason counts for nothing', () => {
    expect(said(20, 100, 100_000)).toContain('20 of 120 records rejected (17 %,');
  });
});
