import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAllowFile } from '../../src/cli/allow-file.js';

let folder = '';
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'allow-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const good = `# contracts
- account: 00123
  owner: jane@example.com
  reason: contract 14
  expires: 2026-12-31
- organization: [acme, acme-labs]
  cidr: 198.51.100.0/24
  key: [sk-live-1, key:0123456789ab]
  owner: desk
  reason: evaluation
`;

async function read(text: string, file = 'allow.yaml'): Promise<unknown> {
  writeFileSync(path.join(folder, file), text);
  return readAllowFile(file, folder).catch((error: unknown) => (error as Error).message);
}

describe('an allow list', () => {
  const entries = [
    { line: 2, account: ['00123'], owner: 'jane@example.com', reason: 'contract 14', expires: '2026-12-31' },
    {
      line: 6,
      organization: ['acme', 'acme-labs'],
      key: ['key:3d5a4ef25f2f', 'key:0123456789ab'],
      cidr: ['198.51.100.0/24'],
      owner: 'desk',
      reason: 'evaluation',
      expires: null,
    },
  ];

  it('is read as YAML, whatever it is called; names are texts', async () => {
    const found = (await read(good)) as typeof entries;
    const key = [expect.stringMatching(/^key:[0-9a-f]{12}$/), 'key:0123456789ab'] as unknown[];
    expect(found).toEqual([entries[0], { ...entries[1], key }]);
    expect(JSON.stringify(found)).not.toContain('sk-live');
    expect(await read(`\uFEFF${good}`, 'allow.txt')).toEqual(found);
    expect(await read(good.replaceAll('\n', '\r\n'))).toEqual(found);
  });

  it('is read as JSON', async () => {
    const list = [{ account: 7, owner: 'o', reason: 'r' }];
    expect(await read(JSON.stringify(list, null, 2), 'allow.json')).toEqual([
      { line: 2, account: ['7'], owner: 'o', reason: 'r', expires: null },
    ]);
  });

  it('is read as accounts, one a line', async () => {
    expect(await read('# known\nacct_1\n\n  acct_2 \n- 3\n'.replace('- 3', '[bot] 3'), 'known.txt')).toEqual([
      { line: 1, account: ['acct_1', 'acct_2', '[bot] 3'], owner: null, reason: null, expires: null },
    ]);
    expect(await read('', 'known.txt')).toEqual([]);
  });

  it.each([
    [
      'an unknown key',
      good.replace('owner: jane', 'ower: jane'),
      'allow.yaml:3:9: entry 1 ower is not known: did you mean owner?',
    ],
    ['nobody named', good.replace('- account: 00123\n  owner', '- owner'), 'allow.yaml:2:3: entry 1 names nobody'],
    ['no owner', good.replace('  owner: desk\n', ''), 'allow.yaml:6:3: entry 2 has no owner'],
    ['no reason', good.replace('  reason: evaluation\n', ''), 'allow.yaml:6:3: entry 2 has no reason'],
    ['an empty owner', good.replace('desk', ''), 'allow.yaml:9:10: entry 2 owner is empty'],
    ['a day that is none', good.replace('12-31', '02-30'), 'allow.yaml:5:12: entry 1 expires must be a day'],
    ['an hour', good.replace('12-31', '12-31T10:00Z'), 'allow.yaml:5:12: entry 1 expires must be a day'],
    [
      'no network',
      good.replace('198.51.100.0/24', '198.51.100.0/40'),
      'allow.yaml:7:9: entry 2 cidr 198.51.100.0/40: expected',
    ],
    [
      'all networks',
      good.replace('198.51.100.0/24', '[10.0.0.1, "::/0"]'),
      'entry 2 cidr 2 ::/0: would allow everybody',
    ],
    [
      'too short a wording',
      good.replace('account: 00123', 'template: You are a'),
      'allow.yaml:2:13: entry 1 template You are a: expected',
    ],
    ['names that are none', good.replace('00123', '{ a: b }'), 'allow.yaml:2:12: entry 1 account '],
    ['what is no YAML', good.replace('acme-labs]', 'acme-labs'), 'allow.yaml:'],
    ['one entry alone', 'account: a\nowner: b\nreason: c\n', 'allow.yaml:1:1: the list of entries is missing'],
    ['a name for an entry', '- acct_1\n', 'allow.yaml:1:3: entry 1 must be an object'],
  ])('is refused with file, line, column and entry for %s', async (_what, text, message) => {
    expect(await read(text)).toContain(message);
  });

  it('keeps to the published schema', () => {
    const schema = JSON.parse(readFileSync('schema/allow-1.json', 'utf8')) as object;
    const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
    expect(validate([{ account: ['a'], owner: 'o', reason: 'r', expires: '2026-12-31' }])).toBe(true);
    expect(validate([{ owner: 'o', reason: 'r' }])).toBe(false);
    expect(validate([{ account: 'a', owner: 'o' }])).toBe(false);
  });
});
