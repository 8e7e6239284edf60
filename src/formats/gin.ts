import { lineFormat, type LineValues } from './line-format.js';
import { requestLine } from './tokens.js';

/** What Gin's logger writes to the console, with or without an id of the request: new-api, one-api, Ollama and others. */
export const gin = lineFormat({
  name: 'gin',
  title: 'Gin',
  description: 'console log of Gin, as Ollama, new-api and one-api write it',
  fields: ['time', 'status', 'duration', 'client_ip', 'method', 'path', 'query', 'request_id'],
  scan,
});

const colour = /\u001b\[[\d;]{0,12}m/g;
const start = /^\[[A-Za-z][\w.-]{0,30}\] (\d{4}\/\d\d\/\d\d - \d\d:\d\d:\d\d)\s/;
/** Cells up to the client. */
const mostCells = 5;

function scan(text: string, values: LineValues): string | undefined {
  const line = text.includes('\u001b') ? text.replace(colour, '') : text;
  const time = start.exec(line.slice(0, 80))?.[1];
  if (time === undefined) return 'no time of Gin';
  const cells = line.split('|', mostCells).map(cell => cell.trim());
  const hasId = !/^\d{3}$/.test(cells[1] ?? '');
  const [status = '', duration, client] = cells.slice(hasId ? 2 : 1);
  if (!/^\d{3}$/.test(status)) return 'no status';
  const asked = behindBar(line, hasId ? 5 : 4)?.replace(/^([A-Z-]{1,20})\s+/, '$1 ');
  if (client === undefined || asked === undefined) return 'truncated line';
  const { method, path, query } = requestLine(asked.replace(/^([A-Z-]{1,20}) "(.*)"$/s, '$1 $2'));
  const id = hasId ? cells[1] : undefined;
  // Gin joins minutes and seconds: `1m2.5s`.
  values.push(time.replace(' - ', ' '), status, secondsOf(duration ?? ''), client, method, path, query, id);
  return undefined;
}

/** What follows the bar of this number, which may hold more bars. */
function behindBar(line: string, number: number): string | undefined {
  let at = -1;
  for (let bars = 0; bars < number; bars += 1) {
    at = line.indexOf('|', at + 1);
    if (at < 0) return undefined;
  }
  return line.slice(at + 1).trim();
}

function secondsOf(duration: string): string {
  const parts = /^(?:(\d{1,4})h)?(\d{1,6})m([\d.]{1,20})s$/.exec(duration);
  if (parts === null) return duration;
  return `${Number(parts[1] ?? 0) * 3600 + Number(parts[2]) * 60 + Number(parts[3])}s`;
}
