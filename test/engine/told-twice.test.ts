/** Inputs in which each request stands twice, or under names that nobody knows, as a whole run reads them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makePlan } from '../../src/engine/plan.js';
import { readLogs } from '../../src/engine/read.js';
import { optionsOf } from './options.js';

const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-twice-'));
afterAll(() => rmSync(folder, { recursive: true }));
const plan = await makePlan(optionsOf(), '.');

async function read(records: readonly object[], map: Record<string, string> = {}) {
  writeFileSync(path.join(folder, 'a.log'), `${records.map(record => JSON.stringify(record)).join('\n')}\n`);
  const { problems, inputs, profiles } = await readLogs(optionsOf({ inputs: ['a.log'], cwd: folder, map }), plan);
  return { problems, input: inputs[0], profiles };
}

const time = (i: number) => new Date(Date.UTC(2026, 10, 20, 8, 0, i)).toISOString();
const base = (i: number) => ({ time: time(i), user: `acct_${(i * 7) % 23}`, ip: `198.51.100.${(i * 7) % 23}` });

describe('a record when a request comes and one when it is done', () => {
  const received = (i: number) => ({ event: 'request.received', id: i, ...base(i) });
  const completed = (i: number) => ({ event: 'request.completed', id: i, ...base(i), status: 200, output_tokens: i });

  it('is one request in a long log too, with the other counted for its reason', async () => {
    const { problems, input } = await read(Array.from({ length: 2000 }, (_, i) => [received(i), completed(i)]).flat());
    expect(problems).toEqual([]);
    expect(input).toMatchObject({
      requests: 2000,
      rejected: 0,
      filtered: 2000,
      filteredBy: { 'event request.received: another record of the same request says how it ended': 2000 },
    });
    expect(input?.notes.join()).toContain('records whose event is request.received are left out');
  });

  it('is not where only the first records of a long log are so', async () => {
    const few = Array.from({ length: 4 }, (_, i) => [received(i), completed(i)]).flat();
    const others = Array.from({ length: 2000 }, (_, i) => ({ ...completed(i), event: 'chat', id: 100 + i }));
    const { input } = await read([...few, ...others]);
    expect(input).toMatchObject({ requests: 2008, filtered: 0 });
  });
});

describe('an account under an unknown name', () => {
  const records = Array.from({ length: 300 }, (_, i) => ({ ...base(i), user: undefined, u: base(i).user }));

  it('costs the run its completeness until somebody says what it is, or that there is none', async () => {
    const { problems } = await read(records);
    expect(problems).toEqual([
      expect.stringMatching(/^a\.log: no field is known to be the account; if u .*--map account=u /),
    ]);
    expect((await read(records, { account: 'u' })).problems).toEqual([]);
    expect((await read(records, { account: '' })).problems).toEqual([]);
    expect((await read(records, { 'a.log:account': '' })).problems).toEqual([]);
  });
});
