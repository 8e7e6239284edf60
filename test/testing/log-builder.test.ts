import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { account, accounts, caseStart, crowd, log } from '../../src/testing/index.js';
import { scan } from '../../src/engine/index.js';

describe('logs for cases', () => {
  it('are the same each time, and others with another seed', () => {
    expect(crowd(5).toNdjson()).toBe(crowd(5).toNdjson());
    expect(crowd(5).toNdjson()).not.toBe(crowd(5, 'another').toNdjson());
  });

  it('differ from the ordinary in what is given alone', () => {
    const usual = account('a', { requests: 8 }).requests;
    const given = account('a', { requests: 8, outputTokens: 7, prompt: i => `p${i}`, asn: null }).requests;
    given.forEach((request, i) => {
      expect(request).toEqual({ ...usual[i], outputTokens: 7, prompt: `p${i}`, asn: undefined });
      expect(Object.hasOwn(request, 'asn')).toBe(false);
    });
  });

  it('are spaced as asked, and in order of time', () => {
    const { requests } = account('b', { requests: 3, every: 1000, after: 500 }).with(account('a', { requests: 4 }));
    expect(requests.filter(({ account: name }) => name === 'b').map(({ time }) => time - caseStart)).toEqual([
      500, 1500, 2500,
    ]);
    expect(requests.map(({ time }) => time)).toEqual(requests.map(({ time }) => time).sort((a, b) => a - b));
  });

  it('know their columns', () => {
    const made = log([{ time: caseStart, account: 'a', prompt: 'x' }]);
    expect(made.columns).toEqual(['time', 'account', 'prompt']);
    expect(made.without('prompt').columns).toEqual(['time', 'account']);
  });

  it('are read by the program as they were meant', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-case-'));
    try {
      const made = crowd(10).with(accounts(['x', 'y'], i => ({ requests: 30 + i })));
      writeFileSync(path.join(folder, 'case.ndjson'), made.toNdjson());
      const { run } = await scan({
        inputs: ['case.ndjson'],
        cwd: folder,
        stdin: Readable.from([]),
        map: {},
        logFormat: undefined,
        timezoneOffset: 0,
        maxRecordBytes: 2 ** 20,
        threads: 1,
        memory: 2 ** 28,
        detectors: [],
        only: [],
        skip: [],
        detectorOptions: {},
        allow: [],
        canaries: [],
        failOn: 'never',
      });
      expect(run.requests).toBe(made.requests.length);
      expect(run.accounts).toBe(12);
      expect(Object.keys(run.inputs[0]?.mapping ?? {}).sort()).toEqual([...made.columns].sort());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
