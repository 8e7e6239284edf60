import { digest, type Cell, type Row } from './row.js';
import type { SimulatedRequest } from '../request.js';

/** A span of the OpenTelemetry GenAI conventions, as a line of the collector’s file exporter. */
export function otlpRecord(r: SimulatedRequest, row: Row): Record<string, unknown> {
  const texts = row['prompt'] === undefined ? null : messages(r);
  const attributes: Record<string, Cell | undefined> = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': row['model'],
    'gen_ai.request.max_tokens': row['max_tokens'],
    'gen_ai.request.temperature': row['temperature'],
    'gen_ai.request.choice.count': row['n'],
    'gen_ai.usage.input_tokens': row['input_tokens'],
    'gen_ai.usage.output_tokens': row['output_tokens'],
    'gen_ai.usage.cache_read.input_tokens': row['cached_tokens'],
    'gen_ai.conversation.id': row['session_id'],
    'gen_ai.input.messages': texts,
    'gen_ai.system_instructions': texts === null ? null : r.system,
    'http.response.status_code': row['status'],
    'url.path': row['path'],
    'user.id': row['account_id'],
    'client.address': row['client_ip'],
    'user_agent.original': row['user_agent'],
    'tls.client.ja4': row['ja4'],
  };
  const span = {
    traceId: digest(`${r.account} ${r.time}`).padEnd(32, '0'),
    spanId: String(row['request_id'] ?? digest(`${r.time}`)).slice(-16),
    name: `chat ${r.model}`,
    kind: 3,
    startTimeUnixNano: `${r.time}000000`,
    endTimeUnixNano: `${r.time + r.latency}000000`,
    attributes: Object.entries(attributes).flatMap(([key, cell]) =>
      cell === null || cell === undefined ? [] : [{ key, value: valueOf(cell) }],
    ),
  };
  return { resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ scope: {}, spans: [span] }] }] };
}

function messages({ history, prompt }: SimulatedRequest): string {
  const all = [...history, { role: 'user', content: prompt }];
  return JSON.stringify(all.map(({ role, content }) => ({ role, parts: [{ type: 'text', content }] })));
}

function valueOf(cell: string | number | boolean): Record<string, unknown> {
  if (typeof cell === 'string') return { stringValue: cell };
  if (typeof cell === 'boolean') return { boolValue: cell };
  return Number.isInteger(cell) ? { intValue: String(cell) } : { doubleValue: cell };
}
