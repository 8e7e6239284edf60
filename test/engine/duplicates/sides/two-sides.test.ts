/** Which inputs are two descriptions of the same requests, and which only look alike. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../src/simulate/random.js';
import * as traffic from './traffic.js';
import {
  calls,
  csv,
  edge,
  gateway,
  gatewayRecord,
  hour,
  inOrder,
  minute,
  named,
  second,
  start,
  usual,
  without,
} from './traffic.js';
import type { Call, Crowd } from './traffic.js';

type Logs = Readonly<Record<string, readonly string[]>>;
type Case = readonly [string, (crowd: Crowd) => Logs];

const seeds = [1, 2, 3];
const records = (made: readonly Call[]): Record<string, unknown>[] => made.map(gatewayRecord);
const json = (all: readonly Record<string, unknown>[]): string[] => all.map(one => JSON.stringify(one));
const chanceOf = ({ seed }: Crowd): Random => new Random(seed, 'test');

/** A request that goes to one of two places. */
function shared(made: readonly Call[], placeOf: (call: Call, index: number) => number): readonly [Call[], Call[]] {
  const places = made.map(placeOf);
  return [made.filter((_, i) => places[i] === 0), made.filter((_, i) => places[i] !== 0)];
}

const coin = (chance: Random) => (): number => Math.floor(2 * chance.next());
const turns =
  () =>
  (_: Call, i: number): number =>
    i % 2;
/** By turns for each account, whatever the others do. */
function ownTurns(): (call: Call) => number {
  const sent = new Map<number, number>();
  return ({ account }) => {
    const count = sent.get(account) ?? 0;
    sent.set(account, count + 1);
    return count % 2;
  };
}

/** A program that asks steadily, the same each time. */
function steady(crowd: Crowd, every: number, account = 1000): Call[] {
  const chance = chanceOf(crowd);
  return Array.from({ length: (crowd.hours * hour) / every }, (_, i) => {
    const call = traffic.callAt(chance, { time: start + i * every, account });
    return { ...call, time: start + i * every + 300, latency: 300, prompt: 'ping', input: 5, output: 1 };
  });
}

/** What follows a request, or comes with it. */
function companions(crowd: Crowd, made: readonly Call[], after: number, change: Partial<Call> = {}): Call[] {
  const chance = chanceOf(crowd);
  return made.map(call => {
    const other = traffic.callAt(chance, { time: 0, account: call.account });
    return { ...other, time: call.time + after, latency: call.latency, ...change };
  });
}

const twoSides: readonly Case[] = [
  ['a web server and the gateway', crowd => ({ 'a.log': edge(calls(crowd)), 'b.ndjson': gateway(calls(crowd)) })],
  [
    'one that stamps the start',
    crowd => ({ 'a.log': edge(calls(crowd), { atStart: true }), 'b.ndjson': gateway(calls(crowd)) }),
  ],
  [
    'one that stamps the start, with a clock of its own, where no latency is known',
    crowd => ({
      'a.log': edge(calls({ ...crowd, burst: 1 }), { atStart: true, skew: 7 * second }),
      'b.ndjson': gateway(calls({ ...crowd, burst: 1 }), 'latency_ms'),
    }),
  ],
  [
    'a web server and a gateway that knows no addresses, on a quiet day',
    crowd => {
      const made = calls({ ...crowd, rate: 2, burst: 1 });
      return { 'a.log': edge(made), 'b.ndjson': gateway(made, 'client_ip') };
    },
  ],
  [
    'a web server that sees strangers, too',
    crowd => {
      const made = calls(crowd);
      const strangers = calls({ ...crowd, seed: crowd.seed + 50, accounts: 15 });
      const others = strangers.map(call => ({ ...call, account: call.account + 500, route: '/wp-login.php' }));
      return { 'a.log': edge(inOrder([...made, ...others])), 'b.ndjson': gateway(made) };
    },
  ],
  [
    'a gateway and its provider, who knows tokens alone, at a high rate',
    crowd => {
      const made = calls({ ...crowd, hours: 1, accounts: 20, rate: 400 });
      const chance = chanceOf(crowd);
      const provider = records(made.map(call => ({ ...call, time: call.time - Math.floor(900 * chance.next()) })));
      const fields = ['account_id', 'client_ip', 'path', 'prompt', 'latency_ms', 'status'];
      return {
        'a.ndjson': json(provider.map(record => ({ ...without(record, ...fields), project: 'p' }))),
        'b.ndjson': gateway(made),
      };
    },
  ],
  [
    'the same export with rounded times',
    crowd => {
      const rounded = records(calls(crowd)).map(record => ({
        ...record,
        timestamp: String(record['timestamp']).replace(/\.\d+/, ''),
      }));
      return { 'a.csv': csv(rounded), 'b.ndjson': gateway(calls(crowd)) };
    },
  ],
  [
    'the same export with times to the minute',
    crowd => {
      const rounded = records(calls(crowd)).map(record => ({
        ...record,
        timestamp: String(record['timestamp']).replace(/:\d\d\.\d+/, ''),
      }));
      return { 'a.csv': csv(rounded), 'b.ndjson': gateway(calls(crowd)) };
    },
  ],
  [
    'the same export with other ids',
    crowd => {
      const withIds = (name: string) =>
        json(records(calls(crowd)).map((record, i) => ({ ...record, request_id: `${name}-${i * 7919}` })));
      return { 'a.ndjson': withIds('req'), 'b.ndjson': withIds('gen') };
    },
  ],
  [
    'end users here who are accounts there, at a high rate',
    crowd => {
      const made = calls({ ...crowd, rate: 40, burst: 1 });
      const users = records(made).map(record => ({ ...record, account_id: 'us', user: record['account_id'] }));
      const left = ['client_ip', 'prompt'];
      const theirs = records(made).map(record => without(record, 'client_ip', 'input_tokens', 'output_tokens'));
      return { 'a.ndjson': json(users.map(user => without(user, ...left))), 'b.ndjson': json(theirs) };
    },
  ],
  [
    'a night beside days of the other side',
    crowd => {
      const days = calls({ ...crowd, hours: 24 });
      const night = days.filter(({ time }) => time > start + 8 * hour && time < start + 12 * hour);
      return { 'a.log': edge(days), 'b.ndjson': gateway(night) };
    },
  ],
];

