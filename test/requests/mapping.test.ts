/** Which field becomes which column, on logs of many makers, and what no single record may change. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldSample } from '../../src/formats/field-sample.js';
import type { SampledField } from '../../src/formats/format.js';
import { chooseMapping, type Mapping, type MappingOptions } from '../../src/requests/mapping.js';
import { UsageError } from '../../src/errors.js';

type Make = (index: number) => object;

function sampled(records: readonly object[]): SampledField[] {
  const fields = fieldSample();
  for (const record of records) {
    fields.add(record);
    fields.endRecord();
  }
  return fields.fields(records.length);
}

function logOf(make: Make, count = 60): object[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function mapped(make: Make, options: MappingOptions = {}, count = 60): Mapping {
  return chooseMapping(sampled(logOf(make, count)), options);
}

const time = (index: number) => new Date(Date.UTC(2026, 10, 20, 8, index, 7)).toISOString();
const who = (index: number) => `acct_${(index * 7) % 11}`;
const ip = (index: number) => `198.51.100.${(index * 7) % 11}`;
const questions = [
  'How does a heat pump work in winter?',
  'Write a haiku about the sea, please.',
  'What is the capital of Peru?',
];
const question = (index: number) => `${questions[index % 3] ?? ''} Number ${index}`;

describe('by values', () => {
  const long = (index: number) => `${question(index)}, and how has that changed over the years?`;
  const unnamed: Make = i => ({
    zz: time(i),
    yy: who(i),
    xx: long(i),
    ww: i % 4 === 0 ? 'node-fetch' : `OpenAI/Python 1.${i % 4}.0 httpx/0.27`,
  });

  it('finds prompts and programs', () => {
    expect(mapped(unnamed).mapping).toMatchObject({ time: 'zz', prompt: 'xx', userAgent: 'ww' });
  });

  it('does not say which of two texts was asked', () => {
    const two = mapped(i => ({ ...unnamed(i), vv: `${long(i + 1)} It has.` }));
    expect(two.mapping['prompt']).toBeUndefined();
    expect(two.proposals['prompt']?.map(({ field }) => field)).toEqual(['vv', 'xx']);
  });

  it('takes neither messages of a program nor JSON for a prompt', () => {
    const told = mapped(i => ({ zz: time(i), yy: who(i), xx: `finished call ${i} in ${i} ms` }));
    expect(told.mapping['prompt']).toBeUndefined();
    const json = mapped(i => ({ zz: time(i), yy: who(i), xx: JSON.stringify({ a: long(i) }) }));
    expect(json.mapping['prompt']).not.toBe('xx');
  });

  it('proposes the name of an account before its key, and what few share last', () => {
    const keyed = mapped(i => ({ zz: time(i), aa: `sk-${who(i)}`, bb: `m-${i % 3}`, cc: who(i), ip: ip(i) }));
    expect(keyed.proposals['account']?.map(({ field }) => field)).toEqual(['cc', 'aa', 'bb']);
  });
});

describe('what is no program', () => {
  it.each(['HTTP/1.1', 'HTTP/2.0', 'TLS/1.3'])('%s', version => {
    const { mapping } = mapped(i => ({
      ts: time(i),
      user_id: who(i),
      ip: ip(i),
      vv: i % 9 === 0 ? 'HTTP/1.0' : version,
    }));
    expect(mapping).not.toHaveProperty('userAgent');
  });
});

describe('who', () => {
  it('is the caller rather than the house', () => {
    const both = mapped(i => ({ t: time(i), caller: { principalId: who(i), tenantId: `t${i % 4}` }, ip: ip(i) }));
    expect(both.mapping['account']).toBe('caller.principalId');
    expect(mapped(i => ({ t: time(i), caller: { tenantId: who(i) } })).mapping['account']).toBe('caller.tenantId');
  });

  it('may be a key of a warehouse', () => {
    const table = mapped(i => ({ EVENT_TS: time(i), CUSTOMER_KEY: who(i), SRC_IP: ip(i) }));
    expect(table.mapping).toMatchObject({ time: 'EVENT_TS', account: 'CUSTOMER_KEY', ip: 'SRC_IP' });
  });
});

describe('a house with many callers', () => {
  const base = (i: number) => ({ t: time(i), tenant_id: `t${i % 4}`, model: 'm1', client_ip: ip(i) });

  it.each(['user_id', 'principal_id', 'principalId', 'caller', 'subject', 'sub', 'uid', 'nutzer'])(
    'is the organisation where the log has a %s',
    field => {
      expect(mapped(i => ({ ...base(i), [field]: who(i) })).mapping).toMatchObject({
        account: field,
        org: 'tenant_id',
      });
    },
  );

  it('is the account where nothing finer recurs', () => {
    expect(mapped(base).mapping['account']).toBe('tenant_id');
    for (const other of [
      (i: number) => ({ caller: `c${i}` }),
      () => ({ user_id: 'service' }),
      (i: number) => ({ subject: `s${i % 2}` }),
      (i: number) => (i % 10 === 0 ? { user_id: who(i) } : {}),
    ])
      expect(mapped(i => ({ ...base(i), ...other(i) })).mapping['account']).toBe('tenant_id');
  });

  it('is nobody’s account beside a caller, whatever it is called', () => {
    for (const house of ['workspace_id', 'project_id']) {
      const { mapping } = mapped(i => ({ t: time(i), [house]: `w${i % 4}`, principal_id: who(i) }));
      expect(mapping).toMatchObject({ account: 'principal_id', org: house });
    }
  });
});

describe('schemas of no known maker', () => {
  it.each<[string, Make, Record<string, string>]>([
    [
      'German',
      i => ({
        zeitstempel: time(i),
        benutzerkennung: who(i),
        adresse: ip(i),
        modell: 'gross-2',
        anfrage: question(i),
        eingabe_tokens: 40 + i,
        ausgabe_tokens: 200 + i,
        dauer_ms: 900 + i,
      }),
      {
        time: 'zeitstempel',
        account: 'benutzerkennung',
        ip: 'adresse',
        model: 'modell',
        prompt: 'anfrage',
        inputTokens: 'eingabe_tokens',
        outputTokens: 'ausgabe_tokens',
        latency: 'dauer_ms',
      },
    ],
    [
      'Spanish',
      i => ({
        fechaHora: time(i),
        clienteId: who(i),
        direccionIp: ip(i),
        modelo: 'gpt-x',
        pregunta: question(i),
        tokensEntrada: i,
        tokensSalida: 9 * i,
      }),
      {
        time: 'fechaHora',
        account: 'clienteId',
        ip: 'direccionIp',
        model: 'modelo',
        prompt: 'pregunta',
        inputTokens: 'tokensEntrada',
        outputTokens: 'tokensSalida',
      },
    ],
    [
      'French',
      i => ({
        horodatage: time(i),
        utilisateur: who(i),
        adresse_ip: ip(i),
        modele: 'm-1',
        question: question(i),
        duree: 1.5 + i / 7,
      }),
      {
        time: 'horodatage',
        account: 'utilisateur',
        ip: 'adresse_ip',
        model: 'modele',
        prompt: 'question',
        latency: 'duree',
      },
    ],
    [
      'abbreviated',
      i => ({
        ts_ms: Date.parse(time(i)),
        usr: who(i),
        ip_addr: ip(i),
        mdl: 'm-1',
        ptok: i + 1,
        ctok: 30 * i,
        dur: 800 + i,
        ua_str: 'python-requests/2.32',
        rc: 200,
      }),
      {
        time: 'ts_ms',
        account: 'usr',
        ip: 'ip_addr',
        model: 'mdl',
        inputTokens: 'ptok',
        outputTokens: 'ctok',
        latency: 'dur',
        userAgent: 'ua_str',
        status: 'rc',
      },
    ],
    [
      'nested',
      i => ({
        evt: { at: time(i), cust: { id: who(i) }, peer: { addr: ip(i) } },
        llm: { mdl: 'claude-x', tk_in: i, tk_out: 5 * i },
        q: { text: question(i) },
      }),
      {
        time: 'evt.at',
        account: 'evt.cust.id',
        ip: 'evt.peer.addr',
        model: 'llm.mdl',
        inputTokens: 'llm.tk_in',
        outputTokens: 'llm.tk_out',
        prompt: 'q.text',
      },
    ],
    [
      'by values alone',
      i => ({
        w: time(i),
        h: ip(i),
        x: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0',
        z: 't13d1516h2_8daaf6152771_b186095e22b6',
        e: 'gpt-4o-mini',
        caller: who(i),
      }),
      { time: 'w', ip: 'h', userAgent: 'x', ja4: 'z', model: 'e', account: 'caller' },
    ],
  ])('are understood: %s', (_, make, expected) => {
    expect(mapped(make).mapping).toMatchObject(expected);
  });

  it('are read from what the provider wrote before what the client did', () => {
    const body = { model: 'forged', messages: [{ role: 'user', content: 'x' }] };
    const { mapping } = mapped(i => ({ zeit: time(i), kunde: who(i), modell: 'm-1', body, frage: question(i) }));
    expect(mapping).toMatchObject({ model: 'modell', prompt: 'frage' });
  });

  it('say which words a column was found by', () => {
    const { notes } = mapped(i => ({ timestamp: time(i), benutzer: who(i), ip: ip(i) }));
    expect(notes.join('\n')).toContain('account is read from benutzer');
  });
});

describe('what is no account', () => {
  it('a place in a program', () => {
    const { mapping, notes } = mapped(i => ({ ts: time(i), caller: `mvcc/index.go:${200 + (i % 4)}`, ip: ip(i) }));
    expect(mapping).not.toHaveProperty('account');
    expect(notes.join()).toContain('holds places in a program');
  });

  const base = (i: number) => ({ timestamp: time(i), client_ip: ip(i), model: 'm1' });

  it.each<[string, Make]>([
    ['an address', i => ({ ...base(i), user_id: ip(i) })],
    ['a date', i => ({ ...base(i), user_id: time(i) })],
    ['software', i => ({ ...base(i), user: 'python-requests/2.32' })],
    ['a pod', i => ({ ...base(i), kubernetes: { pod: { uid: `u-${i % 3}` } }, pod_uid: `u-${i % 3}` })],
    ['a process', i => ({ ...base(i), _UID: String(i % 3) })],
    ['the operator', i => ({ ...base(i), accountId: '123456789012' })],
    ['a connection', i => ({ 'id.orig_h': ip(i), ts: time(i), uid: `C${i}` })],
    [
      'in a request body',
      i => ({ ...base(i), request_body: { model: 'm1', user_id: who(i), messages: [{ role: 'user', content: 'x' }] } }),
    ],
    [
      'in a body of another name',
      i => ({ ...base(i), sent: { model: 'm1', user_id: who(i), account_id: who(i), messages: [], temperature: 1 } }),
    ],
    ['in the metadata of the client', i => ({ ...base(i), metadata: { user_id: who(i), account_id: who(i) } })],
  ])('is not taken: %s', (_, make) => {
    expect(mapped(make).mapping['account']).toBeUndefined();
  });

  it('falls to the next that is one', () => {
    const { mapping } = mapped(i => ({ ...base(i), user_id: ip(i), username: who(i) }));
    expect(mapping['account']).toBe('username');
  });

  it('is one value for all: another is taken, or it is a problem that names others', () => {
    const better = mapped(i => ({ ...base(i), user_id: 'service', customer_number: who(i) }));
    expect(better.mapping['account']).toBe('customer_number');
    const alone = mapped(i => ({ ...base(i), user_id: 'service', seat: who(i) }));
    expect(alone.problems.join()).toContain('--map account=seat');
  });

  it('is another value in each record, unless many customers are so by name', () => {
    const weak = mapped(i => ({ ...base(i), principal_ref: `p${i}` }));
    expect(weak.mapping['account']).toBeUndefined();
    const named = mapped(i => ({ ...base(i), account_id: `a${i}` }));
    expect(named.mapping['account']).toBe('account_id');
    expect(named.notes.join()).toContain('another value in each sampled record');
    expect(mapped(i => ({ ...base(i), uid: `c${i}`, username: who(i) })).mapping['account']).toBe('username');
  });

  it('is proposed where it recurs as accounts do, and nothing tells', () => {
    const { mapping, proposals, problems } = mapped(i => ({ ...base(i), seat: who(i) }));
    expect(mapping['account']).toBeUndefined();
    expect(proposals['account']?.[0]?.field).toBe('seat');
    expect(problems).toEqual([
      'no field is known to be the account; if seat (11 values in 60 records) is it: --map account=seat (--map account= if there is none)',
    ]);
  });

  it('is a problem where nothing but a time is understood', () => {
    const { problems } = mapped(i => ({ timestamp: time(i), seat: who(i) }));
    expect(problems.join()).toMatch(/only the time.*--map account=seat/);
  });
});

describe('columns that say nothing', () => {
  it('are an organisation nearly all share, and a prompt that was taken out', () => {
    const { mapping, notes } = mapped(i => ({
      timestamp: time(i),
      account_id: who(i),
      org_id: 'acme',
      prompt: '[REDACTED]',
    }));
    expect(mapping['org']).toBeUndefined();
    expect(mapping['prompt']).toBeUndefined();
    expect(notes.join('\n')).toContain('prompt is not read as prompt: the text is taken out of the log');
    expect(notes.join('\n')).toContain('org_id is not read as org');
  });

  it('are a stream of a container', () => {
    const { mapping } = mapped(i => ({ timestamp: time(i), account_id: who(i), stream: 'stdout' }));
    expect(mapping['stream']).toBeUndefined();
  });

  it('are namesakes, without a word, but not numbers in a form that cannot be read', () => {
    const { mapping, notes } = mapped(i => ({
      timestamp: time(i),
      account_id: who(i),
      request: 'GET /v1/models HTTP/1.1',
      prompt_tokens: 'about twelve',
    }));
    expect(mapping).not.toHaveProperty('prompt');
    expect(notes.join()).toContain('prompt_tokens is not read as inputTokens');
    expect(notes.join()).not.toContain('request is not');
  });

  it('are placeholders, whatever the field', () => {
    const { mapping } = mapped(i => ({
      timestamp: time(i),
      user_id: i % 2 === 0 ? 'anonymous' : 'N/A',
      username: who(i),
    }));
    expect(mapping['account']).toBe('username');
  });
});

describe('several fields of one column', () => {
  it('fill records in turn, the preferred written last', () => {
    const { bindings, mapping } = mapped(i => ({
      timestamp: time(i),
      ...(i < 40 ? { user: who(i) } : { user_id: who(i) }),
    }));
    expect(mapping['account']).toMatch(/^(user \| user_id|user_id \| user)$/);
    const fields = bindings.filter(({ column }) => column === 'account').map(({ field }) => field);
    expect(fields.reverse().join(' | ')).toBe(mapping['account']);
  });

  it('are one where they differ in one record', () => {
    const { mapping } = mapped(i => ({
      timestamp: time(i),
      user_id: who(i),
      username: i % 5 === 0 ? undefined : `name ${who(i)}`,
    }));
    expect(mapping['account']).toBe('user_id');
  });
});

describe('headers', () => {
  const headers = (i: number) => ({
    headers: {
      'x-user-id': who(i),
      'cf-connecting-ip': ip(i),
      'user-agent': 'curl/8',
      authorization: `Bearer k${i % 4}`,
    },
  });

  it('stand in where the provider writes nothing, and it is said', () => {
    const { mapping, notes } = mapped(i => ({ timestamp: time(i), request: headers(i) }));
    expect(mapping).toMatchObject({
      account: 'request.headers.x-user-id',
      ip: 'request.headers.cf-connecting-ip',
      userAgent: 'request.headers.user-agent',
      apiKey: 'request.headers.authorization',
    });
    expect(notes.join('\n')).toContain('clients can send it');
  });

  it('do not where it does', () => {
    const { mapping } = mapped(i => ({ timestamp: time(i), caller: who(i), remote_addr: ip(i), request: headers(i) }));
    expect(mapping).toMatchObject({ account: 'caller', ip: 'remote_addr' });
  });
});

describe('times and units', () => {
  it('join a day and a time of day', () => {
    const { mapping, bindings } = mapped(i => ({ date: '2026-11-20', time: time(i).slice(11, 19), user_id: who(i) }));
    expect(mapping['time']).toBe('date+time');
    expect(bindings[0]).toEqual({ column: 'time', field: 'date+time' });
  });

  it('prefer what goes on as the log does to birthdays', () => {
    const born = (i: number) => new Date(Date.UTC(1990 + ((i * 17) % 30), i % 12, 1)).toISOString();
    expect(mapped(i => ({ created_at: born(i), begun: 1, ts: time(i) })).mapping['time']).toBe('ts');
  });

  it('take the unit of a duration from most values', () => {
    const scale = (make: Make) => mapped(make).bindings.find(({ column }) => column === 'latency')?.scale;
    const base = (i: number) => ({ timestamp: time(i), account_id: who(i) });
    expect(scale(i => ({ ...base(i), duration: i === 7 ? 12.5 : 300 + i }))).toBeUndefined();
    expect(scale(i => ({ ...base(i), duration: 1.5 + i / 7 }))).toBe(1000);
    expect(scale(i => ({ ...base(i), took_us: 4000 + i }))).toBe(1e-3);
    expect(scale(i => ({ ...base(i), elapsedNs: 4000 + i }))).toBe(1e-6);
    expect(scale(i => ({ ...base(i), reads: 1, duration_ms: 1.5 + i / 7 }))).toBeUndefined();
  });
});

describe('what is told', () => {
  const make: Make = i => ({
    timestamp: time(i),
    id: `r${i}`,
    usr: who(i),
    name: `n${who(i)}`,
    took: 5000 + i,
    'a|b': who(i),
  });

  it('wins over names', () => {
    const { mapping, bindings } = mapped(make, { overrides: { account: 'usr|name', latency: 'took:us' } });
    expect(mapping).toMatchObject({ account: 'usr | name', latency: 'took:us' });
    expect(bindings).toEqual(
      expect.arrayContaining([
        { column: 'account', field: 'name' },
        { column: 'account', field: 'usr' },
        { column: 'latency', field: 'took', scale: 1e-3 },
      ]),
    );
    expect(mapped(make, { overrides: mapping }).mapping).toEqual(mapping);
  });

  it('is the field itself where one is called so', () => {
    expect(mapped(make, { overrides: { account: 'a|b' } }).bindings).toContainEqual({
      column: 'account',
      field: 'a|b',
    });
  });

  it('of one input is of that one alone', () => {
    const overrides = { account: 'usr', 'logs/b.ndjson:account': 'name' };
    expect(mapped(make, { overrides, input: 'logs/a.ndjson' }).mapping['account']).toBe('usr');
    expect(mapped(make, { overrides, input: '/x/logs/b.ndjson' }).mapping['account']).toBe('name');
  });

  it('is missed with fields called alike, and refused for no column and no unit', () => {
    expect(mapped(make, { overrides: { account: 'usrs' } }).unfound).toEqual([
      { column: 'account', field: 'usrs', near: ['usr'] },
    ]);
    expect(() => mapped(make, { overrides: { acount: 'usr' } })).toThrow(UsageError);
    expect(() => mapped(make, { overrides: { account: 'usr:ms' } })).toThrow(UsageError);
  });

  it('of a format is what its columns are, are not, and what is nobody there', () => {
    const hints = {
      columns: { account: [{ field: 'name' }, { field: 'usr' }], latency: [] },
      not: new Set(['id']),
      absent: new Set(['nacct_0']),
    };
    const { mapping } = mapped(make, { hints });
    expect(mapping).toMatchObject({ time: 'timestamp', account: 'name | usr' });
    expect(mapping['latency']).toBeUndefined();
    expect(mapping['requestId']).toBeUndefined();
  });
});

describe('one record among many', () => {
  const make: Make = i => ({
    timestamp: time(i),
    user: who(i),
    client_ip: ip(i),
    model: i % 2 === 0 ? 'm1' : 'm2',
    usage: { prompt_tokens: 10 + i, completion_tokens: 5 * i },
    duration: 400 + i,
    prompt: question(i),
    status: 200,
  });
  const log = logOf(make, 200);
  const usual = chooseMapping(sampled(log));
  const names = fc.constantFrom(
    ...[
      'account_id',
      'user_id',
      'uid',
      'user',
      'ts',
      'time',
      'timestamp',
      '@timestamp',
      'ip',
      'client_ip',
      'org_id',
      'key',
      'ja4',
    ],
    ...[
      'model',
      'duration',
      'latency_ms',
      'usage',
      'prompt',
      'messages',
      'request',
      'status',
      'logprobs',
      'date',
      'country',
      'asn',
    ],
  );
  const record = fc.oneof(
    fc.dictionary(fc.oneof(names, fc.string()), fc.jsonValue()),
    fc.dictionary(
      names,
      fc.oneof(fc.string(), fc.double(), fc.constantFrom('-', 'anonymous', '2020-01-01', '10.0.0.1', 12.5, true)),
    ),
    fc.dictionary(names, fc.dictionary(names, fc.jsonValue())),
  );

  // What few ask for is a column as soon as one record shows that it is logged.
  const asked = [
    'logprobs',
    'topLogprobs',
    'logitBias',
    'n',
    'temperature',
    'maxTokens',
    'stream',
    'cachedTokens',
    'reasoningTokens',
  ];
  const decided = ({ bindings }: Pick<typeof usual, 'bindings'>) =>
    bindings.filter(({ column }) => !asked.includes(column));

  it('is enough for what few ask for', () => {
    const { mapping } = chooseMapping(sampled([...log, { ...log[0], logprobs: true }]));
    expect(mapping).toEqual({ ...usual.mapping, logprobs: 'logprobs' });
  });

  it('changes no other column, whatever it holds and wherever it stands', () => {
    fc.assert(
      fc.property(record, fc.nat(200), (odd, at) => {
        expect(decided(chooseMapping(sampled([...log.slice(0, at), odd, ...log.slice(at)])))).toEqual(decided(usual));
      }),
    );
  });

  it('changes none by fields beside its own', () => {
    fc.assert(
      fc.property(record, fc.nat(199), (more, at) => {
        const odd = { ...more, ...log[at] };
        const changed = chooseMapping(sampled([...log.slice(0, at), odd, ...log.slice(at + 1)]));
        expect(decided(changed)).toEqual(decided(usual));
      }),
    );
  });

  it('changes none by a thousand names', () => {
    const junk = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`account_${i}`, i]));
    expect(chooseMapping(sampled([junk, ...log])).mapping).toEqual(usual.mapping);
  });

  it('is judged though it is nested without end', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(chooseMapping(sampled([{ timestamp: deep, messages: deep }, ...log])).mapping).toEqual(usual.mapping);
  });

  it('costs little, however its names are made', () => {
    const hostile = ['in', 'n', 'tok', 'req', 'usr', 'i', 'ms', 'api'].flatMap(word =>
      Array.from({ length: 40 }, (_, i): [string, number] => [word.repeat(20).slice(0, 32 - (i % 8)) + String(i), 1]),
    );
    // Backtracking over such names would outlast the test.
    const { mapping } = chooseMapping(
      sampled(logOf(i => ({ ...make(i), ...(Object.fromEntries(hostile) as object) }), 30)),
    );
    expect(mapping['time']).toBe('timestamp');
  });
});
