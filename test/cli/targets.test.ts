import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTargets, planTargets } from '../../src/cli/targets.js';

const known = ['terminal', 'json', 'ndjson', 'csv', 'markdown', 'html', 'sarif'];
const plan = (format: string | undefined, output: string[], stdoutIsTerminal = false) =>
  planTargets({ format, output, known, stdoutIsTerminal });

describe('planTargets', () => {
  it.each([
    [undefined, [], [{ format: 'json', file: undefined }]],
    ['csv', [], [{ format: 'csv', file: undefined }]],
    [undefined, ['a.html'], [{ format: 'html', file: 'a.html' }]],
    ['json', ['out.json'], [{ format: 'json', file: 'out.json' }]],
    ['json', ['out'], [{ format: 'json', file: 'out' }]],
    [undefined, ['csv:out.txt'], [{ format: 'csv', file: 'out.txt' }]],
    [undefined, ['json:C:\\a.csv'], [{ format: 'json', file: 'C:\\a.csv' }]],
    [undefined, ['C:\\a.csv'], [{ format: 'csv', file: 'C:\\a.csv' }]],
    [
      'md',
      ['md:a', 'x.jsonl'],
      [
        { format: 'markdown', file: 'a' },
        { format: 'ndjson', file: 'x.jsonl' },
      ],
    ],
    [undefined, ['A.MD'], [{ format: 'markdown', file: 'A.MD' }]],
    [undefined, ['./csv2:x.sarif'], [{ format: 'sarif', file: './csv2:x.sarif' }]],
    [undefined, ['-'], [{ format: 'json', file: undefined }]],
    [undefined, ['csv:-'], [{ format: 'csv', file: undefined }]],
    [undefined, ['/dev/stdout'], [{ format: 'json', file: undefined }]],
    [undefined, ['csv:/dev/fd/1'], [{ format: 'csv', file: undefined }]],
  ])('--format %s -o %j in a pipe', (format, output, targets) => {
    expect(plan(format, output)).toEqual(targets);
  });

  it('writes to the terminal in words, and keeps a --format that no file has for standard output', () => {
    expect(plan(undefined, [], true)).toEqual([{ format: 'terminal', file: undefined }]);
    expect(plan('terminal', ['r.json', 'r.html'])).toEqual([
      { format: 'json', file: 'r.json' },
      { format: 'html', file: 'r.html' },
      { format: 'terminal', file: undefined },
    ]);
  });

  it.each([
    ['jsno', [], '--format jsno: no such format'],
    [undefined, ['report'], 'its name does not say which form'],
    [undefined, ['json:'], 'a file name is missing'],
    [undefined, ['jsn:out.json'], 'no form is called jsn'],
    [undefined, ['notes:out.json'], 'no form is called notes'],
    [undefined, ['a.json', './a.json'], 'two reports would go to'],
    [undefined, ['-', 'csv:-'], 'two reports would go to standard output'],
    [undefined, ['a.constructor'], 'its name does not say which form'],
  ])('--format %s -o %j is refused', (format, output, message) => {
    expect(() => plan(format, output)).toThrow(message);
  });
});

describe('checkTargets', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-'));
  writeFileSync(path.join(folder, 'log.json'), '{}\n');
  symlinkSync('log.json', path.join(folder, 'link.json'));
  const check = (file: string) => checkTargets([{ format: 'json', file }], ['log.json', 'logs/*.gz', '-'], folder);

  it('takes a new file', async () => {
    await expect(check('report.json')).resolves.toBeUndefined();
  });

  it.each(['log.json', './log.json', 'link.json', path.join(folder, 'log.json')])(
    'refuses to overwrite a log: %s',
    async file => {
      await expect(check(file)).rejects.toThrow('is one of the logs');
    },
  );

  it('refuses a folder that is not there', async () => {
    await expect(check('nowhere/report.json')).rejects.toThrow('there is no folder nowhere');
  });

  it('refuses what can be known not to take a report, and leaves nothing behind', async () => {
    mkdirSync(path.join(folder, 'folder'));
    await expect(check('folder')).rejects.toThrow('-o folder: cannot write there (EISDIR)');
    await expect(check('/proc/report.json')).rejects.toThrow('-o /proc/report.json: cannot write there (ENOENT)');
    expect(readdirSync(folder).sort()).toEqual(['folder', 'link.json', 'log.json']);
  });
});
