/**
 * What clients can cause to be written, of many kinds and in several shapes of log, beside the tricks of vanishing.test.ts: the
 * campaign is found as before, nobody else is missing or made up, and every record is accounted for.
 */
import { describe, expect, it } from 'vitest';
import { apache, nginx } from './access-text.js';
import {
  header,
  hostile,
  linesOf,
  objectsOf,
  oneOfThem,
  scanned,
  sent,
  type Found,
  type Json,
  type Shape,
} from './night.js';
import { scratchFolder } from './program.js';

const { folder } = scratchFolder();
const order = ['critical', 'high', 'medium', 'low', 'info', null];

const known = new Map<Shape, Promise<Found>>();

/** Each shape is scanned once without tricks. */
function untouched(shape: Shape): Promise<Found> {
  const found = known.get(shape) ?? scanned(folder, textOf(shape, linesOf(shape, sent)));
  known.set(shape, found);
  return found;
}

function textOf(shape: Shape, lines: readonly string[]): string {
  return `${[...(shape === 'csv' ? [header] : []), ...lines].join('\n')}\n`;
}

/** @param odd records that were added, and may or may not be requests */
async function nothingVanishes(shape: Shape, content: Buffer | string, odd = 0): Promise<void> {
  const before = await untouched(shape);
  const after = await scanned(folder, content);
  const { inputs, accounts, requests } = after.report.run;
  const [input] = inputs;
  if (input === undefined) throw new Error('the input is not in the report');
  expect(input.records).toBe(input.requests + input.rejected + input.filtered);
  expect(order.indexOf(after.severity)).toBeLessThanOrEqual(order.indexOf(before.severity));
  expect(after.averagePrecision).toBeGreaterThanOrEqual(before.averagePrecision - 0.01);
  expect(after.completeness).toBeGreaterThanOrEqual(before.completeness - 0.05);
  expect(after.purity).toBeGreaterThanOrEqual(before.purity - 0.05);
  expect(Math.abs(accounts - before.report.run.accounts)).toBeLessThanOrEqual(odd > 0 ? 1 : 0);
  expect(requests).toBeGreaterThanOrEqual(before.report.run.requests);
  expect(requests).toBeLessThanOrEqual(before.report.run.requests + odd);
}

const noise = (count: number): Json =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`field_${i}`, `value ${i}`]));
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** Names that fill columns where the provider writes them. */
const ours = {
  ...{ user_id: 'x', account_id: 'x', customer_id: 'x', user: 'x', id: 'x', organization_id: 'x', api_key_id: 'x' },
  ...{ timestamp: '2001-01-01T00:00:00Z', time: 1, client_ip: '10.0.0.1', ip: '8.8.8.8', model: 'x', status: 500 },
  prompt: 'x',
};
const headers = {
  ...{ 'x-user-id': 'x', 'x-account-id': 'x', 'x-api-key': 'x', 'x-organization-id': 'x', 'x-real-ip': '9.9.9.9' },
  ...{ 'x-forwarded-for': '9.9.9.9', date: 'Thu, 01 Jan 2001 00:00:00 GMT' },
};
/** What makes an envelope of an object, or a format of another maker. */
const wrappers = {
  ...{ _source: { account_id: 'x' }, resourceSpans: [{ scopeSpans: [] }], log: 'GET / HTTP/1.1', stream: 'stdout' },
  ...{ MESSAGE: 'x', textPayload: 'x', jsonPayload: {}, message: '{"account_id":"x"}' },
};
const lists = {
  ...{ records: [{ a: 1 }], data: [{ a: 1 }], logEvents: [{ message: 'x', timestamp: 1 }], items: [{ a: 1 }] },
};
const signatures = {
  ...{ startTimeUnixNano: '1', attributes: [], ClientRequestURI: '/', EdgeStartTimestamp: 1, ClientIP: '9.9.9.9' },
  ...{ schemaType: 'ModelInvocationLog', identity: { arn: 'x' }, modelId: 'x', call_type: 'x', startTime: 'x' },
};
const accessLine = '9.9.9.9 - bob [02/Mar/2026:00:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "x"';

type Brings = (record: Json) => Json | string;

/** Puts fields behind a path of the record. */
function into(record: Json, [name, ...rest]: readonly string[], more: Json): Json {
  if (name === undefined) return { ...record, ...more };
  return { ...record, [name]: into((record[name] ?? {}) as Json, rest, more) };
}

