import { lineFormat, type LineValues } from './line-format.js';
import { addressAndPort, isQuote, quoted, requestLine, skipBlanks, tokens, word, type Cursor } from './tokens.js';

/** Envoy's default text format and the one Istio sets, which adds details in the middle and addresses at the end. */
export const envoy = lineFormat({
  name: 'envoy',
  title: 'Envoy and Istio text',
  description: 'default access log text of Envoy and Istio',
  fields: [
    'start_time',
    'request',
    'method',
    'path',
    'query',
    'protocol',
    'response_code',
    'response_flags',
    'bytes_received',
    'bytes_sent',
    'duration_ms',
    'upstream_service_time',
    'x_forwarded_for',
    'user_agent',
    'request_id',
    'authority',
    'upstream_host',
    'upstream_cluster',
    'downstream_remote_address',
  ],
  scan,
});

const maximumWords = 32;
const number = /^(?:\d{1,15}|-)$/;

function scan(line: string, values: LineValues): string | undefined {
  const time = /^\[(\d{4}-\d{2}-\d{2}T[\d:.]{8,20}(?:Z|[+-]\d\d:?\d\d))\]/.exec(line.slice(0, 48))?.[1];
  if (time === undefined) return 'no time in brackets';
  const cursor: Cursor = { line, at: time.length + 2 };
  skipBlanks(cursor);
  if (!isQuote(cursor)) return 'no quoted request';
  const request = quoted(cursor);
  const status = word(cursor);
  if (!/^\d{1,3}$/.test(status)) return 'no status';
  const flags = word(cursor);
  const words = tokens(cursor, maximumWords);
  // Istio: response code details, connection termination details and the upstream failure come first.
  if (!(number.test(words[0] ?? '') && number.test(words[1] ?? ''))) words.splice(0, 3);
  const [received, sent, duration, upstreamTime, forwarded, agent, id, authority, host, cluster, , , remote] = words;
  if (!number.test(received ?? '') || !number.test(sent ?? '')) return 'no bytes';
  const { method, path, query, protocol } = requestLine(request);
  values.push(time, request, method, path, query, protocol, status === '0' ? undefined : status, flags);
  values.push(received, sent, duration, upstreamTime, forwarded, agent, id, authority, host, cluster);
  values.push(remote === undefined ? undefined : addressAndPort(remote)[0]);
  return undefined;
}
