/** A request as a row of the flat gateway schema: what every other shape is made from. */
import { createHash } from 'node:crypto';
import type { SimulatedRequest } from '../request.js';

export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;

export interface WriterOptions {
  /** Columns of the flat schema to leave out: `prompt`, `ja4`, `client_ip` … */
  readonly drop: readonly string[];
  /** Hashes instead of prompts. */
  readonly hashPrompts: boolean;
}

/** Columns of the flat schema, in order. */
export const flatColumns = [
  'timestamp',
  'request_id',
  'account_id',
  'api_key_id',
  'organization_id',
  'client_ip',
  'country',
  'asn',
  'ja4',
  'user_agent',
  'method',
  'path',
  'status',
  'latency_ms',
  'model',
  'input_tokens',
  'cached_tokens',
  'output_tokens',
  'max_tokens',
  'temperature',
  'n',
  'logprobs',
  'stream',
  'session_id',
  'system_prompt_hash',
  'prompt',
] as const;

/** `number` counts the requests of the log, so that no two have one id. */
export function rowOf(r: SimulatedRequest, number: number, { drop, hashPrompts }: WriterOptions): Row {
  const row: Record<(typeof flatColumns)[number], Cell> = {
    timestamp: new Date(r.time).toISOString(),
    request_id: `req_${digest(`${r.account} ${r.time} ${number}`)}`,
    account_id: r.account,
    api_key_id: r.apiKey,
    organization_id: r.org,
    client_ip: r.ip,
    country: r.country,
    asn: r.asn,
    ja4: r.ja4,
    user_agent: r.userAgent,
    method: 'POST',
    path: r.path,
    status: r.status,
    latency_ms: r.latency,
    model: r.model,
    input_tokens: r.inputTokens,
    cached_tokens: r.cachedTokens,
    output_tokens: r.outputTokens,
    max_tokens: r.maxTokens,
    temperature: r.temperature,
    n: r.n,
    logprobs: r.logprobs,
    stream: r.stream,
    session_id: r.session,
    system_prompt_hash: r.system === null ? null : digest(r.system),
    prompt: r.prompt,
  };
  const cells = Object.entries(row).filter(([name]) => !drop.includes(name));
  return Object.fromEntries(
    cells.map(([name, cell]) => (name === 'prompt' && hashPrompts ? ['prompt_hash', digest(r.prompt)] : [name, cell])),
  );
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
