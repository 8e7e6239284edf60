/** Kinds of log as other tools list them, retyped: the same traffic in each, and what a right reading of it shows. */

/** One request of the traffic that is written in each kind. */
export interface Made {
  readonly at: number;
  readonly time: Date;
  readonly ip: string;
  readonly port: number;
  readonly user: string;
  readonly method: string;
  readonly path: string;
  /** Path and query. */
  readonly target: string;
  readonly status: number;
  readonly bytes: number;
  readonly agent: string;
  /** Whole milliseconds. */
  readonly ms: number;
}

/** What is looked at of a request that was read. */
export type Shown = 'account' | 'ip' | 'method' | 'path' | 'status' | 'agent' | 'ms';

export interface ReadKind {
  readonly name: string;
  /** Lines before the first request. */
  readonly head?: readonly string[];
  readonly line: (made: Made) => string;
  /** Format, or description where there is one. */
  readonly as: string;
  /** All that the log says of a request: what is not named must be absent. */
  readonly shows: readonly Shown[];
  /** Where a kind writes a value in its own way. */
  readonly but?: (made: Made) => Partial<Record<Shown, string | number | undefined>>;
}

export interface ToldKind {
  readonly name: string;
  readonly head?: readonly string[];
  readonly line: (made: Made) => string;
  /** What the run's problems say: it ends as incomplete. */
  readonly told?: RegExp;
  /** What is noted where the records are read: their time, and nothing that is wrong. */
  readonly noted?: RegExp;
}

const clients = ['198.51.100.7', '203.0.113.9', '192.0.2.33'];
const users = ['acct_a', 'acct_b', 'acct_c'];
const agents = ['python-requests/2.32.3', 'curl/8.5.0', 'Mozilla/5.0 (X11; Linux x86_64)'];
const targets = ['/v1/chat?session=7', '/v1/models', '/v1/files/12?part=2&full=1', '/v1/chat'];
const statuses = [200, 200, 404, 200, 503];

/** Twelve requests of three clients, a little more than a minute apart. */
export const traffic: readonly Made[] = Array.from({ length: 12 }, (_, at) => {
  const target = targets[at % targets.length] as string;
  return {
    at,
    time: new Date(Date.UTC(2026, 10, 20, 8, 15, 30) + at * 61_000),
    ip: clients[at % 3] as string,
    port: 40_000 + at * 7,
    user: users[at % 3] as string,
    method: at % 4 === 1 ? 'GET' : 'POST',
    path: target.split('?', 1)[0] as string,
    target,
    status: statuses[at % statuses.length] as number,
    bytes: 900 + at * 13,
    agent: agents[at % 3] as string,
    ms: 120 + at * 31,
  };
});

/** The request of every line, or a letter that comes again: for ids. */
export function idOf({ at }: Made, length = 32): string {
  return (((at + 1) * 2_654_435_761) % 0xffffffff).toString(16).padStart(8, '0').repeat(8).slice(0, length);
}
