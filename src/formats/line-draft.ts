/** A first pattern for lines that no format knows: what stands between blanks, in brackets or in quotes is a field. */
import type { RecordView } from './format.js';
import { bufferOf, recordText } from './record-text.js';

/** Lines looked at, and pieces of one that become fields; what follows them is one more. */
const mostLines = 200;
const mostPieces = 24;

const piece = /\[[^\]]*\](?= |$)|"[^"]*"(?= |$)|[^ ]+/g;

/** undefined where the lines have nothing in common. @param isTime whether a text is a time */
export function draftPattern(sample: RecordView, isTime: (text: string) => boolean): string | undefined {
  const buffer = bufferOf(sample);
  const lines = Array.from({ length: Math.min(sample.count, mostLines) }, (_, index) =>
    recordText(buffer, sample, index).slice(0, 4096),
  ).filter(line => line !== '');
  const model = commonest(lines);
  if (model === undefined) return undefined;
  const names = namesOf(piecesOf(model), isTime);
  const parts = names.map(({ name, text }) => groupOf(name, text));
  return `^${parts.join(' +')}(?<rest>.*)$`;
}

/** A line with the number of pieces that most lines have. */
function commonest(lines: readonly string[]): string | undefined {
  const counts = new Map<number, string[]>();
  for (const line of lines) {
    const { length } = piecesOf(line);
    const same = counts.get(length);
    if (same === undefined) counts.set(length, [line]);
    else same.push(line);
  }
  const [most] = [...counts.values()].sort((a, b) => b.length - a.length);
  return most !== undefined && most.length * 2 >= lines.length ? most[0] : undefined;
}

function piecesOf(line: string): string[] {
  return (line.match(piece) ?? []).slice(0, mostPieces);
}

/** Names by form; a date and a time of day that stand apart are one piece, and signs alone are no field. */
function namesOf(pieces: readonly string[], isTime: (text: string) => boolean): { name: string; text: string }[] {
  const used = new Map<string, number>();
  const named: { name: string; text: string }[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const text = pieces[at] ?? '';
    const both = `${text} ${pieces[at + 1] ?? ''}`;
    if (/^[^\p{L}\p{N}["]+$/u.test(text) && text !== '-') {
      named.push({ name: '', text });
      continue;
    }
    const joined = /^\d{4}-\d\d-\d\d \d\d:\d\d/.test(both);
    const name = joined || isTime(bare(text)) ? 'time' : nameOf(bare(text));
    const times = (used.get(name) ?? 0) + 1;
    used.set(name, times);
    named.push({ name: times === 1 ? name : `${name}${times}`, text: joined ? both : text });
    if (joined) at += 1;
  }
  return named;
}

function nameOf(text: string): string {
  if (/^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(text)) return 'client_ip';
  if (/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(text)) return 'method';
  if (text.startsWith('/')) return 'path';
  if (/^[1-5]\d\d$/.test(text)) return 'status';
  if (/^\d+(?:\.\d+)?(?:ns|us|µs|ms|s)$/.test(text)) return 'duration';
  return /^\d+(?:\.\d+)?$/.test(text) ? 'number' : 'word';
}

function bare(text: string): string {
  return text.replace(/^["[]|["\]]$/g, '');
}

function groupOf(name: string, text: string): string {
  if (name === '') return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  if (/^\[.*\]$/.test(text)) return `\\[(?<${name}>[^\\]]*)\\]`;
  if (/^".*"$/.test(text)) return `"(?<${name}>[^"]*)"`;
  if (text.includes(' ')) return `(?<${name}>[^ ]+ [^ ]+)`;
  return `(?<${name}>[^ ]+)`;
}
