import { describe, expect, it } from 'vitest';
import type { JudgingProgress } from '../../src/engine/options.js';
import { atOnce, inTurns, type Steps } from '../../src/engine/turns.js';

function* work(accounts: number, done: { steps: number }): Steps<string> {
  for (let i = 0; i < accounts; i++) {
    done.steps++;
    yield { stage: 'judging', done: i, accounts };
  }
  return 'report';
}

describe('work in steps', () => {
  it('gives the same at once and in turns, and says how far it is', async () => {
    const seen: JudgingProgress[] = [];
    expect(atOnce(work(1000, { steps: 0 }))).toBe('report');
    const result = await inTurns(work(1000, { steps: 0 }), { onJudging: progress => void seen.push(progress) });
    expect(result).toBe('report');
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).sort((a, b) => a - b));
  });

  it('ends where a signal comes between two turns', async () => {
    const end = new AbortController();
    const done = { steps: 0 };
    const working = inTurns(work(1_000_000, done), { signal: end.signal });
    setImmediate(() => end.abort(new Error('ended by SIGINT')));
    await expect(working).rejects.toThrow('ended by SIGINT');
    expect(done.steps).toBeLessThan(1_000_000);
  });
});
