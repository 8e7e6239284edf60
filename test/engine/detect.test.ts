/** What is said of how a log would be read. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { detectedJson } from '../../src/cli/detected.js';
import { detectInputs } from '../../src/engine/detect.js';
import { optionsOf } from './options.js';

const cwd = mkdtempSync(path.join(tmpdir(), 'detect-'));
const schema = JSON.parse(readFileSync(new URL('../../schema/detect-1.json', import.meta.url), 'utf8')) as object;

function log(name: string, make: (index: number) => object): string {
  const lines = Array.from({ length: 30 }, (_, index) => JSON.stringify(make(index)));
  writeFileSync(path.join(cwd, name), `${lines.join('\n')}\n`);
  return name;
}

const base = (i: number) => ({
  timestamp: new Date(Date.UTC(2026, 10, 20, 8, i)).toISOString(),
  client_ip: `198.51.100.${i % 4}`,
});

async function detect(inputs: readonly string[], map: Record<string, string> = {}) {
  return detectInputs(optionsOf({ cwd, inputs, map }));
}

describe('what a log is read as', () => {
  it('says of each column the field, its values, how many, and what else was looked at', async () => {
    const name = log('a.ndjson', i => ({
      ...base(i),
      user_id: i % 3 === 0 ? 'anonymous' : `u${i % 2}`,
      uid: base(i).client_ip,
      seat: 1,
    }));
    const [found] = await detect([name]);
    expect(found?.columns.find(({ column }) => column === 'account')).toMatchObject({
      field: 'user_id',
      present: 20,
      absent: 10,
      distinct: 2,
      samples: ['u1', 'u0'],
      alternatives: [{ field: 'uid', why: 'holds addresses' }],
    });
    expect(found?.map).toContain('account=user_id');
    expect(found?.unused).toContain('seat');
  });

  it('names what might give a missing column', async () => {
    const [found] = await detect([log('b.ndjson', i => ({ ...base(i), seat: `s-${i % 5}` }))]);
    expect(found?.proposals['account']?.[0]?.field).toBe('seat');
  });

  it('has a problem where a mapped field is nowhere, and refuses a mapping of no input', async () => {
    const [one, other] = [log('c.ndjson', i => ({ ...base(i), usr: 'a' })), log('d.ndjson', base)];
    const problems = async (map: Record<string, string>) =>
      (await detect([one, other], map)).flatMap(input => input.problems);
    expect((await problems({ account: 'user' })).join()).toContain('--map account=user: no input has such a field');
    expect(await problems({ account: 'usr' })).toEqual([]);
    await expect(problems({ 'x.ndjson:account': 'usr' })).rejects.toThrow('no input is called x.ndjson');
  });

  it('is printed as its schema says', async () => {
    const found = await detect([
      log('e.ndjson', i => ({ ...base(i), prompt: `What is ${i} plus ${i}?` })),
      'missing.log',
    ]);
    const validate = new Ajv2020({ strict: true }).compile(schema);
    expect(validate(JSON.parse(detectedJson(found, false)))).toBe(true);
  });
});
