/** Logs with a record when a request comes and another when it is done, and logs that only look so. */
import { describe, expect, it } from 'vitest';
import { fieldSample } from '../../src/formats/field-sample.js';
import { chooseMapping } from '../../src/requests/mapping.js';
import { toldTwice, type ToldTwice } from '../../src/requests/told-twice.js';

type Make = (index: number) => readonly object[];

function told(make: Make, { count = 40, format = 'ndjson' } = {}): ToldTwice {
  const sample = fieldSample();
  const records = Array.from({ length: count }, (_, index) => make(index)).flat();
  for (const record of records) {
    sample.add(record);
    sample.endRecord();
  }
  const fields = sample.fields(records.length);
  return toldTwice({ format, fields, bindings: chooseMapping(fields).bindings });
}

const time = (i: number, after = 0) => new Date(Date.UTC(2026, 10, 20, 8, i, after)).toISOString();
const user = (i: number) => `acct_${(i * 7) % 11}`;
const start = (i: number) => ({ time: time(i), user: user(i), model: 'gpt-4o' });
const end = (i: number) => ({ ...start(i), time: time(i, 5), status: 200, latency_ms: 5000, output_tokens: 7 + i });
const nothing = { skip: [], notes: [], problems: [] };

describe('a request that is told twice', () => {
  it.each<[string, string, string, string]>([
    ['event', 'request.received', 'request.completed', 'id'],
    ['phase', 'begin', 'end', 'request_id'],
    ['msg', 'incoming request', 'request completed', 'reqId'],
    ['direction', 'ingress', 'egress', 'trace_id'],
    ['kind', 'a', 'b', 'xid'],
  ])('is counted where it ends: %s %s, %s, by %s', (marker, first, last, id) => {
    const { skip, notes, problems } = told(i => [
      { [marker]: first, [id]: `r${i}`, ...start(i) },
      { [marker]: last, [id]: `r${i}`, ...end(i) },
    ]);
    const because = `${marker} ${first}: another record of the same request says how it ended`;
    expect(skip).toEqual([{ field: marker, is: [first], because }]);
    expect(notes.join()).toContain(`those of ${last} tell the same requests`);
    expect(problems).toEqual([]);
  });

  it('may have more than one record before its end, and numbers for ids', () => {
    const { skip } = told(i => [
      { event: 'received', id: i, ...start(i) },
      { event: 'first token', id: i, ...start(i) },
      { event: 'failed upstream', id: i, ...start(i) },
      { event: 'done', id: i, ...end(i) },
    ]);
    expect(skip[0]?.is).toEqual(['received', 'first token']);
  });

  it('is known by who asks where names say what begins and ends', () => {
    const { skip } = told(i => [
      { type: 'request.received', id: `e${i}`, ...start(i) },
      { type: 'request.completed', id: `e${i}b`, ...end(i) },
    ]);
    expect(skip[0]?.is).toEqual(['request.received']);
  });

  it('is a problem where nothing shows which records belong together', () => {
    const make: Make = i => [
      { type: 'received', time: time(i), model: 'm1' },
      { type: 'completed', time: time(i, 5), model: 'm1', status: 200, output_tokens: 5 },
    ];
    expect(told(make)).toEqual({
      ...nothing,
      problems: [
        'each request seems to be told twice, as type received and completed, and no id shows which belong together; ' +
          `if so: jq -c 'select(.type != "received")' FILE | revenuer scan -`,
      ],
    });
    expect(told(make, { format: 'csv' }).problems.join()).toContain("grep -vF 'received' FILE | revenuer scan -");
  });

  it('is a problem where the beginning alone says who asks, or for what', () => {
    const { skip, problems } = told(i => [
      { phase: 'request', req: { id: `r${i}` }, ...start(i), prompt: `question ${i} of some words` },
      { phase: 'response', req: { id: `r${i}` }, time: time(i, 5), status: 200, output_tokens: 5 },
    ]);
    expect(skip).toEqual([]);
    expect(problems).toEqual([
      'each request seems to be told twice, phase request with account, model, prompt and response with how it ended: ' +
        "make one record of both: jq -sc 'group_by(.req.id)[] | add' FILE | revenuer scan -",
    ]);
  });
});

describe('requests of their own', () => {
  it.each<[string, Make]>([
    ['one record each', i => [{ event: i % 2 === 0 ? 'chat' : 'embedding', id: `r${i}`, ...end(i) }]],
    [
      'calls of a conversation',
      i => [{ event: i % 3 === 0 ? 'opened' : 'closed', conversation_id: `c${Math.floor(i / 4)}`, ...end(i) }],
    ],
    [
      'spans of an agent, all with how they ended',
      i => [
        { kind: 'agent', trace_id: `t${i}`, ...end(i) },
        { kind: 'llm', trace_id: `t${i}`, ...end(i) },
      ],
    ],
    [
      'attempts that failed before one that did not',
      i => [
        { event: 'attempt failed', id: `r${i}`, ...start(i) },
        { event: 'completed', id: `r${i}`, ...end(i) },
      ],
    ],
    [
      'many calls without tokens in one trace',
      i =>
        [0, 1, 2]
          .map(() => ({ kind: 'call', trace_id: `t${i}`, ...start(i) }))
          .concat([{ kind: 'sum', trace_id: `t${i}`, ...end(i) }]),
    ],
    [
      'records of another kind, of others',
      i => [
        { event: 'login', id: `l${i}`, ...start(i) },
        { event: 'completion', id: `r${i}`, ...end(i + 1) },
      ],
    ],
    [
      'what clients send',
      i => [
        { body: { event: 'received' }, id: `r${i}`, ...start(i) },
        { body: { event: 'completed' }, id: `r${i}`, ...end(i) },
      ],
    ],
    ['a log without any end', i => [{ event: i % 2 === 0 ? 'received' : 'completed', id: `r${i >> 1}`, ...start(i) }]],
    [
      'answers from a cache, without tokens',
      i => [i % 2 === 0 ? { event: 'cache', id: `r${i}`, ...start(i) } : { event: 'model', id: `r${i}`, ...end(i) }],
    ],
  ])('are left alone: %s', (_, make) => {
    expect(told(make)).toEqual(nothing);
  });
});
