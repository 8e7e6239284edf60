import { lineFormat, maximumExtras, type LineValues } from './line-format.js';
import { addressAndPort, requestLine, tokens } from './tokens.js';

/** Fields up to the trace id; AWS appends more from time to time, which become extras. */
const fewest = 18;

/** AWS Application Load Balancer. */
export const alb = lineFormat({
  name: 'alb',
  title: 'AWS Application Load Balancer',
  description: 'access logs of AWS application load balancers',
  fields: [
    'type',
    'time',
    'elb',
    'client_ip',
    'client_port',
    'target',
    'duration_ms',
    'elb_status_code',
    'target_status_code',
    'received_bytes',
    'sent_bytes',
    'request',
    'method',
    'path',
    'query',
    'protocol',
    'user_agent',
    'ssl_cipher',
    'ssl_protocol',
    'target_group_arn',
    'trace_id',
  ],
  scan,
});

function scan(line: string, values: LineValues): string | undefined {
  const words = tokens({ line, at: 0 }, fewest + maximumExtras);
  if (!/^(?:https?|h2|grpcs|wss?)$/.test(words[0] ?? '')) return 'no connection type';
  if (words.length < fewest) return 'truncated line';
  const [type, time, elb, client = '', target, ...rest] = words;
  if (!/^\d{4}-\d{2}-\d{2}T/.test(time ?? '')) return 'no time';
  const [reading, waiting, writing, status, targetStatus, received, sent, request = '', ...headers] = rest;
  const { method, path, query, protocol } = requestLine(request);
  const [agent, cipher, tls, group, trace, ...extras] = headers;
  const [address, port] = addressAndPort(client);
  values.push(type, time, elb, address, port, target, milliseconds([reading, waiting, writing]));
  values.push(status, targetStatus, received, sent, request, method, pathOf(path), query, protocol);
  values.push(agent, cipher, tls, group, trace, ...extras);
  return undefined;
}

/** Sum of seconds; -1 means that the connection ended before. */
function milliseconds(seconds: readonly (string | undefined)[]): string | undefined {
  const numbers = seconds.map(Number);
  if (numbers.some(number => !(number >= 0))) return undefined;
  return String(Math.round(numbers.reduce((sum, number) => sum + number, 0) * 1000));
}

/** `https://api.example:443/v1/chat` is logged with its host. */
function pathOf(target: string | undefined): string | undefined {
  const slash = target?.startsWith('http') === true ? target.indexOf('/', target.indexOf('://') + 3) : 0;
  return slash < 0 ? '/' : target?.slice(slash);
}
