/** Simulated requests in the shapes that logs come in. */
import { createHash } from 'node:crypto';
import type { SimulatedRequest } from './request.js';

export const logShapes = ['ndjson', 'csv', 'tsv', 'combined', 'common', 'litellm'] as const;
export type LogShape = (typeof logShapes)[number];

export interface WriterOptions {
  /** Columns of the flat shape to leave out: `prompt`, `ja4`, `client_ip` … */
  readonly drop: readonly string[];
  /** Hashes instead of prompts. */
  readonly hashPrompts: boolean;
}

/** Lines (with line ends) of a log. */
export function* writeLog(
  requests: Iterable<SimulatedRequest>,
  shape: LogShape,
  options: WriterOptions,
): Generator<string> {
  let number = 0;
  for (const request of requests) {
    const row = flat(request, number++, options);
    if (shape === 'combined' || shape === 'common') yield accessLine(request, shape);
    else if (shape === 'litellm') yield `${JSON.stringify(liteLlm(request, row))}\n`;
    else if (shape === 'ndjson') yield `${JSON.stringify(row)}\n`;
    else {
      const delimiter = shape === 'csv' ? ',' : '\t';
      if (number === 1) yield `${Object.keys(row).join(delimiter)}\n`;
      yield `${Object.values(row)
        .map(value => cell(value, delimiter))
        .join(delimiter)}\n`;
    }
  }
}

type Row = Record<string, string | number | boolean | null>;

function flat(r: SimulatedRequest, number: number, { drop, hashPrompts }: WriterOptions): Row {
  const row: Row = {
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
    ...(hashPrompts ? { prompt_hash: digest(r.prompt) } : { prompt: r.prompt }),
  };
  return Object.fromEntries(Object.entries(row).filter(([name]) => !drop.includes(name)));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function cell(value: string | number | boolean | null, delimiter: string): string {
  const text = value === null ? '' : String(value);
  return text.includes(delimiter) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function accessLine(r: SimulatedRequest, shape: 'combined' | 'common'): string {
  const at = new Date(r.time).toISOString();
  const time = `${at.slice(8, 10)}/${months[Number(at.slice(5, 7)) - 1] ?? ''}/${at.slice(0, 4)}:${at.slice(11, 19)} +0000`;
  const line = `${r.ip} - ${r.account} [${time}] "POST ${r.path} HTTP/1.1" ${r.status} ${Math.round(r.outputTokens * 4.2) + 350}`;
  return shape === 'common' ? `${line}\n` : `${line} "-" "${r.userAgent}"\n`;
}

/** LiteLLM’s StandardLoggingPayload. */
function liteLlm(r: SimulatedRequest, row: Row): Record<string, unknown> {
  return {
    id: row['request_id'],
    trace_id: r.session ?? row['request_id'],
    call_type: 'acompletion',
    stream: r.stream,
    status: r.status < 400 ? 'success' : 'failure',
    prompt_tokens: r.inputTokens,
    completion_tokens: r.outputTokens,
    startTime: r.time / 1000,
    endTime: (r.time + r.latency) / 1000,
    model: r.model,
    requester_ip_address: r.ip,
    messages: [
      ...(r.system === null ? [] : [{ role: 'system', content: r.system }]),
      { role: 'user', content: r.prompt },
    ],
    model_parameters: { temperature: r.temperature, max_tokens: r.maxTokens },
    error_information: r.status < 400 ? null : { error_code: String(r.status) },
    metadata: { user_api_key_hash: digest(r.apiKey), user_api_key_user_id: r.account, user_api_key_org_id: r.org },
  };
}
