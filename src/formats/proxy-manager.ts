import { lineFormat, type LineValues } from './line-format.js';
import { isQuote, quoted, skipBlanks, word, type Cursor } from './tokens.js';

/** Nginx Proxy Manager: `[time] cache upstream status - method scheme host "path" [Client …] [Length …] … "agent" "referer"`. */
export const proxyManager = lineFormat({
  name: 'proxy-manager',
  title: 'Nginx Proxy Manager',
  description: 'access logs of Nginx Proxy Manager',
  fields: [
    'time_local',
    'status',
    'method',
    'scheme',
    'host',
    'path',
    'query',
    'client_ip',
    'bytes_sent',
    'sent_to',
    'user_agent',
    'referer',
  ],
  scan,
});

function scan(line: string, values: LineValues): string | undefined {
  const time = /^\[(\d\d\/[A-Z][a-z]{2}\/\d{4}:[^\]]{8,20})\] /.exec(line.slice(0, 48))?.[1];
  if (time === undefined) return 'no time in brackets';
  const cursor: Cursor = { line, at: time.length + 2 };
  const [, , status, dash] = [word(cursor), word(cursor), word(cursor), word(cursor)];
  if (!/^\d{3}$/.test(status) || dash !== '-') return 'no status';
  const [method, scheme, host] = [word(cursor), word(cursor), word(cursor)];
  skipBlanks(cursor);
  if (!isQuote(cursor)) return 'no quoted path';
  const target = quoted(cursor);
  const mark = target.indexOf('?');
  const named = brackets(cursor);
  const [agent, referer] = [quotedNext(cursor), quotedNext(cursor)];
  values.push(time, status, method, scheme, host, mark < 0 ? target : target.slice(0, mark));
  values.push(mark < 0 ? undefined : target.slice(mark + 1), named.get('Client'), named.get('Length'));
  values.push(named.get('Sent-to'), agent, referer);
  return undefined;
}

/** `[Client 198.51.100.7] [Length 9000] …` up to the first string. */
function brackets(cursor: Cursor): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  skipBlanks(cursor);
  while (cursor.line.charAt(cursor.at) === '[') {
    const end = cursor.line.indexOf(']', cursor.at);
    if (end < 0) break;
    const text = cursor.line.slice(cursor.at + 1, end);
    const blank = text.indexOf(' ');
    if (blank > 0 && !named.has(text.slice(0, blank))) named.set(text.slice(0, blank), text.slice(blank + 1));
    cursor.at = end + 1;
    skipBlanks(cursor);
  }
  return named;
}

function quotedNext(cursor: Cursor): string | undefined {
  skipBlanks(cursor);
  return isQuote(cursor) ? quoted(cursor) : undefined;
}
