/** Inputs on which the fast path and the plain path once disagreed, and what is right. Found by `npm run fuzz`. */
import { describe, expect, it } from 'vitest';
import { bothPaths, type Given, type Outcome } from './both-paths.js';

/** What both ways make of what follows the head. */
function both(given: Given): Outcome {
  const { fast, plain } = bothPaths(given);
  expect(fast).toEqual(plain);
  const lines = given.head.split('\n').length - 1;
  const isLater = ([line]: [number, string]) => line > lines;
  return {
    rows: plain.rows.filter(({ line }) => Number(line) > lines),
    rejects: plain.rejects.filter(isLater),
    filtered: plain.filtered.filter(isLater),
  };
}

const valuesOf = ({ rows }: Outcome, column: string): unknown[] => rows.map(row => row[column]);
const mark = '\ufeff';

describe('CSV', () => {
  const row = 'acct_1,2026-03-02T00:00:05Z,200';
  const head = `account_id,timestamp,status\n${`${row}\n`.repeat(3)}`;

  it('passes over a byte order mark before any record, whichever the kernel left', () => {
    const body = [`${mark}${row}`, row, `${mark}${row}`].join('\n');
    expect(valuesOf(both({ head, body }), 'account')).toEqual(['acct_1', 'acct_1', 'acct_1']);
  });

  it('takes a comment in quotes for a comment', () => {
    const { rows, rejects, filtered } = both({ head, body: '"# exported",,\n' });
    expect({ rows, rejects, filtered }).toEqual({ rows: [], rejects: [], filtered: [[5, 'comment']] });
  });

  it('takes what Excel writes first for a comment, in quotes as well', () => {
    const narrow = { head: 'timestamp,account_id\n2026-03-02T00:00:05Z,acct_1\n2026-03-02T00:00:06Z,acct_2\n' };
    expect(both({ ...narrow, body: '"sep=",\n' }).filtered).toEqual([[4, 'comment']]);
  });

  it('knows a header again whose first name is empty, in quotes or not', () => {
    const unnamed = { head: ',timestamp,account_id\n1,2026-03-02T00:00:05Z,acct_1\n2,2026-03-02T00:00:06Z,acct_2\n' };
    const { rows, filtered } = both({ ...unnamed, body: '"",timestamp,account_id\n,timestamp,account_id\n' });
    expect(rows).toEqual([]);
    expect(filtered).toEqual([
      [4, 'header'],
      [5, 'header'],
    ]);
  });
});

describe('JSON lines', () => {
  const usual = { timestamp: '2026-03-02T00:00:05Z', account_id: 'acct_1', prompt: 'hi' };
  const head = `${JSON.stringify(usual)}\n`.repeat(3);

  it('looks at each of many blank lines once', () => {
    const body = `${'\n'.repeat(300_000)}${JSON.stringify(usual)}\n`;
    expect(valuesOf(both({ head, body, chunk: 1_000_000 }), 'line')).toEqual([300_004]);
  });

  it('reads no field whose name is half a surrogate pair from one that is called U+FFFD', () => {
    const map = { endUser: '\ud800', org: '\ufffd' };
    const { rows } = both({ head, map, body: '{"timestamp":1772409605,"\\ud800":"half","\ufffd":"whole"}\n' });
    expect(rows.map(({ endUser, org }) => [endUser, org])).toEqual([['half', 'whole']]);
    expect(valuesOf(both({ head, map, body: '{"timestamp":1772409605,"\ufffd":"whole"}\n' }), 'endUser')).toEqual(['']);
  });

  it('gives half a surrogate pair in a prompt as U+FFFD, which is what was analysed', () => {
    const lines = ['"a \\ud83d b"', '[{"role":"user","content":"a \\ud83d b"}]'];
    const body = lines.map(prompt => `{"timestamp":1772409605,"prompt":${prompt}}\n`).join('');
    expect(valuesOf(both({ head, body }), 'prompt')).toEqual(['a \ufffd b', 'a \ufffd b']);
  });

  it('reads headers that are lists of lines', () => {
    const headers = { 'User-Agent': ['curl/8.9.1'], Via: ['a', 'b'], Other: [1] };
    const line = `${JSON.stringify({ ...usual, request: { headers } })}\n`;
    const map = {
      userAgent: 'request.headers.User-Agent',
      org: 'request.headers.Via',
      endUser: 'request.headers.Other',
    };
    const { rows } = both({ head: line.repeat(3), map, body: line.replaceAll('[', '[ ') });
    expect(rows).toMatchObject([{ userAgent: 'curl/8.9.1', org: 'a, b', endUser: '' }]);
  });
});

describe('Combined', () => {
  const request = '203.0.113.7 - acct_1 [02/Mar/2026:00:00:11 +0000] "POST /v1/chat HTTP/1.1" 200 17';

  it('finds the agent behind 32 values and more', () => {
    const values = Array.from({ length: 32 }, (_, index) => `w${index}`).join(' ');
    const { rows } = both({
      head: `${request} "-" "curl/8.9.1"\n`.repeat(3),
      body: `${request} ${values} "-" "curl/8.9.1"\n${request} "-" "curl/8.9.1" ${values}\n`,
    });
    expect(valuesOf({ rows, rejects: [], filtered: [] }, 'userAgent')).toEqual(['curl/8.9.1', 'curl/8.9.1']);
  });
});
