/**
 * Logs that write a record when a request comes and another when it is done, in a schema that no description knows: counted
 * as they stand each request would be two. Told by a field of few values (event, phase, kind) of which one goes with nothing
 * that only an end can say, and by what pairs such records: an id, or, where the values name a beginning and an end, whoever
 * asks.
 */
import type { NotARequest } from '../formats/description.js';
import type { FieldBinding, SampledField } from '../formats/format.js';
import { factsOf, isUnique, presence, type FieldFacts } from './mapping/facts.js';
import type { SourceColumnName } from './columns.js';

export interface ToldTwice {
  /** Records that are left out. */
  readonly skip: readonly NotARequest[];
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

/** What the mapping of a log without a description is looked at by. */
export interface MappedSample {
  readonly format: string;
  readonly fields: readonly SampledField[];
  readonly bindings: readonly FieldBinding[];
}

/** What is known only when a request is done. */
const atEnd: readonly SourceColumnName[] = [
  'status',
  'latency',
  'endTime',
  'bytesOut',
  'outputTokens',
  'inputTokens',
  'reasoningTokens',
  'cachedTokens',
];
/** What a record must say of a request for another of the same to be left out. */
const atStart: readonly SourceColumnName[] = [
  'account',
  'apiKey',
  'ip',
  'forwardedFor',
  'userAgent',
  'ja4',
  'model',
  'prompt',
  'promptHash',
];
/** Kinds of records that there may be, and the shortest log that says anything. */
const mostKinds = 6;
const fewestRecords = 6;
const fewestPairs = 3;
/** Records at the beginning of a sample that stand next to each other in the log; see sources/sample.ts. */
const neighbours = 50;
const wholeSample = 200;
const nearlyNone = 0.1;
const nearlyAll = 0.9;
const most = 0.5;

const beginning =
  /receiv|start|begin|began|begun|request|ingress|inbound|incoming|accept|submit|queued|enter|arriv|open|create|\bin\b|^in$|empfang|inicio|debut/i;
const ending =
  /complet|finish|end|done|respon|egress|outbound|outgoing|clos|exit|result|answer|success|deliver|sent|served|\bout\b|^out$|fertig|antwort|fin\b/i;
const failing = /fail|err|retr|timeout|timed|cancel|abort|reject|denied|block|attempt/i;

export function toldTwice(sample: MappedSample): ToldTwice {
  const none: ToldTwice = { skip: [], notes: [], problems: [] };
  const facts = sample.fields
    .map(one => factsOf(one))
    .filter(({ writer, rows }) => writer === 'provider' && rows !== undefined);
  const columns = new Map<string, Set<number>>();
  for (const { column, field } of sample.bindings) {
    const rows = sample.fields.find(one => one.field === field)?.rows ?? [];
    columns.set(column, new Set([...(columns.get(column) ?? []), ...rows]));
  }
  if (!atEnd.some(column => (columns.get(column)?.size ?? 0) > 0)) return none;
  const taken = new Set(
    sample.bindings.filter(({ column }) => column !== 'requestId' && column !== 'session').map(({ field }) => field),
  );
  const log: Log = { sample, facts, columns, taken };
  for (const marker of facts.filter(one => isMarker(one, taken))) {
    const found = readBy(marker, log);
    if (found !== undefined) return found;
  }
  return none;
}

interface Log {
  readonly sample: MappedSample;
  readonly facts: readonly FieldFacts[];
  /** Column to the records that have it. */
  readonly columns: ReadonlyMap<string, ReadonlySet<number>>;
  readonly taken: ReadonlySet<string>;
}

function isMarker(facts: FieldFacts, taken: ReadonlySet<string>): boolean {
  const { field, distinct, of, texts, values } = facts;
  if (taken.has(field) || of < fewestRecords || presence(facts) < nearlyAll || distinct < 2 || distinct > mostKinds)
    return false;
  return values.every(value => typeof value === 'string') && texts.every(({ length }) => length <= 60);
}

interface Kind {
  readonly text: string;
  readonly rows: ReadonlySet<number>;
}

function readBy(marker: FieldFacts, log: Log): ToldTwice | undefined {
  const kinds = kindsOf(marker);
  const ends = kinds.filter(kind => shareOf(kind, atEnd, log) >= most);
  const begins = kinds.filter(
    kind => shareOf(kind, atEnd, log) <= nearlyNone && !failing.test(kind.text) && isSpread(kind, marker),
  );
  for (const end of [...ends].sort((a, b) => b.rows.size - a.rows.size)) {
    const told = begins
      .map(begin => ({ begin, ...pairing({ marker, begin, end }, log) }))
      .filter(({ by }) => by !== undefined);
    const [first] = told;
    if (first?.by === undefined) continue;
    const lost = [...new Set(told.flatMap(({ begin }) => lostWith({ begin, end }, log)))];
    if (lost.length > 0) return asJoin({ marker, begin: first.begin, end, by: first.by, lost }, log);
    const unsure = told.find(({ isSure }) => !isSure);
    return unsure === undefined
      ? asSkip(
          marker,
          told.map(({ begin }) => begin),
          end,
        )
      : asDoubt({ marker, begin: unsure.begin, end }, log);
  }
  return undefined;
}

function kindsOf({ texts, rows = [] }: FieldFacts): Kind[] {
  const kinds = new Map<string, Set<number>>();
  texts.forEach((text, at) => {
    kinds.set(text, (kinds.get(text) ?? new Set()).add(rows[at] as number));
  });
  return [...kinds].map(([text, of]) => ({ text, rows: of }));
}

/** In all places of the log, not at its beginning alone. */
function isSpread({ rows }: Kind, { of }: FieldFacts): boolean {
  const places = [{ from: 0, to: of }, ...(of < wholeSample ? [] : [{ from: neighbours, to: of }])];
  return places.every(({ from, to }) => [...rows].filter(row => row >= from).length >= nearlyNone * (to - from));
}

/** Share of the records of a kind that have one of these columns. */
function shareOf({ rows }: Kind, columns: readonly SourceColumnName[], log: Log): number {
  const having = columns.map(column => log.columns.get(column)).filter(one => one !== undefined);
  return [...rows].filter(row => having.some(one => one.has(row))).length / Math.max(1, rows.size);
}

interface Pair {
  readonly marker: FieldFacts;
  readonly begin: Kind;
  readonly end: Kind;
}

interface Pairing {
  /** The field whose values pair the records; '' where only the names of the kinds say so. */
  readonly by: string | undefined;
  readonly isSure: boolean;
}

function pairing(pair: Pair, log: Log): Pairing {
  const id = log.facts.find(facts => facts !== pair.marker && !log.taken.has(facts.field) && pairs(facts, pair));
  if (id !== undefined) return { by: id.field, isSure: true };
  const isNamed =
    beginning.test(pair.begin.text) &&
    ending.test(pair.end.text) &&
    !ending.test(withoutShared(pair.begin.text, pair.end.text));
  const many = Math.min(pair.begin.rows.size, pair.end.rows.size) / Math.max(pair.begin.rows.size, pair.end.rows.size);
  if (!isNamed || many < most) return { by: undefined, isSure: false };
  const accounts = log.sample.bindings.filter(({ column }) => column === 'account').map(({ field }) => field);
  const who = log.facts.find(({ field }) => accounts.includes(field));
  return { by: '', isSure: who !== undefined && isBalanced(who, pair) };
}

/** `request.received` beside `request.completed`: what both are called by says nothing. */
function withoutShared(text: string, other: string): string {
  let shared = 0;
  while (shared < text.length && text[shared] === other[shared]) shared++;
  return text.slice(shared);
}

/** An id that each record of one kind has to itself, and shares with one of the other: no conversation, no trace of many calls. */
function pairs(facts: FieldFacts, { begin, end }: Pair): boolean {
  if (facts.texts.some(text => text === '' || text.length > 128)) return false;
  const window = windowOf(facts);
  const first = idsOf(facts, begin, window);
  const last = idsOf(facts, end, window);
  if (first === undefined || last === undefined) return false;
  const both = [...first.ids].filter(id => last.ids.has(id)).length;
  const isOwn = first.ids.size >= nearlyAll * first.records && last.ids.size >= nearlyAll * last.records;
  return isOwn && both >= fewestPairs && both >= most * Math.min(first.ids.size, last.ids.size);
}

function windowOf({ of }: FieldFacts): number {
  return of < wholeSample ? of : neighbours;
}

interface Ids {
  readonly ids: ReadonlySet<string>;
  /** Records that have one. */
  readonly records: number;
}

/** undefined where fewer than half of the kind have one. */
function idsOf({ texts, rows = [] }: FieldFacts, kind: Kind, window: number): Ids | undefined {
  const own = texts.filter((_, at) => (rows[at] as number) < window && kind.rows.has(rows[at] as number));
  const all = [...kind.rows].filter(row => row < window).length;
  return own.length < most * all ? undefined : { ids: new Set(own), records: own.length };
}

/** Whoever begins requests ends as many, but for those under way at the edges. */
function isBalanced(who: FieldFacts, { begin, end }: Pair): boolean {
  const window = windowOf(who);
  const open = new Map<string, number>();
  let records = 0;
  who.texts.forEach((text, at) => {
    const row = who.rows?.[at] as number;
    const step = begin.rows.has(row) ? 1 : end.rows.has(row) ? -1 : 0;
    if (row >= window || step === 0) return;
    records++;
    open.set(text, (open.get(text) ?? 0) + step);
  });
  const left = [...open.values()].reduce((sum, count) => sum + Math.abs(count), 0);
  return !isUnique(who) && records >= 2 * fewestPairs && left <= 0.2 * records;
}

/** Columns that only the beginning has. */
function lostWith({ begin, end }: Pick<Pair, 'begin' | 'end'>, log: Log): SourceColumnName[] {
  return atStart.filter(column => shareOf(begin, [column], log) > most && shareOf(end, [column], log) <= nearlyNone);
}

function asSkip({ field }: FieldFacts, begins: readonly Kind[], end: Kind): ToldTwice {
  const texts = begins.map(({ text }) => text);
  const because = `${field} ${texts.join(', ')}: another record of the same request says how it ended`.slice(0, 200);
  return {
    skip: [{ field, is: texts, because }],
    notes: [
      `records whose ${field} is ${texts.join(' or ')} are left out: those of ${end.text} tell the same requests, with how they ended`,
    ],
    problems: [],
  };
}

function asJoin(
  { marker, begin, end, by, lost }: Pair & { readonly by: string; readonly lost: readonly string[] },
  { sample }: Log,
): ToldTwice {
  const what = `each request seems to be told twice, ${marker.field} ${begin.text} with ${lost.join(', ')} and ${end.text} with how it ended`;
  const isJson = sample.format === 'ndjson' && by !== '';
  const how = isJson
    ? `make one record of both: jq -sc 'group_by(${jqOf(by)})[] | add' FILE | revenuer scan -`
    : `make one record of both${by === '' ? '' : `, by ${by}`}, and scan that`;
  return { skip: [], notes: [], problems: [`${what}: ${how}`] };
}

function asDoubt({ marker, begin, end }: Pair, { sample }: Log): ToldTwice {
  const what = `each request seems to be told twice, as ${marker.field} ${begin.text} and ${end.text}, and no id shows which belong together`;
  const how =
    sample.format === 'ndjson'
      ? `if so: jq -c 'select(${jqOf(marker.field)} != ${JSON.stringify(begin.text)})' FILE | revenuer scan -`
      : `if so: grep -vF ${shellText(begin.text)} FILE | revenuer scan -`;
  return { skip: [], notes: [], problems: [`${what}; ${how}`] };
}

/** A field as `jq` names it. */
function jqOf(field: string): string {
  return field
    .split('.')
    .map(part => (/^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `.[${JSON.stringify(part)}]`))
    .join('');
}

function shellText(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
