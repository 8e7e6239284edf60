/** Logs whose account nobody knows by name, logs that have none, and logs in which most requests are nobody's. */
import { describe, expect, it } from 'vitest';
import { fieldSample } from '../../../src/formats/field-sample.js';
import { chooseMapping, type Mapping, type MappingOptions } from '../../../src/requests/mapping.js';

type Make = (index: number) => object;

function mapped(make: Make, options: MappingOptions = {}, count = 120): Mapping {
  const fields = fieldSample();
  for (let index = 0; index < count; index++) {
    fields.add(make(index));
    fields.endRecord();
  }
  return chooseMapping(fields.fields(count), options);
}

const spread = (index: number, most: number) => (index * 7919 + ((index * index) % 31)) % most;
const who = (index: number) => `acct_${spread(index, 23)}`;
const base = (index: number) => ({
  time: new Date(Date.UTC(2026, 10, 20, 8, index, 7)).toISOString(),
  client_ip: `198.51.100.${spread(index, 40)}`,
  user_agent: `openai-python/1.${index % 7}.0`,
});
const oneOf = (index: number, ...texts: readonly string[]) => texts[spread(index, texts.length)];

describe('an account under a name that nobody knows', () => {
  it.each<[string, string, Make]>([
    ['one letter', 'u', i => ({ ...base(i), u: who(i), m: oneOf(i, 'gpt-4o', 'o3-mini'), s: 200 })],
    ['no name at all', 'column2', i => ({ ...base(i), column2: who(i), column5: oneOf(i, 'gpt-4o', 'o3-mini') })],
    ['a header that a gateway sets', 'x-consumer', i => ({ ...base(i), 'x-consumer': who(i) })],
    ['Portuguese', 'assinante', i => ({ ...base(i), assinante: who(i), resultado: oneOf(i, 'a', 'b', 'c') })],
    ['French', 'client', i => ({ ...base(i), client: who(i), statut: 200 })],
    ['German', 'teilnehmer', i => ({ ...base(i), teilnehmer: who(i), dienst: oneOf(i, 'a1', 'b2', 'c3', 'd4') })],
    ['Chinese', '调用方', i => ({ ...base(i), 调用方: who(i), 状态: oneOf(i, '成功', '失败', '超时') })],
    [
      'a first name each',
      'seat',
      i => ({ ...base(i), seat: oneOf(i, 'ann', 'bob', 'cyd', 'dan', 'eve', 'fay', 'gus') }),
    ],
    ['numbers', 'nn', i => ({ ...base(i), nn: 10_000 + spread(i, 23) })],
    ['addresses of mail', 'von', i => ({ ...base(i), von: `p${spread(i, 23)}@example.org` })],
    [
      'among hosts and zones',
      'q',
      i => ({ ...base(i), h: `api${spread(i, 6)}.example.com`, z: 'eu-west-1', q: who(i) }),
    ],
  ])('is a problem with the command that mends it: %s', (_, field, make) => {
    const { problems, mapping } = mapped(make);
    expect(mapping['account']).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('no field is known to be the account; if ');
    const told = /--map (?:'([^']*)'|(\S+)) \(--map account= if there is none\)/.exec(problems[0] ?? '');
    expect(told?.[1] ?? told?.[2]).toBe(`account=${field}`);
    expect(mapped(make, { overrides: { account: field } }).problems).toEqual([]);
  });

  it('is none where the user says so, and nothing is proposed', () => {
    const { problems, notes, proposals, mapping } = mapped(i => ({ ...base(i), u: who(i) }), {
      overrides: { account: '' },
    });
    expect(problems).toEqual([]);
    expect(proposals['account']).toBeUndefined();
    expect(mapping['account']).toBeUndefined();
    expect(notes.join()).not.toContain('account');
  });

  it('is not asked for where the format is known to have none, or keys tell requests apart', () => {
    const hints = { columns: {}, not: new Set<string>(), absent: new Set<string>(), lacks: { account: 'log it' } };
    const known = mapped(i => ({ ...base(i), u: who(i) }), { hints });
    expect(known.problems).toEqual([]);
    const keyed = mapped(i => ({ ...base(i), api_key_id: `key_${spread(i, 20)}`, grp: `g${spread(i, 9)}` }));
    expect(keyed.problems).toEqual([]);
    expect(keyed.notes.join()).toContain('--map account=grp');
  });

  it('is a problem beside an account that is empty in all records', () => {
    const { problems } = mapped(i => ({ ...base(i), remote_user: '-', seat: who(i) }));
    expect(problems.join()).toContain('--map account=seat');
  });
});

