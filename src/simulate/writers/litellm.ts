import type { SimulatedRequest } from '../request.js';
import { digest, type Row } from './row.js';

/** LiteLLM’s StandardLoggingPayload. Prompts stand inside `messages`, with the turns before them. */
export function liteLlmRecord(r: SimulatedRequest, row: Row): Record<string, unknown> {
  return {
    id: row['request_id'],
    trace_id: row['session_id'] ?? row['request_id'],
    call_type: 'acompletion',
    stream: row['stream'],
    status: r.status < 400 ? 'success' : 'failure',
    prompt_tokens: row['input_tokens'],
    completion_tokens: row['output_tokens'],
    startTime: r.time / 1000,
    endTime: (r.time + r.latency) / 1000,
    model: row['model'],
    requester_ip_address: row['client_ip'],
    messages: row['prompt'] === undefined ? {} : messagesOf(r),
    ...(row['prompt_hash'] === undefined ? {} : { prompt_hash: row['prompt_hash'] }),
    model_parameters: {
      temperature: row['temperature'],
      max_tokens: row['max_tokens'],
      n: row['n'],
      ...(r.logprobs === null ? {} : { logprobs: true, top_logprobs: r.logprobs }),
      ...(r.logitBias === null ? {} : { logit_bias: Object.fromEntries(r.logitBias.map(token => [token, 100])) }),
    },
    error_information: r.status < 400 ? null : { error_code: String(r.status) },
    metadata: {
      user_api_key_hash: row['api_key_id'] === undefined ? undefined : digest(r.apiKey),
      user_api_key_user_id: row['account_id'],
      user_api_key_org_id: row['organization_id'],
      user_agent: row['user_agent'],
    },
  };
}

function messagesOf({ system, history, prompt }: SimulatedRequest): { role: string; content: string }[] {
  const before = system === null ? [] : [{ role: 'system', content: system }];
  return [...before, ...history, { role: 'user', content: prompt }];
}