const put =
  (at: string, more: Json): Brings =>
  record =>
    into(record, at.split('.'), more);
/** Text that JSON cannot be made of, at the end of the record or of its body. */
const ending =
  (text: string): Brings =>
  record =>
    `${JSON.stringify(record).slice(0, -1)},${text}}`;
const inBody =
  (text: string): Brings =>
  record =>
    JSON.stringify(put('request.body', { placeholder: 0 })(record)).replace('"placeholder":0', () => text);

const brought: Readonly<Record<string, Brings>> = {
  'one user_id in the body': put('request.body', { user_id: 'x' }),
  'names of ours in the body': put('request.body', ours),
  'names of ours in the body’s metadata': put('request.body.metadata', ours),
  'names of ours in the metadata': put('metadata', ours),
  'names of ours in the headers': put('request.headers', { ...ours, ...headers }),
  'names of ours in the query': put('request.query', ours),
  'a body that comes first': record => ({ request: null, ...(put('request.body', ours)(record) as Json) }),
  '400 junk names': record => ({ ...noise(400), ...record }),
  '400 junk names in the body': put('request.body', noise(400)),
  'lists of records': put('request.body', lists),
  'lists of records at the top': record => ({ ...lists, ...record }),
  'what is around records': put('request.body', wrappers),
  'what is around records, in the metadata': put('metadata', wrappers),
  'what is around records, at the top': record => ({ ...record, ...wrappers }),
  'fields of docker': record => ({ log: accessLine, stream: 'stdout', time: '2026-03-02T00:00:00Z', ...record }),
  'a message with a record': record => ({ ...record, message: JSON.stringify({ ...record, account_id: 'x' }) }),
  'a message with a line of an access log': record => ({ ...record, message: accessLine }),
  'fields of other formats': put('request.body', signatures),
  'fields of other formats at the top': record => ({ ...signatures, ...record }),
  'names that objects inherit': ending('"__proto__":{"account_id":"x"},"constructor":1,"toString":1'),
  'names that objects inherit, in the body': inBody('"__proto__":{"account_id":"x"},"constructor":1'),
  'names of ours in another case': record => ({ Account_ID: 'x', accountId: 'x', Timestamp: 'x', ...record }),
  'names twice': inBody('"account_id":"x","account_id":"y","user_id":1,"user_id":2'),
  'numbers that are none': inBody('"max_tokens":1e999,"temperature":-0,"n":"1","top_p":-1e400'),
  'a body 200 levels deep': inBody(`"deep":${nested(200)}`),
  'a body 10,000 levels deep': inBody(`"deep":${nested(10_000)}`),
  'hashes of prompts': put('request.body', { hash_ids: [1, 2, 3], prompt_hash: 'x', system_hash: 'x' }),
  'ids that stand for nobody': put('metadata', { user_id: 'anonymous', account: 'undefined' }),
};

