/**
 * What follows the status of an access log line: the size, then strings in quotes and words. The first two strings go to one
 * place each, all other values to places of their own in turn; what the places of a file are called is learned from its
 * first lines (`combined-tail-names.ts`).
 */
import type { LineValues } from './line-format.js';
import { atEnd, isQuote, quoted, skipBlanks, verbatim, type Cursor } from './tokens.js';

/** Positions of the values of a tail among those of the line. */
export const tailPlaces = { size: 10, strings: [11, 12] as readonly [number, number], extras: 14 };
export const mostExtras = 32;
/** A line with more values than this is none that a server wrote. */
const mostTokens = 1000;

export interface TailToken {
  readonly text: string;
  readonly quoted: boolean;
  /** Where it stands in the line, quotes included. */
  readonly start: number;
  readonly end: number;
}

export interface TailShape {
  /** `q` for a string and `w` for a word, in order, when nearly all lines are alike. */
  readonly kinds: string | undefined;
  /** Which of them is the user agent, -1 when unknown. */
  readonly agentAt: number;
  /** Where lines usually have a referer and an agent, one that has a single string may have only the agent. */
  readonly paired: boolean;
  /** Names by which values are given as `name=value`, by place. */
  readonly keys: readonly (readonly [place: number, key: string])[];
}

export interface Tail {
  readonly size: string | undefined;
  readonly tokens: readonly TailToken[];
}

/** @returns undefined when there are too many values */
export function readTail({ line, at }: Cursor, read = quoted): Tail | undefined {
  const cursor: Cursor = { line, at };
  skipBlanks(cursor);
  const size = atEnd(cursor) || isQuote(cursor) ? undefined : nextToken(cursor, read).text;
  const tokens: TailToken[] = [];
  skipBlanks(cursor);
  while (!atEnd(cursor)) {
    if (tokens.length === mostTokens) return undefined;
    tokens.push(nextToken(cursor, read));
    skipBlanks(cursor);
  }
  return { size, tokens };
}

/** A string, or a word with what a comma joins to it (`10.0.0.1:80, 10.0.0.2:80`), or `name="a value"`. */
function nextToken(cursor: Cursor, read: typeof quoted): TailToken {
  const { line } = cursor;
  const start = cursor.at;
  if (isQuote(cursor)) {
    const text = read(cursor);
    return { text, quoted: true, start, end: cursor.at };
  }
  const value = /^[A-Za-z_][\w.-]{0,40}=(?=")/.exec(line.slice(start, start + 48));
  if (value !== null) {
    cursor.at += value[0].length;
    const text = value[0] + read(cursor);
    return { text, quoted: false, start, end: cursor.at };
  }
  let end = wordEnd(line, start);
  while (line.charAt(end - 1) === ',' && end + 1 < line.length && !isBlankAt(line, end + 1))
    end = wordEnd(line, end + 1);
  cursor.at = end;
  return { text: line.slice(start, end), quoted: false, start, end };
}

function wordEnd(line: string, from: number): number {
  let at = from;
  while (at < line.length && !isBlankAt(line, at)) at += 1;
  return at;
}

function isBlankAt(line: string, at: number): boolean {
  const character = line.charAt(at);
  return character === ' ' || character === '\t';
}

export function kindsOf(tokens: readonly TailToken[]): string {
  return tokens.map(token => (token.quoted ? 'q' : 'w')).join('');
}

/** The place of each token. */
export function placesOf(kinds: string): number[] {
  let strings = 0;
  let extras = 0;
  return Array.from(kinds, kind =>
    kind === 'q' && strings < 2 ? (tailPlaces.strings[strings++] ?? 0) : tailPlaces.extras + extras++,
  );
}

export function putTail(values: LineValues, cursor: Cursor, shape: TailShape): string | undefined {
  const tail = readTail(cursor);
  if (tail === undefined) return `more than ${mostTokens} values`;
  const tokens = inShape(tail.tokens, cursor, shape);
  values[tailPlaces.size] = tail.size;
  for (const place of tailPlaces.strings) values[place] = undefined;
  const places = placesOf(kindsOf(tokens));
  tokens.forEach(({ text }, index) => {
    const place = places[index] ?? 0;
    if (place < tailPlaces.extras + mostExtras) values[place] = text;
  });
  if (shape.paired) moveLoneAgent(values);
  for (const [place, key] of shape.keys) values[place] = withoutKey(values[place], key);
  return undefined;
}

function moveLoneAgent(values: LineValues): void {
  const [referer, agent] = tailPlaces.strings;
  const only = values[referer];
  if (only === undefined || values[agent] !== undefined || only === '-' || only.includes('://')) return;
  values[referer] = undefined;
  values[agent] = only;
}

function withoutKey(value: string | undefined, key: string): string | undefined {
  return value?.startsWith(`${key}=`) === true ? value.slice(key.length + 1) : undefined;
}

/**
 * Quotes and backslashes of the client make other tokens where the server does not escape them. What stands behind the user
 * agent is the server's, so it is then found from the end of the line, and what lies between is the user agent.
 */
function inShape(tokens: readonly TailToken[], { line, at }: Cursor, shape: TailShape): readonly TailToken[] {
  const { kinds = '' } = shape;
  if (behindAgent(shape) === 0) return tokens;
  const stray = tokens.some(token => hasStrayQuote(line, token));
  if (!stray && kindsOf(tokens) === kinds) return tokens;
  const plain = line.includes('\\', at) ? (readTail({ line, at }, verbatim)?.tokens ?? []) : [];
  if (kindsOf(plain) === kinds && !plain.some(token => hasStrayQuote(line, token))) return plain;
  const isForced = [tokens, plain].some(
    found => found.length > kinds.length && strings(kindsOf(found)) > strings(kinds),
  );
  return stray || isForced ? (fromTheEnd(tokens, line, shape) ?? tokens) : tokens;
}

function hasStrayQuote(line: string, { start, end, quoted }: TailToken): boolean {
  if (quoted) return /(?:^|[^\\])"/.test(line.slice(start + 1, end - 1));
  const word = line.slice(start, end).replace(/^[\w.-]+="([^"]*)"$/, '$1');
  return word.includes('"');
}

