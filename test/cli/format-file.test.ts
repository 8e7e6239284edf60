import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFormatFiles } from '../../src/cli/format-file.js';

let folder = '';
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'formats-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const good = `name: my-gateway
title: My gateway
recognise:
  pattern: '^(?<when>\\S+) (?<who>\\S+) (?<dur>\\d+)$'
columns:
  time: when
  account: [who]
  latency: { field: dur, unit: us }
`;

async function read(text: string): Promise<unknown> {
  writeFileSync(path.join(folder, 'mine.yaml'), text);
  return readFormatFiles(['mine.yaml'], folder).catch((error: unknown) => (error as Error).message);
}

describe('a description of a format in a file', () => {
  it('is read as YAML and as JSON, one or several', async () => {
    expect(await read(good)).toMatchObject([{ name: 'my-gateway', columns: { time: 'when', account: ['who'] } }]);
    const json = { name: 'a', title: 'A', recognise: { fields: ['x'] }, columns: { time: 'x' } };
    expect(await read(JSON.stringify([json, { ...json, name: 'b' }]))).toMatchObject([{ name: 'a' }, { name: 'b' }]);
  });

  it.each([
    ['an unknown column', good.replace('account:', 'acount:'), 'mine.yaml:7: /columns/acount: there is no such column'],
    [
      'an unknown key',
      `${good}colums: {}\n`,
      'mine.yaml:1: the description: must NOT have additional properties (colums)',
    ],
    ['an unknown unit', good.replace('unit: us', 'unit: fortnights'), 'mine.yaml:8: /columns/latency/unit: '],
    ['a unit of what is no duration', good.replace('time: when', 'time: { field: when, unit: s }'), 'only durations'],
    ['a pattern that is none', good.replace('(?<who>', '(?<who'), 'mine.yaml:4: /recognise/pattern: '],
    ['a pattern without names', good.replace(/\?<\w+>/g, ''), 'mine.yaml:4: /recognise/pattern: has no named groups'],
    ['what is no YAML', good.replace('[who]', '[who'), 'mine.yaml:'],
    ['an empty file', '', 'the description: must be object'],
  ])('is refused with file, line and part for %s', async (_what, text, message) => {
    expect(await read(text)).toContain(message);
  });

  it('is refused when there is no such file', async () => {
    await expect(readFormatFiles(['none.yaml'], folder)).rejects.toThrow('none.yaml: cannot be read');
  });
});
