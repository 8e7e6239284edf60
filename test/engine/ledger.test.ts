import { describe, expect, it } from 'vitest';
import { Ledger } from '../../src/engine/ledger.js';
import { caseStart, log } from '../../src/testing/index.js';
import { toBatches } from '../../src/testing/log-builder.js';

/** A ledger that saw requests at these ms after the start, in this order, in lines 1, 2, 3 … */
function ledgerOf(times: readonly number[]): Ledger {
  const ledger = new Ledger();
  const requests = times.map((time, i) => ({ line: i + 1, request: { time: caseStart + time, account: 'a' } }));
  toBatches(requests, log(requests.map(({ request }) => request)).columns, { onBatch: batch => ledger.observe(batch) });
  return ledger;
}

describe('Ledger', () => {
  it('accounts for every record', () => {
    const ledger = ledgerOf([0, 5, 9]);
    ledger.reject(4, 'not JSON');
    ledger.reject(5, 'not JSON');
    ledger.reject(6, 'no time');
    ledger.filter(7, 'blank');
    expect(ledger).toMatchObject({ requests: 3, rejected: 3, filtered: 1, records: 7 });
    expect([...ledger.rejectedBy]).toEqual([
      ['not JSON', 2],
      ['no time', 1],
    ]);
    expect([...ledger.filteredBy]).toEqual([['blank', 1]]);
    expect([ledger.first, ledger.last]).toEqual([caseStart, caseStart + 9]);
  });

  it('lists the first twenty rejects and counts all', () => {
    const ledger = new Ledger();
    for (let line = 1; line <= 50; line++) ledger.reject(line, 'not JSON');
    expect(ledger.rejects.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(ledger.rejected).toBe(50);
  });

  it('notes a clock that runs backwards by more than a minute, and where', () => {
    const hour = 3_600_000;
    expect(ledgerOf([0, hour, hour - 60_000, hour]).notes()).toEqual([]);
    expect(ledgerOf([0, 3 * hour, hour, 2 * hour, hour]).notes()).toEqual([
      'the clock runs backwards 2 times, by up to 2 hours (line 3)',
    ]);
  });

  it('finds first and last in any order', () => {
    expect(ledgerOf([7, 3, 9, 4])).toMatchObject({ first: caseStart + 3, last: caseStart + 9 });
  });
});