const others: readonly Case[] = [
  ...(
    [
      ['by chance', (crowd: Crowd) => coin(chanceOf(crowd))],
      ['by turns', turns],
      ['by turns for each account', ownTurns],
      [
        'by account',
        () =>
          ({ account }: Call) =>
            account % 2,
      ],
    ] as const
  ).flatMap(([how, placeOf]): Case[] =>
    (
      [
        ['', (made: readonly Call[]) => made],
        [
          ' with a steady program',
          (made: readonly Call[], crowd: Crowd) => inOrder([...made, ...steady(crowd, 2 * second)]),
        ],
        [
          ' with many steady programs',
          (made: readonly Call[], crowd: Crowd) =>
            inOrder([
              ...made,
              ...Array.from({ length: 20 }, (_, i) => steady(crowd, (20 + i) * second, 1000 + i)).flat(),
            ]),
        ],
      ] as const
    ).flatMap(([what, add]): Case[] => {
      const both = (crowd: Crowd) => shared(add(calls(crowd), crowd), placeOf(crowd));
      return [
        [
          `gateways that share out ${how}${what}`,
          crowd => ({ 'a.ndjson': gateway(both(crowd)[0]), 'b.ndjson': gateway(both(crowd)[1]) }),
        ],
        [
          `web servers that share out ${how}${what}`,
          crowd => ({ 'a.log': edge(both(crowd)[0]), 'b.log': edge(both(crowd)[1]) }),
        ],
        [
          `a gateway and a web server that share out ${how}${what}`,
          crowd => ({ 'a.ndjson': gateway(both(crowd)[0]), 'b.log': edge(both(crowd)[1]) }),
        ],
      ];
    }),
  ),
  [
    'two nights',
    crowd => ({
      'a.log': edge(calls(crowd)),
      'b.log': edge(calls(crowd).map(call => ({ ...call, time: call.time + 24 * hour }))),
    }),
  ],
  [
    'a log and what follows it',
    crowd => {
      const made = calls(crowd);
      return { 'a.log': edge(made.slice(0, made.length / 2)), 'b.ndjson': gateway(made.slice(made.length / 2)) };
    },
  ],
  [
    'different applications of the same people',
    crowd => ({ 'a.log': edge(calls(crowd)), 'b.ndjson': gateway(calls({ ...crowd, seed: crowd.seed + 100 })) }),
  ],
  [
    'questions and the embeddings before them',
    crowd => {
      const made = calls(crowd);
      return {
        'a.ndjson': gateway(made),
        'b.ndjson': gateway(companions(crowd, made, -300, { route: '/v1/embeddings' })),
      };
    },
  ],
  [
    'questions and the embeddings before them, as web servers write them down',
    crowd => {
      const made = calls(crowd);
      return {
        'a.log': edge(made),
        'b.log': edge(companions(crowd, made, -300, { route: '/v1/embeddings', output: 0 })),
      };
    },
  ],
  [
    'two models that are asked the same',
    crowd => {
      const made = calls(crowd);
      const answers = companions(crowd, made, 40).map((call, i) => ({
        ...call,
        prompt: made[i]?.prompt ?? '',
        input: made[i]?.input ?? 0,
      }));
      return { 'a.ndjson': gateway(made), 'b.ndjson': gateway(answers) };
    },
  ],
  [
    'requests that come in twos, one to each gateway',
    crowd => {
      const made = calls({ ...crowd, burst: 1 });
      return { 'a.ndjson': gateway(made), 'b.ndjson': gateway(companions(crowd, made, 5)) };
    },
  ],
  [
    'requests that come in twos, one to each web server',
    crowd => {
      const made = calls({ ...crowd, burst: 1 });
      return { 'a.log': edge(made), 'b.log': edge(companions(crowd, made, 5)) };
    },
  ],
  [
    'sessions of two requests, by turns',
    crowd => {
      const made = calls({ ...crowd, burst: 1 });
      const chance = chanceOf({ ...crowd, seed: crowd.seed + 1 });
      const next = companions(crowd, made, 3 * second).map(call => {
        return { ...call, time: call.time + Math.round(traffic.waiting(chance, 8 * second)) };
      });
      const all = inOrder([...made, ...next]);
      const [one, other] = shared(all, turns());
      return { 'a.ndjson': gateway(one, 'input_tokens', 'output_tokens', 'prompt'), 'b.log': edge(other) };
    },
  ],
  [
    'two applications with jobs at every full minute',
    crowd => {
      const jobs = Array.from({ length: 15 }, (_, i) => steady(crowd, minute, 2000 + i)).flat();
      return { 'a.ndjson': gateway(inOrder(jobs)), 'b.log': edge(inOrder(jobs.map(call => ({ ...call, output: 9 })))) };
    },
  ],
  [
    'a small log',
    crowd => ({ 'a.log': edge(calls(crowd).slice(0, 30)), 'b.ndjson': gateway(calls(crowd).slice(0, 30)) }),
  ],
  [
    'one customer behind one address',
    crowd => {
      const [one, other] = shared(calls({ ...crowd, accounts: 1, rate: 600 }), coin(chanceOf(crowd)));
      return { 'a.ndjson': gateway(one), 'b.log': edge(other) };
    },
  ],
];

