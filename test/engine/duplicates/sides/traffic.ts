/** Made-up traffic, and how programs write it down: a seed gives the same requests. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makePlan } from '../../../../src/engine/plan.js';
import { readLogs } from '../../../../src/engine/read.js';
import { Random } from '../../../../src/simulate/random.js';
import { optionsOf } from '../../options.js';

export interface Call {
  /** ms, of the end of the answer */
  readonly time: number;
  /** ms */
  readonly latency: number;
  readonly account: number;
  readonly route: string;
  readonly input: number;
  readonly output: number;
  readonly prompt: string;
}

export interface Crowd {
  readonly seed: number;
  readonly accounts: number;
  readonly hours: number;
  /** Requests of an account in an hour, on average. */
  readonly rate: number;
  /** Requests that follow each other within a minute, on average. */
  readonly burst: number;
}

export const start = Date.UTC(2026, 2, 2, 8);
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const usual: Crowd = { seed: 1, accounts: 60, hours: 4, rate: 12, burst: 3 };

/** In the order of their ends. */
export function calls(crowd: Crowd): Call[] {
  const chance = new Random(crowd.seed, 'crowd');
  const { accounts, hours, rate, burst } = crowd;
  const made: Call[] = [];
  for (let account = 0; account < accounts; account++) {
    let time = start + waiting(chance, hour / rate);
    while (time < start + hours * hour) {
      made.push(callAt(chance, { time: Math.round(time), account }));
      time += chance.next() < 1 / burst ? waiting(chance, (burst * hour) / rate) : waiting(chance, 12 * second);
    }
  }
  return inOrder(made);
}

export function callAt(chance: Random, { time, account }: { readonly time: number; readonly account: number }): Call {
  const latency = Math.round(100 + Math.min(waiting(chance, 4 * second), minute));
  const input = Math.ceil(waiting(chance, 400));
  const output = Math.ceil(waiting(chance, 250));
  const prompt = `question ${Math.floor(chance.next() * 1e9)} of ${account}`;
  return { time: time + latency, latency, account, route: '/v1/chat/completions', input, output, prompt };
}

export function waiting(chance: Random, mean: number): number {
  return -Math.log(1 - chance.next()) * mean;
}

export function inOrder(made: readonly Call[]): Call[] {
  return [...made].sort((a, b) => a.time - b.time);
}

const month = 'Mar';
const two = (number: number): string => String(number).padStart(2, '0');
export const addressOf = (account: number): string =>
  `81.${20 + (account % 7)}.${(account * 37) % 250}.${1 + (account % 250)}`;

/** A line of a web server, at the end of the answer or at its start. */
export function edgeLine(call: Call, { atStart = false, skew = 0, bytes = 300 + 5 * call.output } = {}): string {
  const at = new Date(call.time + skew - (atStart ? call.latency : 0));
  const clock = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':');
  const time = `${two(at.getUTCDate())}/${month}/${at.getUTCFullYear()}:${clock} +0000`;
  return `${addressOf(call.account)} - - [${time}] "POST ${call.route} HTTP/1.1" 200 ${bytes} "-" "client/${call.account % 9}"`;
}

/** What a gateway writes down. */
export function gatewayRecord(call: Call): Record<string, unknown> {
  return {
    timestamp: new Date(call.time).toISOString(),
    account_id: `acct_${call.account}`,
    client_ip: addressOf(call.account),
    path: call.route,
    status: 200,
    latency_ms: call.latency,
    model: 'atlas-3',
    input_tokens: call.input,
    output_tokens: call.output,
    prompt: call.prompt,
  };
}

export function without(record: Record<string, unknown>, ...fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([field]) => !fields.includes(field)));
}

export const edge = (made: readonly Call[], how = {}): string[] => {
  return [...made]
    .sort((a, b) => ('atStart' in how ? a.time - a.latency - (b.time - b.latency) : a.time - b.time))
    .map(call => edgeLine(call, how));
};
export const gateway = (made: readonly Call[], ...left: readonly string[]): string[] =>
  made.map(call => JSON.stringify(without(gatewayRecord(call), ...left)));

export function csv(records: readonly Record<string, unknown>[]): string[] {
  const [first = {}] = records;
  return [Object.keys(first).join(','), ...records.map(record => Object.values(record).join(','))];
}

/** Problems of two sides that a run over these logs names. */
export async function named(logs: Readonly<Record<string, readonly string[]>>, threads = 1): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-sides-'));
  try {
    for (const [name, lines] of Object.entries(logs)) writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
    const options = optionsOf({ cwd: folder, inputs: Object.keys(logs), threads });
    const { problems } = await readLogs(options, await makePlan(options, folder));
    return problems.filter(problem => problem.includes('two sides'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
