/** `time=… level=info user=acct_a status=200 path="/v1/chat"`: what many Go services, Heroku and lograge write. */
import {
  absentValues,
  type Decoder,
  type FieldBinding,
  type FieldValue,
  type Format,
  type RecordView,
} from './format.js';
import { fieldSample, sampledRecords } from './field-sample.js';
import { compileLookup, jsonTexts, maximumParts, type JsonTexts } from './json-path.js';
import { fieldsOf, layoutOf, type LogfmtLayout, type Pair } from './logfmt-layout.js';
import { bufferOf, recordText } from './record-text.js';

/** Less sure than formats with a syntax of their own: any text may hold a few `name=value`. */
const surest = 0.9;
/** Fields that a line has at least. */
const fewest = 3;
/** Kept of a line. */
const mostFields = 1000;
const longestName = 100;

export const logfmt: Format = {
  name: 'logfmt',
  title: 'logfmt',
  description: 'lines of name=value, values with blanks in quotes',
  mostConfidence: surest,
  detect(sample) {
    const { lines, read } = sampled(sample);
    if (read.length === 0 || read.length * 2 < lines) return undefined;
    // Other quotes are another format: `msg='op=login id=0'` of auditd has fields in a field.
    if (read.filter(hasOtherQuotes).length * 2 > read.length) return undefined;
    const layout = layoutOf(read);
    const fields = fieldSample();
    for (const pairs of read) {
      for (const [name, value] of fieldsOf(pairs, layout)) fields.addField(name, value);
      fields.endRecord();
    }
    const others = lines - read.length;
    return {
      format: 'logfmt',
      framing: {},
      fields: fields.fields(read.length),
      confidence: (surest * read.length) / lines,
      notes: others > 0 ? [`${others} of ${lines} sampled lines are something else`] : [],
      decoder: bindings => decoder(bindings, layout),
    };
  },
};

function hasOtherQuotes(pairs: readonly Pair[]): boolean {
  return pairs.some(({ text, isClosed }) => !isClosed && text.startsWith("'") && !text.endsWith("'"));
}

type Fields = ReadonlyMap<string, string>;

function sampled(sample: RecordView): { lines: number; read: Pair[][] } {
  const buffer = bufferOf(sample);
  const read: Pair[][] = [];
  let lines = 0;
  for (let index = 0; index < sample.count && lines < sampledRecords; index += 1) {
    const text = recordText(buffer, sample, index);
    if (text === '') continue;
    lines += 1;
    const found = pairsOf(text);
    if (typeof found !== 'string') read.push(found);
  }
  return { lines, read };
}

function decoder(bindings: readonly FieldBinding[], layout: LogfmtLayout): Decoder {
  const texts = jsonTexts();
  const readers = bindings.map(({ field }) => readerOf(field, texts));
  return {
    decode(block, sink, rejects) {
      const buffer = bufferOf(block);
      for (let index = 0; index < block.count; index += 1) {
        const line = block.lines[index] ?? 0;
        const text = recordText(buffer, block, index);
        if (text === '') {
          rejects.filter(line, 'blank');
          continue;
        }
        const pairs = pairsOf(text);
        if (typeof pairs === 'string') {
          rejects.reject(line, pairs);
          continue;
        }
        const found = fieldsOf(pairs, layout);
        texts.forget();
        readers.forEach((read, slot) => {
          const value = read(found);
          if (value === undefined || value === null) return;
          if (typeof value !== 'string' || !absentValues.has(value)) sink.field(slot, value);
        });
        const reason = sink.commit(line);
        if (reason !== undefined) rejects.reject(line, reason);
      }
    },
  };
}

type Reader = (fields: Fields) => FieldValue;

/** A field of the line, or one inside a value that holds JSON: `params.prompt` of `params={"prompt":…}`. */
function readerOf(field: string, texts: JsonTexts): Reader {
  const parts = field.split('.');
  const around = parts.slice(1, maximumParts).map((_, at) => ({
    name: parts.slice(0, at + 1).join('.'),
    inside: compileLookup(`text.${parts.slice(at + 1).join('.')}`, texts),
  }));
  return fields => {
    const own = fields.get(field);
    if (own !== undefined) return own;
    const outer = around.findLast(({ name }) => fields.has(name));
    return outer?.inside({ text: fields.get(outer.name) });
  };
}

