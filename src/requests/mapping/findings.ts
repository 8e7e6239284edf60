/** What is to be said of a choice: notes, problems with the command that mends them, and what was considered. */
import { accountNotes, accountProblems, isAccountMissing } from './account-findings.js';
import { sourceColumns, type ColumnKind, type SourceColumnName } from '../columns.js';
import { fits, percentOf, type Candidate } from './candidates.js';
import type { Offer } from './choice.js';
import { isUnique, type FieldFacts } from './facts.js';
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
const mostConsidered = 8;

export function findings(made: Chosen): Findings {
  const proposals = proposalsOf(made);
  return {
    notes: notesOf(made, proposals),
    problems: accountProblems(made, proposals['account'] ?? []),
    candidates: Object.fromEntries(
      made.offers.map(offer => [offer.column, considered(offer, made)] as const).filter(([, list]) => list.length > 0),
    ),
    proposals,
  };
}

function proposalsOf(made: Chosen): Record<string, Proposal[]> {
  const missing = important.filter(column =>
    column === 'account' ? isAccountMissing(made) : !made.chosen.has(column),
  );
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
    if ((made.chosen.get(column as SourceColumnName)?.length ?? 0) === 0)
      notes.push(`this format gives no ${column}: ${what}`);
  }
  notes.push(...accountNotes(made, proposals['account'] ?? []));
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

function share(value: number): string {
  return `${Math.round(100 * value)} %`;
}