/** Whole records, made of one of theirs; most are no requests. */
const records: Readonly<Record<string, (line: string) => string | Buffer>> = {
  'nested 10,000 deep': line => `${line.slice(0, -1)},"deep":${nested(10_000)}}`,
  'that is cut off': line => line.slice(0, -20),
  'of an open quote': () => '{"timestamp":"',
  'behind NUL': line => `\0\0\0${line}`,
  'behind a byte order mark': line => `\uFEFF${line}`,
  'that is not UTF-8': line =>
    Buffer.concat([Buffer.from(`${line.slice(0, -1)},"x":"`), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}')]),
  'of one bracket': () => '[',
  'of one brace': () => '{',
  'that closes what nobody opened': () => ']}',
  'of a number': () => '17',
  'of CSV': () => 'timestamp,account_id,client_ip',
  'of W3C': () => '#Fields: date time c-ip cs-username',
  'of an access log': () => accessLine,
  'behind a prefix of syslog': line => `<134>Mar  2 00:00:00 host app[1]: ${line}`,
  'behind a prefix of CRI': line => `2026-03-02T00:00:00.000000000Z stdout F ${line}`,
  'behind words': line => `INFO request finished ${line}`,
  'in colour': line => `\u001B[32m${line}\u001B[0m`,
  'in an envelope': line => JSON.stringify({ message: line, '@timestamp': '2026-03-02T00:00:00Z' }),
  'in a list': line => `[${line}]`,
  'in a list in an envelope': line => `{"records":[${line}]}`,
  'without its names': () => JSON.stringify(noise(400)),
};

/** What a client may say in its user agent, its path, its prompt or its session. */
const said: readonly string[] = [
  ...['"', '"""', "'", '\\', '\\"', '\n', '\r', '\0', '\uFEFF', '\u2028\u2029\u0085\v\f', '\uD800', '{}}{', '][['],
  ...['\n{"account_id":"x"}\n', '\u001B[31m\u001B]0;x\u0007', '<134>Mar  2 00:00:00 host app[1]: ', 'access.log:12:'],
  ...['2026-03-02T00:00:00.000000000Z stdout F ', ',,,,;;;;\t\t||', 'timestamp,account_id,client_ip', '# '],
  ...['\n#Fields: date time c-ip cs-username\n', `\n${accessLine}\n`, '\n--+--\n', '[[[['.repeat(2000)],
  ...[
    '{"timestamp":"2026-03-02T00:00:00Z","account_id":"x","client_ip":"9.9.9.9"}',
    '=HYPERLINK("x")',
    ' account_id=x ',
  ],
  ...['-', 'null', 'undefined'],
];

describe.each(Object.entries(brought))('what clients bring along: %s', (_, brings) => {
  const changed = (whom: (at: number, isHostile: boolean) => boolean) =>
    textOf(
      'logged',
      objectsOf('logged', sent).map((record, at) => {
        const more = whom(at, hostile(sent[at] as (typeof sent)[number])) ? brings(record) : record;
        return typeof more === 'string' ? more : JSON.stringify(more);
      }),
    );

  it('in the first 300 records', () =>
    nothingVanishes(
      'logged',
      changed(at => at < 300),
    ));
  it('in all of theirs, and the first', () =>
    nothingVanishes(
      'logged',
      changed((at, his) => at === 0 || his),
    ));
});

describe('a record', () => {
  it.each(Object.entries(records))('%s, first, last, and twenty times in between', async (_, made) => {
    const lines = linesOf('flat', sent);
    const odd = Buffer.concat([Buffer.from(made(linesOf('flat', [oneOfThem])[0] ?? '')), Buffer.from('\n')]);
    const parts = lines.flatMap((line, at) => [...(at % 200 === 0 ? [odd] : []), Buffer.from(`${line}\n`)]);
    await nothingVanishes('flat', Buffer.concat([...parts, odd]), 30);
  });

  it('of 17 MB, first', async () => {
    const [line = ''] = linesOf('litellm', [oneOfThem]);
    const long = `${line.slice(0, -1)},"blob":"${'x'.repeat(17 << 20)}"}\n`;
    await nothingVanishes('litellm', long + textOf('litellm', linesOf('litellm', sent)), 1);
  });
});

describe('what clients say', () => {
  const accounts = [...new Set(sent.filter(hostile).map(({ account }) => account))];
  const as = (written: (text: string) => string, where: 'userAgent' | 'path' | 'prompt' | 'session') =>
    sent.map((request, at) => {
      if (!hostile(request)) return request;
      const word = written(said[accounts.indexOf(request.account) % said.length] ?? '');
      const own = request[where] ?? String(at);
      // Programs are told by how their names begin: to have another is to be another, which is not what is tried here.
      return { ...request, [where]: where === 'prompt' || where === 'userAgent' ? own + word : word + own };
    });
  const asItIs = (text: string): string => text;
  const fields = ['userAgent', 'path', 'prompt', 'session'] as const;

  it.each(fields)('in the %s of JSON', where =>
    nothingVanishes('flat', textOf('flat', linesOf('flat', as(asItIs, where)))),
  );
  it.each(fields)('in the %s of LiteLLM', where =>
    nothingVanishes('litellm', textOf('litellm', linesOf('litellm', as(asItIs, where)))),
  );
  it.each(fields)('in the %s of CSV', where =>
    nothingVanishes('csv', textOf('csv', linesOf('csv', as(asItIs, where)))),
  );
  it.each(['userAgent', 'path'] as const)('in the %s of an access log', async where => {
    await nothingVanishes('combined', textOf('combined', linesOf('combined', as(nginx, where))));
    await nothingVanishes('combined', textOf('combined', linesOf('combined', as(apache, where))));
  });
});
