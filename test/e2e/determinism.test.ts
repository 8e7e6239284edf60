/** Same requests, same report, byte for byte: however they are cut, packed, ordered, named, or measured. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/reports/report.js';
import { revenuer, root, scanned, scratchFolder } from './program.js';

const { folder, write } = scratchFolder();
const original = path.join(root, 'fixtures', 'gateway-night', 'log.ndjson.gz');
const plain = gunzipSync(readFileSync(original));
const lines = plain.toString('utf8').trimEnd().split('\n');
/** Five parts of unequal length, cut between lines. */
const parts = [0, 0.07, 0.31, 0.55, 0.9, 1]
  .map(share => Math.round(share * lines.length))
  .flatMap((from, i, cuts) => (i + 1 < cuts.length ? [`${lines.slice(from, cuts[i + 1]).join('\n')}\n`] : []));
const partNames = parts.map((_, i) => `part-${i}.ndjson`);
const neverFail = ['--fail-on', 'never', '--quiet'];

/** What must not differ: all but the books of the inputs, and where in them the evidence lies. */
function withoutPlaces(report: Report): string {
  return JSON.stringify(
    {
      ...report,
      run: { ...report.run, inputs: [] },
      suspects: report.suspects.map(suspect => ({
        ...suspect,
        evidence: suspect.evidence.map(evidence => ({ ...evidence, lines: evidence.lines.length })),
      })),
    },
    null,
    1,
  );
}

async function scan(inputs: readonly string[], stdin: Buffer | string = ''): Promise<string> {
  const { code, report } = await scanned([...neverFail, ...inputs], { cwd: folder, stdin });
  expect(code).toBe(0);
  return withoutPlaces(report);
}

let expected: string;

beforeAll(async () => {
  write('log.ndjson', plain);
  parts.forEach((part, i) => write(partNames[i] as string, part));
  expected = await scan([original]);
});

describe('the report of gateway-night', () => {
  it('is about somebody', () => {
    const { suspects, run } = JSON.parse(expected) as Report;
    expect(suspects.length).toBeGreaterThan(10);
    expect(run.requests).toBe(lines.length);
  });

  it('comes out the same twice, to the last byte', async () => {
    const first = await revenuer(['scan', ...neverFail, original]);
    const second = await revenuer(['scan', ...neverFail, original]);
    expect(first.stdout).toBe(second.stdout);
    expect(first.stdout.length).toBeGreaterThan(1000);
  });

  it('does not depend on compression', async () => {
    expect(await scan(['log.ndjson'])).toBe(expected);
    write('members.gz', Buffer.concat(parts.map(part => gzipSync(part))));
    expect(await scan(['members.gz'])).toBe(expected);
  });

  it('does not depend on where the log comes from', async () => {
    expect(await scan(['-'], plain)).toBe(expected);
    expect(await scan(['-'], readFileSync(original))).toBe(expected);
  });

  it('does not depend on cuts, nor on the order of the arguments', async () => {
    const [a, b, c, d, e] = partNames as [string, string, string, string, string];
    const forward = await scanned([...neverFail, a, b, c, d, e], { cwd: folder });
    const mixed = await scanned([...neverFail, d, a, e, c, b], { cwd: folder });
    expect(withoutPlaces(forward.report)).toBe(expected);
    expect(mixed.stdout).toBe(forward.stdout);
  });

  it('does not depend on the names of the parts', async () => {
    const renamed = parts.map((part, i) => write(`${(7 * i) % 5}-${'zyxwv'[i]}.ndjson`, part));
    expect(await scan(renamed)).toBe(expected);
  });

  it('does not depend on the order of the lines', async () => {
    // 7919 is prime and no divisor of the number of lines: every line comes once, far from its neighbours.
    expect(lines.length % 7919).not.toBe(0);
    const shuffled = lines.map((_, i) => lines[(i * 7919) % lines.length]);
    write('shuffled.ndjson', shuffled.join('\n'));
    expect(await scan(['shuffled.ndjson'])).toBe(expected);
    write('reversed.ndjson', [...lines].reverse().join('\n'));
    expect(await scan(['reversed.ndjson'])).toBe(expected);
  });

  it('does not depend on blank lines and line ends', async () => {
    write('crlf.ndjson', lines.join('\r\n\r\n'));
    const { report } = await scanned([...neverFail, 'crlf.ndjson'], { cwd: folder });
    const { records, ...run } = report.run;
    const { records: wanted, ...wantedRun } = (JSON.parse(expected) as Report).run;
    expect(records.requests).toBe(wanted.requests);
    expect(records.rejected).toBe(0);
    expect({ ...run, inputs: [] }).toEqual(wantedRun);
    expect(JSON.parse(withoutPlaces(report))).toMatchObject({ suspects: (JSON.parse(expected) as Report).suspects });
  });

  it.each(['1', '4'])('does not depend on threads (%s)', async threads => {
    expect(await scan(['--threads', threads, original])).toBe(expected);
  });

  it('does not depend on the zone and the language of the machine', async () => {
    const env = { TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
    const { report } = await scanned([...neverFail, original], { cwd: folder, env });
    expect(withoutPlaces(report)).toBe(expected);
  });
});

describe('measure, merge and report', () => {
  async function measure(inputs: readonly string[], to: string): Promise<string> {
    const { code, stderr } = await revenuer(['measure', '-q', ...inputs, '-o', to], { cwd: folder });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    return to;
  }

  async function reported(profiles: readonly string[]): Promise<Report> {
    const { code, stdout } = await revenuer(['report', '--format', 'json', ...neverFail, ...profiles], { cwd: folder });
    expect(code).toBe(0);
    return JSON.parse(stdout) as Report;
  }

  it('give what one scan of the same files gives, in any order', async () => {
    const { stdout } = await scanned([...neverFail, ...partNames], { cwd: folder });
    const profiles: string[] = [];
    for (const [i, name] of partNames.entries()) profiles.push(await measure([name], `${i}.profiles`));
    const merge = await revenuer(['merge', '-q', ...profiles.slice(1, 4).reverse(), '-o', 'merged.profiles'], {
      cwd: folder,
    });
    expect(merge.code).toBe(0);
    const report = await reported(['merged.profiles', '4.profiles', '0.profiles']);
    expect(withoutPlaces(report)).toBe(expected);
    expect(report).toEqual(JSON.parse(stdout));
    expect(await reported(profiles)).toEqual(report);
  });

  it('give the same when everything was measured at once', async () => {
    const profiles = await measure([original], 'all.profiles');
    expect(withoutPlaces(await reported([profiles]))).toBe(expected);
  });

  it('write the same records whatever the order of reading', async () => {
    const [forward, backward] = [
      await measure(partNames, 'f.profiles'),
      await measure([...partNames].reverse(), 'b.profiles'),
    ];
    expect(readFileSync(path.join(folder, forward), 'utf8')).toBe(readFileSync(path.join(folder, backward), 'utf8'));
  });
});