describe('two sides of the same requests', () => {
  it.each(twoSides)('are named: %s', async (_, logsOf) => {
    for (const seed of seeds) {
      const logs = logsOf({ ...usual, seed });
      const [problem = '', ...more] = await named(logs);
      expect(more).toEqual([]);
      for (const name of Object.keys(logs)) expect(problem).toContain(name);
      expect(problem).toMatch(/Give one of the two: revenuer scan [ab]\.\w+/);
    }
  });
});

describe('what is said of two sides', () => {
  it('is the same with several threads', async () => {
    // Large enough for threads of their own.
    const padded = records(calls({ ...usual, accounts: 200 })).map(record => ({ ...record, padding: 'x'.repeat(900) }));
    const logs = { 'a.ndjson': json(padded), 'b.log': edge(calls({ ...usual, accounts: 200 })) };
    const alone = await named(logs);
    expect(alone).toHaveLength(1);
    expect(await named(logs, 3)).toEqual(alone);
  });

  it('names each pair of three', async () => {
    const made = calls(usual);
    const logs = { 'a.log': edge(made), 'b.ndjson': gateway(made), 'c.ndjson': gateway(made, 'prompt', 'account_id') };
    expect(await named(logs)).toHaveLength(3);
  });

  it('is nothing where one is a part of the other, which is counted once', async () => {
    const made = calls(usual);
    expect(await named({ 'a.ndjson': gateway(made), 'b.ndjson': gateway(made.slice(made.length / 2)) })).toEqual([]);
  });
});

describe('inputs that only look alike', () => {
  it.each(others)('are left in peace: %s', async (_, logsOf) => {
    for (const seed of seeds) expect(await named(logsOf({ ...usual, seed }))).toEqual([]);
  });
});
