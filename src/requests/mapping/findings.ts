/** What is to be said of a choice: notes, problems with the command that mends them, and what was considered. */
import { sourceColumns, type ColumnKind, type SourceColumnName } from '../columns.js';
import { fits, percentOf, type Candidate } from './candidates.js';
import type { Offer } from './choice.js';
import { isConstant, isUnique, presence, type FieldFacts } from './facts.js';
import { accountProposals, proposalsFor, type Proposal } from './proposals.js';
import type { Preference, Told } from './told.js';
import { unitName } from './units.js';

/** A field that was looked at for a column. */
export interface Considered {
  readonly field: string;
  readonly chosen: boolean;
  /** Why it was taken, or was not. */
  readonly why: string;
}

export interface Findings {
  readonly notes: readonly string[];
  /** What makes the reading useless or wrong unless it is mended, with the command. */
  readonly problems: readonly string[];
  /** Column to the fields considered for it, best first. */
  readonly candidates: Readonly<Record<string, readonly Considered[]>>;
  /** Column that nothing was taken for, to fields that the user could name. */
  readonly proposals: Readonly<Record<string, readonly Proposal[]>>;
}

export interface Chosen {
  readonly facts: readonly FieldFacts[];
  readonly offers: readonly Offer[];
  readonly found: ReadonlyMap<SourceColumnName, Candidate>;
  readonly told: readonly Told[];
  readonly chosen: ReadonlyMap<SourceColumnName, readonly Preference[]>;
  readonly taken: ReadonlySet<string>;
  /** What is known to be missing in this format, with what would give it. */
  readonly lacks: Readonly<Record<string, string>>;
}

/** Columns worth a proposal when they are missing. */
const important = [
  'time',
  'account',
  'apiKey',
  'ip',
  'userAgent',
  'model',
  'inputTokens',
  'outputTokens',
  'prompt',
] as const;
/** Any of these tells requests apart. */
const telling = ['account', 'apiKey', 'ip', 'forwardedFor', 'userAgent'] as const;
const mostConsidered = 8;

export function findings(made: Chosen): Findings {
  const proposals = proposalsOf(made);
  return {
    notes: notesOf(made, proposals),
    problems: problemsOf(made, proposals),
    candidates: Object.fromEntries(
      made.offers.map(offer => [offer.column, considered(offer, made)] as const).filter(([, list]) => list.length > 0),
    ),
    proposals,
  };
}

function has({ chosen }: Chosen, column: SourceColumnName): boolean {
  return (chosen.get(column)?.length ?? 0) > 0;
}

function proposalsOf(made: Chosen): Record<string, Proposal[]> {
  const missing = important.filter(column => !has(made, column) && !made.chosen.has(column));
  const pairs = missing.map(column => {
    const candidates = made.offers.find(offer => offer.column === column)?.candidates ?? [];
    return [
      column,
      column === 'account' ? accountProposals(made.facts, made.taken) : proposalsFor(column, candidates, made.taken),
    ] as const;
  });
  return Object.fromEntries(pairs.filter(([, list]) => list.length > 0));
}

function considered({ column, candidates }: Offer, { chosen, taken }: Chosen): Considered[] {
  const own = new Set(chosen.get(column)?.map(({ field }) => field));
  const fields = new Set([...own].flatMap(field => [field, ...field.split('+')]));
  return candidates.slice(0, mostConsidered).map(candidate => {
    const { field } = candidate.facts;
    const isOwn = fields.has(field);
    return { field, chosen: isOwn, why: isOwn ? reasonFor(candidate) : reasonAgainst(candidate, taken) };
  });
}

const byFit: Readonly<Record<number, string>> = {
  [fits.exact]: 'known by its name',
  [fits.loose]: 'known by its name',
  [fits.nested]: 'known by the end of its path',
  [fits.tail]: 'known by the last part of its name',
  [fits.words]: 'by the words of its name and its values',
  [fits.values]: 'by its values',
  [fits.header]: 'a header of the request',
};

function reasonFor(candidate: Candidate): string {
  const { fit, doubt, facts } = candidate;
  const values = `${percentOf(facts)} of the records, ${facts.distinct} values`;
  return [byFit[fit] ?? '', values, ...(doubt === undefined ? [] : [`but: ${doubt}`])].join('; ');
}

function reasonAgainst({ facts, against, doubt }: Candidate, taken: ReadonlySet<string>): string {
  if (against !== undefined) return against;
  if (doubt !== undefined) return doubt;
  return taken.has(facts.field) ? 'read as another column' : `less fitting; ${percentOf(facts)} of the records`;
}

