/** Ways in which exports lose or double requests, and what a reader of any report is told of each. */
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/reports/report.js';
import { header, linesOf, sent } from './night.js';
import { revenuer, scratchFolder } from './program.js';

const flat = linesOf('flat', sent);
const combined = linesOf('combined', sent);
const csv = linesOf('csv', sent);
const [third, half] = [Math.floor(flat.length / 3), Math.floor(flat.length / 2)];
const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
const whole = text(flat);
const packed = gzipSync(whole);
/** Every n-th line without its end. */
const broken = (every: number): string => text(flat.map((line, i) => (i % every === 7 ? line.slice(0, 60) : line)));

interface Way {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Buffer>>;
  readonly code: number;
  readonly requests: number;
  readonly duplicates?: number;
  readonly complete: boolean;
  /** Said in every form of the report. */
  readonly said: RegExp;
}

const n = flat.length;
const once = { code: 1, complete: true, requests: n };
const told = { code: 3, complete: false };
const ways: readonly Way[] = [
  { name: 'a copy', files: { a: whole, b: whole }, ...once, duplicates: n, said: /stand in .*a, too/ },
  { name: 'a packed copy', files: { a: whole, 'b.gz': packed }, ...once, duplicates: n, said: /stand in .*a, too/ },
  {
    name: 'a grown log',
    files: { a: text(flat.slice(0, half)), b: whole },
    ...once,
    duplicates: half,
    said: /stand in/,
  },
  {
    name: 'thirds that overlap',
    files: {
      a: text(flat.slice(0, third + 50)),
      b: text(flat.slice(third, 2 * third + 50)),
      c: text(flat.slice(2 * third)),
    },
    ...once,
    duplicates: 100,
    said: /50 requests stand in .*a, too/,
  },
  {
    name: 'the same export in another format and order',
    files: { a: whole, b: `${header}\n${text([...csv].reverse())}` },
    ...once,
    duplicates: n,
    said: /stand in .*a, too/,
  },
  {
    name: 'copies without ids',
    files: { a: text(combined), b: text(combined) },
    code: 0,
    complete: true,
    requests: n,
    duplicates: n,
    said: /stand in .*a, too/,
  },
  {
    name: 'the log of an edge beside that of the gateway behind it',
    files: { a: text(combined), b: whole },
    ...told,
    requests: 2 * n,
    said: /a and .*b describe the same requests from two sides: .*Give one of the two: revenuer scan .*b/,
  },
  {
    name: 'two gateways that share the requests',
    files: { a: text(flat.filter((_, i) => i % 2 === 0)), b: text(flat.filter((_, i) => i % 2 !== 0)) },
    ...once,
    said: /^(?!.*two sides)/,
  },
  { name: 'an empty export', files: { a: '' }, ...told, requests: 0, said: /a: is empty/ },
  { name: 'an empty export beside a good one', files: { a: whole, b: '' }, ...told, requests: n, said: /b: is empty/ },
  { name: 'a header without rows', files: { a: `${header}\n` }, ...told, requests: 0, said: /a: / },
  {
    name: 'an archive that ends early',
    files: { 'a.gz': packed.subarray(0, 40_000) },
    ...told,
    requests: -1,
    said: /a.gz: /,
  },
  {
    name: 'bytes behind an archive',
    files: { 'a.gz': Buffer.concat([packed, Buffer.from('garbage')]) },
    ...told,
    requests: n,
    said: /a.gz: .*at byte/,
  },
  {
    name: 'one line in forty broken',
    files: { a: broken(40) },
    ...told,
    requests: -1,
    said: /rejected.*formats --detect/,
  },
  {
    name: 'one line in four hundred broken',
    files: { a: broken(400) },
    code: 1,
    complete: true,
    requests: -1,
    said: /rejected/,
  },
  {
    name: 'a last line that is cut',
    files: { a: whole.slice(0, -80) },
    code: 1,
    complete: true,
    requests: n - 1,
    said: /1 rejected/,
  },
  {
    name: 'NULs where a log was truncated',
    files: { a: Buffer.concat([Buffer.alloc(5000), Buffer.from(whole)]) },
    code: 1,
    complete: true,
    requests: n,
    said: /NUL/,
  },
  {
    name: 'a log in a format that nobody knows',
    files: { a: whole, b: 'what is this\n'.repeat(50) },
    ...told,
    requests: n,
    said: /b: /,
  },
];

describe.each(ways)('$name', ({ files, code, requests, duplicates = 0, complete, said }) => {
  const { folder, write } = scratchFolder();
  for (const [name, content] of Object.entries(files)) write(name, content);

  it('is told', async () => {
    const json = await revenuer(['scan', folder, '--format', 'json']);
    const { run } = JSON.parse(json.stdout) as Report;
    expect(json.code).toBe(code);
    expect(run.complete).toBe(complete);
    if (requests >= 0) expect(run.requests).toBe(requests);
    expect(run.records.duplicates).toBe(duplicates);
    expect(run.records.read).toBe(run.requests + duplicates + run.records.rejected + run.records.filtered);
    for (const format of ['terminal', 'markdown', 'html']) {
      const { code: again, stdout } = await revenuer(['scan', folder, '--format', format]);
      expect(again).toBe(code);
      expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(said);
    }
  });
});

describe('an input that is not there', () => {
  it('is told', async () => {
    const { folder, write } = scratchFolder();
    write('a', whole);
    symlinkSync(path.join(folder, 'gone'), path.join(folder, 'b'));
    const ran = await revenuer(['scan', path.join(folder, 'a'), path.join(folder, 'b'), '--format', 'json']);
    expect(ran.code).toBe(3);
    expect((JSON.parse(ran.stdout) as Report).run.problems.join()).toMatch(/b: /);
  });
});
