/** An allow list over a night with a campaign in it, as CI would use it. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/reports/report.js';
import { revenuer, root, scanned, scratchFolder } from './program.js';

const log = `${root}/fixtures/gateway-night/log.ndjson.gz`;
const scratch = scratchFolder();
const cwd = scratch.folder;

let usual: Report;
beforeAll(async () => {
  const { code, report } = await scanned([log]);
  expect(code).toBe(1);
  usual = report;
});

const campaignOf = ({ suspects }: Report) => suspects.find(({ kind }) => kind === 'campaign');
const members = () => campaignOf(usual)?.accounts ?? [];

function list(name: string, accounts: readonly string[], expires = '2026-12-31'): string {
  const entry = { account: accounts, owner: 'jane@example.com', reason: 'contract 14', expires };
  return scratch.write(name, JSON.stringify([entry], null, 2));
}

/** What a list may not change. */
function judgements({ suspects }: Report): unknown {
  return suspects.map(({ allowed: _, members: linked, ...suspect }) => ({
    ...suspect,
    members: linked.map(({ allowed: __, ...member }) => member),
  }));
}

async function scanWith(file: string, asOf = '2026-12-01') {
  return scanned([log, '--allow', file, '--as-of', asOf], { cwd });
}

describe('an allow list', () => {
  it('lets the night pass when all of the campaign is allowed, and shows who allowed it', async () => {
    const { code, report } = await scanWith(list('all.json', members()));
    expect(code).toBe(0);
    expect(report.run.gate.reached).toBe(false);
    expect(campaignOf(report)?.allowed).toEqual([
      { line: 2, owner: 'jane@example.com', reason: 'contract 14', expires: '2026-12-31', accounts: members().length },
    ]);
    expect(judgements(report)).toEqual(judgements(usual));
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    const schema = JSON.parse(readFileSync(`${root}/schema/report-1.json`, 'utf8')) as object;
    expect(ajv.validate(schema, report)).toBe(true);
  });

  it('does not let it pass when one member is not', async () => {
    const { code, report } = await scanWith(list('most.json', members().slice(1)));
    expect(code).toBe(1);
    expect(campaignOf(report)).not.toHaveProperty('allowed');
    expect(campaignOf(report)?.members.filter(({ allowed }) => allowed === 2)).toHaveLength(members().length - 1);
    expect(judgements(report)).toEqual(judgements(usual));
  });

  it('does not let it pass when it has expired, or names others, and says so', async () => {
    const expired = await scanWith(list('old.json', members(), '2026-11-30'));
    expect(expired.code).toBe(1);
    expect(expired.stderr).toContain(
      'old.json:2: expired on 2026-11-30 (jane@example.com): no longer allows 1 suspect',
    );
    const upper = members().map(name => name.toUpperCase());
    const others = await scanWith(list('others.json', upper));
    expect(others.code).toBe(1);
    expect(others.report.run.allow?.entries).toMatchObject([{ status: 'unmatched', accounts: 0, suspects: 0 }]);
    expect(others.stderr).toContain(
      `account ${upper[0]}, ${upper[1]}, ${upper[2]} and ${upper.length - 3} more match nothing`,
    );
  });

  it('acts on profiles that were measured without it, as on the log', async () => {
    await revenuer(['measure', log, '-o', 'night.profiles'], { cwd });
    const file = list('later.json', members());
    const argv = ['--allow', file, '--as-of', '2026-12-01', '--format', 'json'];
    const later = await revenuer(['report', 'night.profiles', ...argv], { cwd });
    expect(later.code).toBe(0);
    expect(JSON.parse(later.stdout)).toEqual((await scanWith(file)).report);
    expect((await revenuer(['report', 'night.profiles', ...argv], { cwd })).stdout).toBe(later.stdout);
  });

  it('is read as accounts alone, too', async () => {
    scratch.write('known.txt', `# by contract\n${members().join('\n')}\n`);
    const { code, report } = await scanned([log, '--allow', 'known.txt'], { cwd });
    expect(code).toBe(0);
    expect(report.run.allow).not.toHaveProperty('asOf');
    expect(report.run.config['allowed']).toBe(members().length);
  });

  it('is refused with its line when it is wrong, before anything is read', async () => {
    scratch.write('bad.yaml', '- account: a\n  owner: jane\n  reason: r\n  expires: soon\n');
    const { code, stdout, stderr } = await revenuer(['scan', 'nowhere.log', '--allow', 'bad.yaml'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('bad.yaml:4:12: entry 1 expires must be a day such as 2026-12-31');
    expect((await revenuer(['scan', log, '--as-of', '2026-12-01'], { cwd })).stderr).toContain('--as-of needs --allow');
    expect((await revenuer(['scan', log, '--allow', 'bad.yaml', '--as-of', '2026-02-30'], { cwd })).code).toBe(2);
  });
});
