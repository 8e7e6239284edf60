/**
 * The query that the databases are asked, in words of SQL: by account the number of requests and five sketches. The
 * outer sums use every sketch, so that none may be left out, and keep the answer to one line.
 */
export const fields = {
  ndjson: {
    account: 'account_id',
    distinct: ['client_ip', 'user_agent', 'prompt'],
    spread: ['latency_ms', 'output_tokens'],
  },
  csv: {
    account: 'account_id',
    distinct: ['client_ip', 'user_agent', 'request_id'],
    spread: ['latency_ms', 'output_tokens'],
  },
  combined: { account: 'account', distinct: ['ip', 'agent', 'request'], spread: ['status', 'bytes'] },
};

/** A Combined log read as cells between blanks: the time falls into two of them. */
export const combinedColumns = [
  'ip',
  'identity',
  'account',
  'time',
  'zone',
  'request',
  'status',
  'bytes',
  'referrer',
  'agent',
];

/** @param {{ distinct(field: string): string, spread(field: string): string }} sketches */
export function groupBy(shape, source, { distinct, spread }) {
  const { account, distinct: sets, spread: numbers } = fields[shape];
  const sketches = [...sets.map(distinct), ...numbers.map(spread)];
  const inner = sketches.map((sketch, i) => `${sketch} AS s${i}`).join(', ');
  const outer = sketches.map((_, i) => `sum(s${i})`).join(', ');
  return `SELECT sum(c), count(*), ${outer} FROM (SELECT ${account}, count(*) AS c, ${inner} FROM ${source} GROUP BY ${account})`;
}
