/** A small night with one campaign in it, in the shapes that logs come in, and what a scan says of it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { scan, type ScanOptions } from '../../src/engine/index.js';
import { evaluate } from '../../src/evaluate/index.js';
import type { Report } from '../../src/reports/report.js';
import { simulate, writeLog, type SimulatedRequest } from '../../src/simulate/index.js';

export type Json = Record<string, unknown>;
export type Shape = 'flat' | 'logged' | 'litellm' | 'csv' | 'combined';

const simulation = simulate({
  seed: 5,
  days: 1,
  start: Date.UTC(2026, 2, 2),
  populations: { human: 120, developer: 30, agent: 3, app: 2, campus: 8, team: 4, saas: 4 },
  campaigns: [{ name: 'campaign', kind: 'generation', accounts: 30, perDay: 24 }],
});
export const sent: readonly SimulatedRequest[] = [...simulation.requests];
export const truth = simulation.active();
const harvesters = new Set(truth.filter(({ harvester }) => harvester).map(({ account }) => account));
export const hostile = ({ account }: { readonly account: string }): boolean => harvesters.has(account);
/** A request of the campaign, to be the first of the log or the last. */
export const oneOfThem = sent.find(hostile) as SimulatedRequest;

const plain = { drop: [], hashPrompts: false };

/** Lines without their ends; of CSV without the header. */
export function linesOf(shape: Shape, requests: Iterable<SimulatedRequest>): string[] {
  if (shape === 'logged') return objectsOf('logged', requests).map(each => JSON.stringify(each));
  const lines = [...writeLog(requests, shape === 'flat' ? 'ndjson' : shape, plain)].map(line => line.slice(0, -1));
  return shape === 'csv' ? lines.slice(1) : lines;
}

export function objectsOf(shape: 'flat' | 'logged' | 'litellm', requests: Iterable<SimulatedRequest>): Json[] {
  if (shape !== 'logged') return linesOf(shape, requests).map(line => JSON.parse(line) as Json);
  return objectsOf('flat', requests).map(logged);
}

/** A gateway that logs what the client sent: headers, query and body. */
function logged({ prompt, user_agent, max_tokens, temperature, model, ...row }: Json): Json {
  return {
    ...row,
    request: {
      headers: { host: 'api.example', 'user-agent': user_agent, 'content-type': 'application/json' },
      query: {},
      body: { model, max_tokens, temperature, messages: [{ role: 'user', content: prompt }] },
    },
    metadata: {},
  };
}

export const header = [...writeLog([oneOfThem], 'csv', plain)][0]?.trimEnd() ?? '';

/** How much a scan found. */
export interface Found {
  readonly report: Report;
  readonly averagePrecision: number;
  readonly severity: string | null;
  readonly purity: number;
  readonly completeness: number;
}

export async function scanned(folder: string, content: Buffer | string): Promise<Found> {
  writeFileSync(path.join(folder, 'night.log'), content);
  const report = await scan({ ...options, cwd: folder });
  const { averagePrecision, campaigns } = evaluate(report, truth);
  const { severity = null, purity = 0, completeness = 0 } = campaigns[0] ?? {};
  return { report, averagePrecision, severity, purity, completeness };
}

const options: Omit<ScanOptions, 'cwd'> = {
  inputs: ['night.log'],
  stdin: process.stdin,
  map: {},
  logFormat: undefined,
  timezoneOffset: 0,
  maxRecordBytes: 16 << 20,
  threads: 1,
  memory: 512 << 20,
  detectors: [],
  only: [],
  skip: [],
  detectorOptions: {},
  allow: [],
  canaries: [],
  failOn: 'never',
};