/** What stands in a line, in order; or why it is none of this format. */
function pairsOf(line: string): Pair[] | string {
  const pairs: Pair[] = [];
  const names = new Set<string>();
  let isNested = true;
  for (let at = blanksEnd(line, 0); at < line.length; at = blanksEnd(line, at)) {
    const end = wordEnd(line, at);
    const sign = at + line.slice(at, Math.min(end, at + longestName + 1)).indexOf('=');
    if (sign <= at || !isName(line, at, sign)) {
      const last = pairs.at(-1);
      if (last === undefined) return 'does not begin with name=value';
      // `sample#load=0.01` is a field as well, of a name that nobody can ask for.
      const next = sign > at ? end : bareEnd(line, at);
      if (sign <= at) pairs[pairs.length - 1] = { ...last, tail: `${last.tail} ${line.slice(at, next)}`.trim() };
      at = next;
      continue;
    }
    const nested = isNested ? nestedAt(line, sign + 1) : undefined;
    // A brace that nothing closes is text, and so are those behind it: a line is not searched to its end again and again.
    if (line.charAt(sign + 1) === '{' && nested === undefined) isNested = false;
    const { text, next } = nested ?? valueAt(line, sign + 1);
    const name = line.slice(at, sign);
    pairs.push({ name, text, tail: '', isClosed: nested !== undefined || line.charAt(sign + 1) === '"' });
    if (pairs.length > mostFields) dropMiddle(pairs);
    if (names.size < fewest) names.add(name);
    at = next;
  }
  return names.size < fewest ? `fewer than ${fewest} fields` : pairs;
}

/** A program writes some dozens: what is more stands in a text, between those before it and those behind it. */
function dropMiddle(pairs: Pair[]): void {
  pairs.splice(mostFields / 4, mostFields / 2);
}

/** `params={"text":"a b=c"}`: up to the brace that closes it, so that nothing inside is taken for a field of the line. */
function nestedAt(line: string, from: number): { text: string; next: number } | undefined {
  if (line.charAt(from) !== '{') return undefined;
  let depth = 0;
  let isQuoted = false;
  for (let at = from; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (isQuoted && sign === '\\') at += 1;
    else if (sign === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    if (depth > 0) continue;
    const next = at + 1;
    return next === line.length || /[ \t]/.test(line.charAt(next)) ? { text: line.slice(from, next), next } : undefined;
  }
  return undefined;
}

function valueAt(line: string, at: number): { text: string; next: number } {
  if (line.charAt(at) !== '"') {
    const next = wordEnd(line, at);
    return { text: line.slice(at, next), next };
  }
  let end = at + 1;
  let escaped = false;
  while (end < line.length && line.charAt(end) !== '"') {
    if (line.charAt(end) === '\\') escaped = true;
    end += line.charAt(end) === '\\' ? 2 : 1;
  }
  const inside = line.slice(at + 1, end);
  return { text: escaped ? unescaped(inside) : inside, next: Math.min(line.length, end + 1) };
}

/** As Go quotes: JSON's escapes, nearly. */
function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text.replace(/\\(["\\])/g, '$1');
  }
}

function isName(line: string, from: number, to: number): boolean {
  return /^[A-Za-z_@][\w.@/-]*$/.test(line.slice(from, to));
}

function wordEnd(line: string, from: number): number {
  let at = from;
  while (at < line.length && line.charAt(at) !== ' ' && line.charAt(at) !== '\t') at += 1;
  return at;
}

/** The end of words in which no equals sign is. */
function bareEnd(line: string, from: number): number {
  let end = wordEnd(line, from);
  for (let at = blanksEnd(line, end); at < line.length; at = blanksEnd(line, end)) {
    const next = wordEnd(line, at);
    if (line.slice(at, Math.min(next, at + longestName + 1)).includes('=')) break;
    end = next;
  }
  return end;
}

function blanksEnd(line: string, from: number): number {
  let at = from;
  while (at < line.length && (line.charAt(at) === ' ' || line.charAt(at) === '\t')) at += 1;
  return at;
}