function notesOf(made: Chosen, proposals: Readonly<Record<string, readonly Proposal[]>>): string[] {
  const { offers, found, chosen } = made;
  const notes = offers.flatMap(offer => notesOn(offer, found.get(offer.column)));
  for (const [column, preferences] of chosen) {
    if (preferences.length > 1 && found.has(column)) {
      notes.push(`${column} is read from ${preferences.map(({ field }) => field).join(', else ')}`);
    }
  }
  for (const { field, scale } of chosen.get('latency') ?? []) {
    if (scale !== undefined && scale !== 1) notes.push(`latency is read from ${field} in ${unitName(scale)}`);
  }
  for (const [column, what] of Object.entries(made.lacks)) {
    if (!has(made, column as SourceColumnName)) notes.push(`this format gives no ${column}: ${what}`);
  }
  const accounts = proposals['account'] ?? [];
  if (!has(made, 'account') && accounts.length > 0 && telling.some(column => has(made, column))) {
    notes.push(`no field is known to be the account; if ${listing(accounts)}: ${command('account', accounts)}`);
  }
  return notes;
}

function notesOn({ column, candidates }: Offer, best: Candidate | undefined): string[] {
  const notes: string[] = [];
  if (best !== undefined) notes.push(...notesOnChoice(column, best, candidates));
  const refused = candidates.filter(one => one !== best && one.fit >= fits.nested && one.facts.values.length > 0);
  for (const { facts, against, namesake } of refused) {
    if (against === undefined || (best !== undefined && best.fit >= fits.nested)) continue;
    if (namesake === true ? measured.has(sourceColumns[column].kind) : told.has(column))
      notes.push(`${facts.field} is not read as ${column}: ${against}`);
  }
  return notes;
}

/** Kinds of columns whose values may be what the name says, in a form that cannot be read. */
const measured: ReadonlySet<ColumnKind> = new Set(['time', 'number', 'duration']);
/** Columns whose absence is explained. */
const told: ReadonlySet<SourceColumnName> = new Set(['account', 'org', 'prompt', 'time', 'stream']);

function notesOnChoice(column: SourceColumnName, best: Candidate, candidates: readonly Candidate[]): string[] {
  const rivals = candidates.filter(one => one !== best && one.against === undefined && one.fit === best.fit);
  const notes: string[] = [];
  if (rivals.length > 0 && best.rank !== Math.min(best.rank, ...rivals.map(one => one.rank))) {
    const others = rivals.map(one => `${one.facts.field} (${share(one.usable)})`);
    notes.push(
      `${column} is read from ${best.facts.field} (${share(best.usable)} usable) rather than ${others.join(', ')}`,
    );
  }
  if (best.fit === fits.words || best.fit === fits.values) {
    notes.push(
      `${column} is read from ${best.facts.field}, ${byFit[best.fit] ?? ''}; --map ${column}=FIELD names another`,
    );
  }
  if (best.fit === fits.header) {
    notes.push(`${column} is read from the header ${best.facts.field}: clients can send it unless your proxy sets it`);
  }
  if (column === 'account' && best.doubt !== undefined && isUnique(best.facts)) {
    notes.push(
      `${best.facts.field} holds another value in each sampled record: if these are requests, name the account with --map account=FIELD`,
    );
  }
  if (column === 'time' && best.doubt === 'days without a time of day') {
    notes.push(`${best.facts.field} holds days without a time of day; --map time=DAY+TIME joins two fields`);
  }
  return notes;
}

function problemsOf(made: Chosen, proposals: Readonly<Record<string, readonly Proposal[]>>): string[] {
  const accounts = proposals['account'] ?? [];
  if (!telling.some(column => has(made, column))) {
    const fields = made.facts
      .filter(facts => presence(facts) > 0.5)
      .slice(0, 12)
      .map(({ field }) => field);
    const hint =
      made.lacks['account'] ??
      (accounts.length > 0
        ? `if ${listing(accounts)}: ${command('account', accounts)}`
        : `name the account with --map account=FIELD; fields seen: ${fields.join(', ')}`);
    return [`only the time of requests is understood, no account, key, address or user agent: ${hint}`];
  }
  const account = made.found.get('account');
  if (account !== undefined && isConstant(account.facts)) {
    const others = accountProposals(made.facts, made.taken);
    const hint =
      others.length > 0
        ? `if ${listing(others)}: ${command('account', others)}`
        : 'name another field with --map account=FIELD, or this one if it is meant';
    return [`${account.facts.field}, read as the account, holds one value in all sampled records: ${hint}`];
  }
  return [];
}

function listing(proposals: readonly Proposal[]): string {
  const [first, ...rest] = proposals;
  const text = `${first?.field ?? ''} (${first?.why ?? ''}) is it`;
  return rest.length === 0 ? text : `${text}, or ${rest.map(({ field }) => field).join(' or ')}`;
}

function command(column: string, [first]: readonly Proposal[]): string {
  return `--map ${quoted(`${column}=${first?.field ?? 'FIELD'}`)}`;
}

/** For a shell. */
function quoted(text: string): string {
  return /^[\w.=@+/-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function share(value: number): string {
  return `${Math.round(100 * value)} %`;
}
