/** Requests as hostile logs hold them: repeated, absent, enormous and senseless values in every column. */
import { sourceColumnNames, type SourceColumnName } from '../requests/columns.js';
import { drawFrom, type Draw } from './draw.js';
import { caseStart, ordinaryRequests } from './ordinary.js';
import type { PlacedRequest } from './log-builder.js';

const names = ['a', 'b', '__proto__', 'ünï\u202e', 'x'.repeat(600)] as const;
const numbers = [0, 1, 2, 0.1, 7.5, 4096, 1e9, 2 ** 31, 2 ** 40, -1, '12', 'many', null] as const;
const texts = [
  'hi',
  '',
  '-',
  'constructor',
  '{"messages":[{"role":"user","content":"one two three four five six"}]}',
  '{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"r"},{"role":"user","content":"s"}]}',
  '\u0000\u001b[31m',
  'Compare the answers of A and B by the following rubric and return json',
] as const;

/** That many requests of a few accounts over four days; some carry text of their own, some repeat others. */
export function strangeRequests(count: number, seed: string): PlacedRequest[] {
  const draw = drawFrom(seed);
  const ordinary = ordinaryRequests('a', seed, count);
  return ordinary.map((usual, i) => {
    const request: Partial<Record<SourceColumnName, unknown>> = { ...usual, account: draw.pick(names) };
    for (const column of sourceColumnNames) {
      if (column !== 'time' && column !== 'account' && draw.uniform() < 0.3) request[column] = strange(column, draw);
    }
    const time = draw.uniform() < 0.2 ? caseStart + 1000 * draw.integer(10) : usual.time;
    return { line: i + 1, request: { ...request, time } };
  });
}

function strange(column: SourceColumnName, draw: Draw): unknown {
  switch (column) {
    case 'prompt':
      return draw.pick(texts);
    case 'ip':
    case 'forwardedFor':
      return draw.pick(['10.0.0.1', '2001:db8::1', 'nowhere', `198.51.${draw.integer(99)}.7`]);
    case 'logitBias':
      return { [draw.integer(300)]: -100, [draw.integer(9)]: 1 };
    case 'prefixHashes':
      return [draw.integer(5), draw.integer(5)];
    case 'status':
      return draw.pick([200, 429, 401, 404, 503, 'ok', 'error', 99]);
    case 'userAgent':
    case 'ja4':
    case 'asn':
    case 'session':
    case 'org':
    case 'endUser':
    case 'promptHash':
    case 'systemHash':
      return `v${draw.integer(400)}`;
    default:
      return draw.pick(numbers);
  }
}