function fromTheEnd(tokens: readonly TailToken[], line: string, shape: TailShape): readonly TailToken[] | undefined {
  const { kinds = '', agentAt } = shape;
  const start = tokens[agentAt]?.start;
  const behind: TailToken[] = [];
  let end = line.length;
  for (let at = kinds.length - 1; at > agentAt; at -= 1) {
    while (end > 0 && isBlankAt(line, end - 1)) end -= 1;
    const token = kinds.charAt(at) === 'q' ? stringBefore(line, end) : wordBefore(line, end);
    if (token === undefined) return undefined;
    behind.unshift(token);
    end = token.start;
  }
  while (end > 0 && isBlankAt(line, end - 1)) end -= 1;
  if (start === undefined || end <= start) return undefined;
  const text = line.slice(start, end).replace(/^"|"$/g, '');
  return [...tokens.slice(0, agentAt), { text, quoted: true, start, end }, ...behind];
}

function stringBefore(line: string, end: number): TailToken | undefined {
  const start = line.lastIndexOf(' "', end - 2) + 1;
  if (start === 0 || line.charAt(end - 1) !== '"' || start >= end - 1) return undefined;
  return { text: line.slice(start + 1, end - 1), quoted: true, start, end };
}

function wordBefore(line: string, end: number): TailToken | undefined {
  let start = end;
  // The quotes of `name="a value"`.
  if (line.charAt(end - 1) === '"') start = Math.max(0, line.lastIndexOf('"', end - 2));
  for (;;) {
    start = line.lastIndexOf(' ', start - 1) + 1;
    if (line.charAt(start - 2) !== ',') break;
    start -= 1;
  }
  const text = line.slice(start, end).replace(/^([\w.-]+=)"(.*)"$/s, '$1$2');
  return start === 0 ? undefined : { text, quoted: false, start, end };
}

/** Values that lines have behind the user agent; 0 where that is unknown. */
export function behindAgent({ kinds, agentAt }: Pick<TailShape, 'kinds' | 'agentAt'>): number {
  return kinds === undefined || agentAt < 0 ? 0 : kinds.length - 1 - agentAt;
}

function strings(kinds: string): number {
  return kinds.split('q').length - 1;
}
