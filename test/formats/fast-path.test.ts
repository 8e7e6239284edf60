/** The fast path gives what the plain path gives, column by column, whatever the bytes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bothPaths, type Given } from './both-paths.js';

const runs = Number(process.env['FAST_PATH_RUNS'] ?? 300);

function agree(given: Given): ReturnType<typeof bothPaths> {
  const found = bothPaths(given);
  expect(found.fast).toEqual(found.plain);
  return found;
}

const usual = {
  timestamp: '2026-03-02T00:00:05.370Z',
  request_id: 'req_1',
  account_id: 'acct_1',
  api_key_id: 'sk-abc',
  client_ip: '203.0.113.7',
  country: 'US',
  asn: 64500,
  ja4: 't13d1313h2_ff444e89b54c_aa295cd248a3',
  user_agent: 'OpenAI/JS 5.12.2',
  method: 'POST',
  path: '/v1/chat/completions?key=1',
  status: 200,
  latency_ms: 742.5,
  model: 'atlas-4',
  input_tokens: 62,
  output_tokens: 27,
  max_tokens: 1024,
  temperature: 0.3,
  n: 1,
  logprobs: null,
  top_logprobs: 2,
  logit_bias: { 12: 3 },
  stream: true,
  session_id: null,
  system_prompt_hash: 'ae9e1aa56de3b6a8',
  usage: { cached_tokens: 3 },
  prompt: 'What is rain? Say it in 3 words.',
};
const head = `${JSON.stringify(usual)}\n`.repeat(3);

/** Values that a field of a log may have, and many that none should. */
const value = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 700 }) },
  fc.constantFrom(
    '',
    '-',
    'null',
    'None',
    'NULL',
    '\\N',
    'true',
    'false',
    '0',
    '1e3',
    ' 12 ',
    '007',
    '9007199254740993',
  ),
  fc.constantFrom(
    '2026-03-02 00:00:05',
    '2026-03-02T00:00:05.999999999+02:00',
    '1772409605',
    '02/Mar/2026:00:00:11 +0130',
  ),
  fc.constantFrom(
    '2026-02-30T00:00:00Z',
    '2026-03-02T24:00:00Z',
    '2026/03/02 00:00:05.5',
    '2026-03-02',
    'Mon, 02 Mar 2026 00:00:11 GMT',
  ),
  fc.constantFrom(
    '10.0.0.1',
    '::1',
    '2001:db8::1',
    '203.0.113.7:443',
    '10.0.0.1, 198.51.100.2',
    'AS64500',
    'Bearer sk-x',
    '1.5s',
  ),
  fc.double(),
  fc.integer(),
  fc.nat(),
  fc.bigInt({ min: 0n, max: 2n ** 70n }).map(String),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant([
    { role: 'system', content: 'be brief' },
    { role: 'user', content: 'hi' },
  ]),
  fc.constant('{"messages":[{"role":"user","content":"hi"}]}'),
);
const keys = [
  ...Object.keys(usual),
  'x_forwarded_for',
  'usage.cached_tokens',
  'extra',
  'Timestamp',
  '__proto__',
  'end_time',
];

/** Objects as somebody might have written them: usual fields replaced, keys doubled, white space anywhere. */
const line = fc
  .record({
    changes: fc.array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 6 }),
    doubled: fc.boolean(),
    blank: fc.constantFrom('', '', '', ' ', '\t', ' \r'),
    escape: fc.constantFrom(0, 0, 0, 1, 2),
  })
  .map(({ changes, doubled, blank, escape }) => {
    const changed = new Map(changes);
    const parts = Object.entries(usual).map(([key, given]) =>
      write(key, changed.has(key) ? changed.get(key) : given, blank, escape),
    );
    for (const [key, given] of changes)
      if (doubled || !Object.hasOwn(usual, key)) parts.push(write(key, given, blank, escape));
    return `${blank}{${parts.join(`${blank},${blank}`)}${blank}}${blank}`;
  });

function write(key: string, given: unknown, blank: string, escape: number): string {
  const name =
    escape === 2 && key.length > 3
      ? `"\\u00${key.charCodeAt(0).toString(16).padStart(2, '0')}${key.slice(1)}"`
      : JSON.stringify(key);
  const text = typeof given === 'string' && /^\d{16,}$/.test(given) ? given : JSON.stringify(given);
  const escaped =
    escape === 1
      ? text.replace(/[a-z]/, c =>
          given === null || typeof given !== 'string' ? c : `\\u00${c.charCodeAt(0).toString(16)}`,
        )
      : text;
  return `${name}${blank}:${blank}${escaped}`;
}

describe('JSON lines', () => {
  it('goes through the kernel where nothing is out of the ordinary', () => {
    const { direct, fast } = agree({ head, body: head.repeat(500) });
    expect(fast.rows.length).toBe(1503);
    expect(direct).toBe(1503);
  });

  it('agrees on lines that were changed in many ways', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 50, max: 3000 }),
        (lines, chunk) => {
          agree({ head, body: `${lines.join('\n')}\n`, chunk });
        },
      ),
      { numRuns: runs },
    );
  });

  it('agrees on lines with a few bytes changed, cut off or put in', () => {
    const bytes = fc.array(
      fc.tuple(
        fc.nat(),
        fc.oneof(fc.nat(255), fc.constantFrom(34, 92, 123, 125, 91, 93, 44, 58, 10, 13, 0, 0xef, 0xff, 0xe2)),
      ),
      {
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(line, bytes, fc.constantFrom('set', 'insert', 'cut'), (text, changes, how) => {
        let body: Buffer = Buffer.from(`${text}\n${head}`);
        for (const [place, byte] of changes) {
          const at = place % body.length;
          if (how === 'set') body[at] = byte;
          else if (how === 'insert') body = Buffer.concat([body.subarray(0, at), Buffer.of(byte), body.subarray(at)]);
          else body = Buffer.concat([body.subarray(0, at), body.subarray(at + (byte % 40))]);
        }
        agree({ head, body });
      }),
      { numRuns: runs },
    );
  });
});