describe('an access log without accounts', () => {
  const hosts = (i: number) => `api-${spread(i, 9)}.example.com`;
  it.each<[string, object | Make]>([
    ['hosts', i => ({ ...base(i), host: hosts(i), vhost: hosts(i), h: hosts(i), Domaene: hosts(i) })],
    ['servers', i => ({ ...base(i), server_name: `srv-${spread(i, 9)}`, upstream_addr: `pool-${spread(i, 9)}` })],
    [
      'pods',
      i => ({ ...base(i), pod: `gw-${spread(i, 9)}`, node_name: `n${spread(i, 9)}`, cluster: `c${spread(i, 9)}` }),
    ],
    [
      'places',
      i => ({
        ...base(i),
        region: oneOf(i, 'us-east-1', 'eu-west-1', 'ap-south-1', 'us-west-2'),
        r: oneOf(i, 'europe-west4', 'us-central1', 'asia-east1'),
      }),
    ],
    [
      'edges',
      i => ({ ...base(i), pop: oneOf(i, 'FRA56', 'CDG50', 'IAD12'), e: oneOf(i, 'FRA56-P1', 'CDG50-C2', 'IAD12-P4') }),
    ],
    [
      'transport',
      i => ({
        ...base(i),
        tlsv: oneOf(i, 'TLSv1.2', 'TLSv1.3', 'TLSv1.1'),
        c: oneOf(i, 'TLS_AES_128_GCM_SHA256', 'ECDHE-RSA-AES256', 'TLS_CHACHA20_POLY1305'),
      }),
    ],
    ['kinds', i => ({ ...base(i), event: `kind-${spread(i, 9)}`, type: `t${spread(i, 9)}`, evt: `e${spread(i, 9)}` })],
    [
      'messages',
      i => ({
        ...base(i),
        msg: `step ${spread(i, 9)}`,
        message: `m${spread(i, 9)}`,
        level: oneOf(i, 'info', 'warn', 'x1'),
      }),
    ],
    ['content', i => ({ ...base(i), ct: oneOf(i, 'application/json', 'text/html', 'text/event-stream') })],
    [
      'versions',
      i => ({ ...base(i), v: oneOf(i, '1.2.3', '1.2.4', 'v2.0'), api_version: oneOf(i, '2026-01-01', 'v1b', 'v2b') }),
    ],
    ['places in the program', i => ({ ...base(i), caller: `main.go:${spread(i, 9)}`, src: `a/b.py:${spread(i, 9)}` })],
    [
      'caches',
      i => ({ ...base(i), cache_status: oneOf(i, 'HIT', 'MISS', 'EXPIRED'), cs: oneOf(i, 'HIT', 'MISS', 'STALE') }),
    ],
    [
      'routes',
      i => ({ ...base(i), route_id: `rt-${spread(i, 9)}`, rule: `r${spread(i, 9)}`, policy_name: `p${spread(i, 9)}` }),
    ],
    [
      'German',
      i => ({
        ...base(i),
        dienst: `d${spread(i, 9)}`,
        ereignis: { art: `a${spread(i, 9)}` },
        stufe: `s${spread(i, 9)}`,
      }),
    ],
    [
      'headers of clients',
      i => ({ ...base(i), headers: { 'x-stainless-lang': `l${spread(i, 9)}`, 'x-team': `g${spread(i, 9)}` } }),
    ],
    ['what clients send', i => ({ ...base(i), body: { u: who(i) }, metadata: { q: who(i) } })],
    ['sizes', i => ({ ...base(i), b: 200 + spread(i, 900), p: 40_000 + ((i * 7919) % 20_000) })],
    ['states', i => ({ ...base(i), res: oneOf(i, 'ok', 'slow', 'bad', 'late') })],
    ['traces', i => ({ ...base(i), trace: `t${spread(i, 20)}`, parent_span: `t${spread(i, 20)}` })],
  ])('is read without a problem: %s', (_, make) => {
    const { problems, mapping } = mapped(make as Make);
    expect(problems).toEqual([]);
    expect(mapping['account']).toBeUndefined();
  });
});

describe('most requests are nobody’s', () => {
  const time = (i: number) => ({ time: base(i).time });
  it('is a problem where nothing else tells them apart', () => {
    const all = mapped(i => ({ ...time(i), user_id: 'anonymous', model: 'gpt-4o' }));
    expect(all.problems).toEqual([
      'user_id names nobody in 100 % of the sampled records ("anonymous"); nothing else tells requests apart: ' +
        'name the account with --map account=FIELD; fields seen: time, model',
    ]);
    const most = mapped(i => ({ ...time(i), user_id: i % 4 === 0 ? who(i) : 'default_user_id', model: 'gpt-4o' }));
    expect(most.problems.join()).toContain('user_id names nobody in 75 % of the sampled records ("default_user_id")');
    const other = mapped(i => ({ ...time(i), user_id: 'undefined', seat: who(i) }));
    expect(other.problems.join()).toContain('--map account=seat');
  });

  it('is a note where addresses do', () => {
    const { problems, notes } = mapped(i => ({ ...base(i), user_id: i % 4 === 0 ? who(i) : 'N/A' }));
    expect(problems).toEqual([]);
    expect(notes).toContain(
      'user_id names nobody in 75 % of the sampled records ("N/A"): those are told apart by what else is logged',
    );
  });

  it('is nothing to speak of where few are, or another field names them', () => {
    const few = mapped(i => ({ ...time(i), user_id: i % 4 === 0 ? 'anonymous' : who(i) }));
    expect([...few.problems, ...few.notes].join()).not.toContain('nobody');
    const two = mapped(i => ({ ...time(i), user_id: 'anonymous', username: who(i) }), {
      hints: { columns: { account: [{ field: 'user_id' }, { field: 'username' }] }, not: new Set(), absent: new Set() },
    });
    expect([...two.problems, ...two.notes].join()).not.toContain('nobody');
  });
});
