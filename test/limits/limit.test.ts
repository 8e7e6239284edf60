/** Campaigns mixed into a small simulated log, in this process. */
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { makePlan } from '../../src/engine/plan.js';
import { readGround, unfilledOf } from '../../src/limits/ground.js';
import { findLimits, type LimitOptions } from '../../src/limits/limit.js';
import { campaignLog, tryCampaign } from '../../src/limits/trial.js';
import { simulate, writeLog, type LogShape } from '../../src/simulate/index.js';
import { optionsOf } from '../engine/options.js';

const monday = Date.parse('2026-03-02');
const hour = 3_600_000;

/** A day of a hundred or so innocents, as a log; `edit` changes each line. */
function logOf(shape: LogShape, drop: readonly string[] = [], hashPrompts = false): string[] {
  const populations = { human: 60, developer: 30, agent: 8, app: 6, batch: 4 };
  const { requests } = simulate({ seed: 11, days: 1, start: monday, populations, campaigns: [] });
  return [...writeLog(requests, shape, { drop, hashPrompts })];
}

function asked(lines: readonly string[], given: Partial<LimitOptions> = {}): LimitOptions {
  return {
    ...optionsOf({ inputs: ['-'], stdin: Readable.from(lines.map(line => Buffer.from(line))) }),
    campaigns: [{ name: 'generation', kind: 'generation' }],
    rates: [60],
    sizes: [12],
    trials: 1,
    at: 'medium',
    seed: 3,
    start: undefined,
    days: undefined,
    ...given,
  };
}

async function groundOf(lines: readonly string[], given: Partial<LimitOptions> = {}) {
  const options = asked(lines, given);
  const plan = await makePlan(options, '.');
  return { options, plan, ground: await readGround(options, plan) };
}

const spec = { name: 'trial', kind: 'generation', accounts: 6, perDay: 40 };
const rowsOf = (...asked: Parameters<typeof campaignLog>): Record<string, unknown>[] =>
  [...campaignLog(...asked)]
    .join('')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);

const ndjson = logOf('ndjson');

describe('a campaign for a log', () => {
  it('has the fields of the log and no others', async () => {
    const { ground } = await groundOf(logOf('ndjson', ['ja4', 'asn', 'session_id', 'system_prompt_hash'], true));
    const fields = new Set(rowsOf(ground, spec, 1).flatMap(row => Object.keys(row)));
    expect([...fields]).toEqual(expect.arrayContaining(['timestamp', 'account_id', 'prompt_hash', 'user_agent']));
    for (const absent of ['ja4', 'asn', 'session_id', 'prompt', 'bytes_out']) expect(fields).not.toContain(absent);
  });

  it('has answers in bytes where the log has', async () => {
    const { ground } = await groundOf(logOf('combined'));
    const rows = rowsOf(ground, spec, 1);
    expect(rows.every(row => Number(row['bytes_out']) >= 350 && row['output_tokens'] === undefined)).toBe(true);
    expect(unfilledOf(ground)).toEqual([]);
  });

  it('calls the models, paths and clients of the log', async () => {
    const strange = ndjson.map(line =>
      line
        .replace(/"model":"[^"]*"/, '"model":"house-7b"')
        .replace(/"path":"[^"]*"/, '"path":"/api/ask"')
        .replace(/"asn":\d+/, '"asn":3320')
        .replace(
          /"user_agent":"(OpenAI|python|axios|node|Go|okhttp|Java|curl|Python)[^"]*"/,
          '"user_agent":"Ours/2.1"',
        ),
    );
    const { ground } = await groundOf(strange);
    for (const row of rowsOf(ground, spec, 1)) {
      expect(row).toMatchObject({ model: 'house-7b', path: '/api/ask', asn: 3320 });
    }
    const clients = new Set(strange.map(line => (JSON.parse(line) as Record<string, string>)['ja4']));
    for (const { ja4 } of rowsOf(ground, spec, 1)) expect(clients).toContain(ja4);
  });

  it('keeps to the period of the log', async () => {
    const morning = ndjson.filter(line => /T0[2-5]:/.test(line.slice(0, 40)));
    const { ground } = await groundOf(morning);
    const times = rowsOf(ground, spec, 1).map(row => Date.parse(String(row['timestamp'])));
    expect(times.length).toBeGreaterThan(10);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(monday + 2 * hour);
    expect(Math.max(...times)).toBeLessThan(monday + 6 * hour);
  });
});

