import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { flatColumns } from '../../src/simulate/writers/row.js';
import { logShapes, writeLog, type LogShape, type WriterOptions } from '../../src/simulate/writers/index.js';
import { traffic } from './traffic.js';

const { requests } = traffic({
  populations: { human: 20, developer: 4, agent: 1 },
  campaigns: [
    { name: 'l', kind: 'logits', perDay: 20 },
    { name: 'c', kind: 'conversation-hop', accounts: 3, perDay: 10 },
  ],
});
interface Json {
  [key: string]: Json;
}

const everything: WriterOptions = { drop: [], hashPrompts: false };
const linesOf = (shape: LogShape, options: Partial<WriterOptions> = {}) =>
  [...writeLog(requests, shape, { ...everything, ...options })].join('').trimEnd().split('\n');
const records = (shape: LogShape, options: Partial<WriterOptions> = {}) =>
  linesOf(shape, options).map(line => JSON.parse(line) as Json);

describe.each(logShapes)('the shape %s', shape => {
  it('has a line for each request, the same each time', () => {
    const text = [...writeLog(requests, shape, everything)];
    expect(text.every(line => line.endsWith('\n'))).toBe(true);
    expect([...writeLog(requests, shape, everything)]).toEqual(text);
    const header = shape === 'csv' || shape === 'tsv' ? 1 : 0;
    expect(text.length).toBe(requests.length + header);
  });

  it('says nothing of what was dropped', () => {
    const drop = ['account_id', 'client_ip', 'user_agent', 'ja4', 'prompt'];
    const text = [...writeLog(requests, shape, { drop, hashPrompts: false })].join('');
    for (const secret of [requests[0]?.account, requests[0]?.ip, requests[0]?.userAgent, requests[0]?.prompt])
      expect(text).not.toContain(secret);
  });
});

describe('NDJSON', () => {
  it('has the columns of the flat schema in their order', () => {
    const rows = records('ndjson');
    expect(Object.keys(rows[0] ?? {})).toEqual([...flatColumns]);
    expect(new Set(rows.map(row => row['request_id'])).size).toBe(rows.length);
    expect(rows.map(row => Date.parse(row['timestamp'] as unknown as string))).toEqual(
      requests.map(request => request.time),
    );
  });

  it('carries hashes in place of prompts: the same for the same prompt', () => {
    const rows = records('ndjson', { hashPrompts: true });
    expect(rows[0]).not.toHaveProperty('prompt');
    expect(rows[0]?.['prompt_hash']).toMatch(/^[0-9a-f]{16}$/);
    expect(new Set(rows.map(row => row['prompt_hash'])).size).toBe(new Set(requests.map(({ prompt }) => prompt)).size);
  });
});

it.each([
  ['csv', ','],
  ['tsv', '\t'],
] as const)('%s is read back as it was written, line breaks and quotes included', (shape, delimiter) => {
  const text = [...writeLog(requests, shape, everything)].join('');
  const rows: Record<string, string>[] = parse(text, { columns: true, delimiter });
  expect(rows.map(row => row['prompt'])).toEqual(requests.map(({ prompt }) => prompt));
  expect(rows.map(row => row['account_id'])).toEqual(requests.map(({ account }) => account));
});

it('Combined and Common lines look like a web server’s', () => {
  const combined =
    /^\d+(\.\d+){3} - acct_\w+ \[02\/Mar\/2026:\d\d:\d\d:\d\d \+0000\] "POST \/v1\/\S+ HTTP\/1\.1" \d{3} \d+ "-" "[^"]+"$/;
  expect(linesOf('combined').every(line => combined.test(line))).toBe(true);
  expect(linesOf('common').every(line => / \d{3} \d+$/.test(line))).toBe(true);
});

it('LiteLLM and OpenTelemetry records carry the conversation so far', () => {
  const at = requests.findIndex(({ history }) => history.length === 4);
  const messages = records('litellm')[at]?.['messages'] as unknown as { role: string; content: string }[];
  expect(messages.filter(({ role }) => role !== 'system').length).toBe(5);
  expect(messages.at(-1)?.content).toBe(requests[at]?.prompt);
  const span = JSON.stringify(records('otlp')[at]);
  expect(span).toContain('gen_ai.input.messages');
  expect(span.match(/parts/g)?.length).toBe(5);
});

it('LiteLLM shows biases and probabilities of the parameters', () => {
  const at = requests.findIndex(({ logprobs }) => logprobs !== null);
  const parameters = records('litellm')[at]?.['model_parameters'] ?? {};
  expect(parameters).toMatchObject({ logprobs: true, top_logprobs: 20, max_tokens: 1 });
  expect(Object.keys(parameters['logit_bias'] ?? {}).length).toBe(8);
});
