/** Addresses that came with a header: believed where the user named the proxies, also by profiles that were measured so. */
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { measureLogs, mergeProfiles, reportProfiles } from '../../../src/engine/profile-records.js';
import { scan } from '../../../src/engine/scan.js';
import { account, crowd } from '../../../src/testing/index.js';
import { optionsOf } from '../options.js';

const office = '198.51.100.7';
const log = crowd(20)
  .with(account('guest', { requests: 40, prompt: i => `Write the solution of exercise ${i} in full.` }))
  .toNdjson()
  .split('\n')
  .filter(line => line !== '')
  .map(line => {
    const row = JSON.parse(line) as Record<string, unknown>;
    return JSON.stringify({ ...row, client_ip: '10.0.0.2', x_forwarded_for: `${office}, 203.0.113.80` });
  })
  .join('\n');

const entry = { line: 1, cidr: [office], owner: 'desk', reason: 'our office', expires: null };
const reading = (trustedProxies: readonly string[]) =>
  optionsOf({ inputs: ['-'], stdin: Readable.from([log]), trustedProxies });
const judging = { allow: [entry], allowFile: 'a.yaml' };
const proxies = ['10.0.0.0/8', '203.0.113.80'];

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

async function reported(trustedProxies: readonly string[]) {
  const [measured, merged]: [string[], string[]] = [[], []];
  await measureLogs(reading(trustedProxies), line => void measured.push(line.trimEnd()));
  await mergeProfiles(each(measured), line => void merged.push(line.trimEnd()));
  return reportProfiles(each(merged), optionsOf(judging));
}

describe('a network on the list', () => {
  it('allows nobody by a header that no proxy of the user’s wrote', async () => {
    for (const report of [await scan({ ...reading([]), ...judging }), await reported([])]) {
      expect(report.run.allow?.entries).toMatchObject([{ accounts: 0 }]);
      expect(report.run.allow?.notes.join('\n')).toContain('name your proxies with --trusted-proxies');
    }
  });

  it('allows by one that is to be believed, and profiles remember that it is', async () => {
    for (const report of [await scan({ ...reading(proxies), ...judging }), await reported(proxies)]) {
      expect(report.run.allow?.entries).toMatchObject([{ accounts: 21 }]);
      expect(report.run.allow?.notes).toEqual([]);
    }
  });
});