describe('a trial', () => {
  it('leaves the log as it was read', async () => {
    const { options, plan, ground } = await groundOf(ndjson);
    const state = () => JSON.stringify([...ground.reading.profiles.encode()]);
    const before = state();
    const outcome = await tryCampaign(ground, plan, options, spec);
    expect(state()).toBe(before);
    expect(await tryCampaign(ground, plan, options, spec)).toEqual(outcome);
  });

  it('draws again when an account has a name that the log knows', async () => {
    const first = await groundOf(ndjson);
    const [row] = rowsOf(first.ground, spec, first.options.seed);
    const taken = ndjson.map((line, i) =>
      i === 0 ? line.replace(/"account_id":"[^"]*"/, `"account_id":"${String(row?.['account_id'])}"`) : line,
    );
    const { options, plan, ground } = await groundOf(taken);
    expect(ground.names).toContain(row?.['account_id']);
    await expect(tryCampaign(ground, plan, options, spec)).resolves.toHaveProperty('found');
  });

  it('gives up where nothing tells accounts apart', async () => {
    const anonymous = logOf('ndjson', ['account_id', 'api_key_id', 'client_ip', 'user_agent']);
    const { options, plan, ground } = await groundOf(anonymous);
    await expect(tryCampaign(ground, plan, options, spec)).rejects.toThrow('cannot be told from them');
  });
});

describe('the limits of a log', () => {
  it('are the same for the same seed', async () => {
    const given = { sizes: [4, 12], trials: 2 };
    const { result } = await findLimits(asked(ndjson, given));
    expect((await findLimits(asked(ndjson, given))).result).toEqual(result);
    expect(result).toMatchObject({ schema: 'revenuer.limit/1', search: { sizes: [4, 12], seed: 3, at: 'medium' } });
    expect(result.limits).toHaveLength(1);
  });

  it('find a loud campaign, and not what nobody could be accused of', async () => {
    const loud = await findLimits(asked(ndjson));
    expect(loud.result.limits[0]).toMatchObject({
      smallest: 12,
      hidden: null,
      sentence: 'even a campaign of 12 accounts at 60 requests a day each was found in this log',
    });
    const times = ndjson.map(line => {
      const { timestamp, account_id, status } = JSON.parse(line) as Record<string, unknown>;
      return `${JSON.stringify({ timestamp, account_id, status })}\n`;
    });
    const blind = await findLimits(asked(times));
    expect(blind.result.limits[0]).toMatchObject({
      smallest: null,
      hidden: 12,
      sentence: 'a campaign of 12 accounts at 60 requests a day each could hide in this log; no larger one was tried',
    });
    expect(blind.result.log.columns.absent).toContain('promptHash');
  });

  it('leave out campaigns that would decide what is usual', async () => {
    const { result } = await findLimits(asked(ndjson, { sizes: undefined, rates: [1] }));
    expect(Math.max(...result.search.sizes)).toBeLessThanOrEqual(result.log.accounts / 3);
    expect(result.notes.join()).toContain('decides itself what is usual');
  });

  it('take a rate that the campaign brings', async () => {
    const campaigns = [{ name: 'x', kind: 'generation', perDay: 90, proxies: 1 }];
    const { result } = await findLimits(asked(ndjson, { campaigns, rates: [1, 2] }));
    expect(result.limits).toMatchObject([{ campaign: 'generation:proxies=1', perDay: 90 }]);
  });

  it('ask for a period where a stray time makes it too long', async () => {
    const stray = [...ndjson, (ndjson[0] as string).replace('2026-', '2009-')];
    await expect(findLimits(asked(stray))).rejects.toThrow('more than can be simulated');
    const { result } = await findLimits(asked(stray, { start: monday, days: 1 }));
    expect(result.log.period.from).toBe('2026-03-02T00:00:00.000Z');
  });

  it('need a log', async () => {
    await expect(findLimits(asked([]))).rejects.toThrow('is empty');
  });
});
