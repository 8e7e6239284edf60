/** How right the reports are, over logs whose truth is known: floors that no change may fall below. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluate, parseTruth, type TruthRow } from '../../src/evaluate/index.js';
import type { Report } from '../../src/reports/report.js';
import { fixtures } from '../../src/simulate/fixtures.js';
import { revenuer, root, scratchFolder } from './program.js';

/** Who harvests comes before everybody else in these. */
const separable = [
  'best-of-four',
  'combined-only',
  'gateway-night',
  'graders',
  'hashes-only',
  'litellm-payloads',
  'loud-single',
  'refused-and-handed-over',
  'spread-logits',
  'token-probabilities',
];
/** In these some members of the campaign look like anybody: the log shows too little of them. */
const hidden = ['banned-and-replaced', 'knocking-first', 'low-and-slow', 'mixed-reseller', 'release-pivot'];
/** Nobody harvests. */
const benign = ['benign-only', 'common-only'];

/** Campaigns named whole, without a stranger, at least this severely. */
const named: readonly [fixture: string, campaign: string, severity: 'high' | 'medium' | 'low'][] = [
  ['best-of-four', 'sampler', 'high'],
  ['gateway-night', 'hydra', 'high'],
  ['gateway-night', 'logits', 'medium'],
  ['graders', 'graders', 'high'],
  ['hashes-only', 'hydra', 'medium'],
  ['litellm-payloads', 'hoppers', 'high'],
  ['refused-and-handed-over', 'pool', 'medium'],
  ['token-probabilities', 'logits', 'low'],
];
const order = ['critical', 'high', 'medium', 'low', 'info'];

const { folder } = scratchFolder();
const truthOf = (file: string): TruthRow[] => parseTruth(readFileSync(file, 'utf8'));

const known = new Map<string, ReturnType<typeof judgedLog>>();

/** Each fixture is scanned once. */
function judged(name: string): ReturnType<typeof judgedLog> {
  const fixture = fixtures.find(each => each.name === name);
  if (fixture === undefined) throw new Error(`there is no fixture ${name}`);
  const home = path.join(root, 'fixtures', name);
  const result = known.get(name) ?? judgedLog(path.join(home, fixture.file), path.join(home, 'truth.csv'));
  known.set(name, result);
  return result;
}

async function judgedLog(log: string, truth: string) {
  const to = path.join(folder, 'report.json');
  const { code, stderr } = await revenuer(['scan', log, '--fail-on', 'never', '-q', '-o', to]);
  expect([code, stderr]).toEqual([0, '']);
  const report = JSON.parse(readFileSync(to, 'utf8')) as Report;
  return { report, truth: truthOf(truth), evaluation: evaluate(report, truthOf(truth)) };
}

describe('the fixtures', () => {
  it('are all judged here', () => {
    expect([...separable, ...hidden, ...benign].sort()).toEqual(fixtures.map(({ name }) => name).sort());
  });

  it.each(fixtures.map(({ name }) => name))('%s: no innocent account at high or above', async name => {
    const { evaluation } = await judged(name);
    expect(evaluation.severities.filter(s => s.severity === 'high' || s.severity === 'critical')).toMatchObject([
      { innocent: 0 },
      { innocent: 0 },
    ]);
  });

  it.each(benign)('%s: nobody at medium or above', async name => {
    const { evaluation, report } = await judged(name);
    expect(evaluation.harvesters).toBe(0);
    const grave = report.suspects.filter(({ severity }) => order.indexOf(severity) <= order.indexOf('medium'));
    expect(grave.map(({ id, severity }) => [id, severity])).toEqual([]);
  });

  it.each(separable)('%s: whoever harvests comes before everybody else', async name => {
    const { evaluation } = await judged(name);
    expect(evaluation.harvesters).toBeGreaterThan(0);
    expect(evaluation.averagePrecision).toBe(1);
  });

  it.each(named)('%s: %s is named whole, at %s or above', async (name, campaign, severity) => {
    const { evaluation } = await judged(name);
    const fit = evaluation.campaigns.find(each => each.campaign === campaign);
    expect(fit).toMatchObject({ purity: 1, completeness: 1 });
    expect(order.indexOf(fit?.severity ?? 'info')).toBeLessThanOrEqual(order.indexOf(severity));
  });
});

describe('another simulation of an inference service', () => {
  const log = '/work/shared/eval/dev.ndjson.gz';
  const truth = '/work/shared/eval/dev.truth.csv';

  it.skipIf(!existsSync(log) || !existsSync(truth))(
    `average precision of 0.9 at least (skipped where ${log} is absent)`,
    { timeout: 300_000 },
    async () => {
      const { evaluation } = await judgedLog(log, truth);
      expect(evaluation.averagePrecision).toBeGreaterThanOrEqual(0.9);
    },
  );
});
