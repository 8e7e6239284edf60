/** Which fields could be a column, how each was found, and what speaks for and against it. */
import { sourceColumns, type SourceColumnName } from '../columns.js';
import { evidenceOfAccount } from './account-doubts.js';
import { evidenceFor, type Evidence, type Found } from './evidence.js';
import { enoughRecords, isConstant, presence, type FieldFacts } from './facts.js';
import { finerFirst } from './finer.js';
import { headerRank } from './headers.js';
import { fold, leafOf, segmentsOf } from './names.js';
import { evidenceOfPrompt } from './prompts.js';
import { isFoundByValues } from './by-values.js';
import { suggestedBy } from './vocabulary.js';
import { mayFill } from './writers.js';

/** How well a field fits; the better fit chooses first. */
export const fits = { exact: 6, loose: 5, nested: 4, tail: 3, words: 2, values: 1, header: 0 } as const;

/** A field that could be a column. */
export interface Candidate extends Evidence {
  readonly facts: FieldFacts;
  /** One of {@link fits}. */
  readonly fit: number;
  /** Position among the synonyms or patterns; smaller is better. */
  readonly rank: number;
}

interface Fit {
  readonly fit: number;
  readonly rank: number;
}

/** Best first. Those with something against them are among them, to be told of. */
export function candidatesFor(column: SourceColumnName, fields: readonly FieldFacts[]): Candidate[] {
  const judge = (facts: FieldFacts, fit: Fit): Candidate => ({ facts, ...fit, ...judged(column, facts, fit.fit) });
  const named = fields.flatMap(facts => {
    const fit = fitOf(column, facts);
    return fit === undefined ? [] : [judge(facts, fit)];
  });
  // Values are looked at where no name tells: that is dear, and a name that fits comes first in any case.
  const isNamed = named.some(({ fit, against }) => fit >= fits.loose && against === undefined);
  const others = isNamed ? [] : fields.filter(facts => named.every(one => one.facts !== facts));
  const valued = others.filter(facts => facts.writer === 'provider' && isFoundByValues(column, facts));
  const byValues = valued.map(facts => judge(facts, { fit: fits.values, rank: 0 }));
  const claims = [...named, ...(column === 'prompt' ? undecided(byValues) : byValues)];
  const candidates = column === 'account' ? finerFirst(claims) : claims;
  return candidates.sort(
    (a, b) =>
      b.fit - a.fit || step(b.usable) - step(a.usable) || a.rank - b.rank || (a.facts.field < b.facts.field ? -1 : 1),
  );
}

/** What is asked and what is answered look alike: where several fields hold texts, the user must say which is the prompt. */
function undecided(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.filter(({ against }) => against === undefined).length < 2) return candidates;
  return candidates.map(one => ({ ...one, doubt: 'other fields hold texts, too' }));
}

/** Shares within a quarter of each other are alike: the order of the synonyms then decides. */
function step(share: number): number {
  return Math.round(share * 4);
}

function judged(column: SourceColumnName, facts: FieldFacts, fit: number): Evidence {
  const found = foundBy(fit);
  const evidence = evidenceFor(column, facts, found);
  if (isRare(facts) && !(found === 'name' && asked.has(column))) {
    return { ...evidence, against: 'in one of the sampled records only' };
  }
  if (evidence.against !== undefined) return evidence;
  if (column === 'account') return evidenceOfAccount(facts, found, evidence);
  if (column === 'prompt' || column === 'system') return evidenceOfPrompt(column, facts, evidence);
  return column === 'org' ? evidenceOfOrg(facts, evidence) : evidence;
}

/** What few requests ask for, and what is then worth knowing; one record of a name that is known shows that it is logged. */
const asked: ReadonlySet<SourceColumnName> = new Set([
  'logprobs',
  'topLogprobs',
  'logitBias',
  'n',
  'temperature',
  'maxTokens',
  'stream',
  'cachedTokens',
  'reasoningTokens',
]);

/** What one record alone has is that record's business: anybody can write one. */
function isRare({ values, of, present }: FieldFacts): boolean {
  return of >= enoughRecords && (present === 1 || values.length === 1);
}

/** An organisation that nearly all share says nothing about anyone. */
function evidenceOfOrg(facts: FieldFacts, evidence: Evidence): Evidence {
  if (facts.values.length < enoughRecords || facts.commonest < 0.95) return evidence;
  return { ...evidence, against: isConstant(facts) ? 'one value for all' : 'nearly all share one value' };
}

function foundBy(fit: number): Found {
  if (fit >= fits.nested) return 'name';
  if (fit === fits.tail) return 'part';
  if (fit === fits.words) return 'words';
  return fit === fits.values ? 'values' : 'header';
}

function fitOf(column: SourceColumnName, facts: FieldFacts): Fit | undefined {
  const { field, writer } = facts;
  if (writer === 'machine' && !mayFill(writer, column)) return undefined;
  const names = namesOf(column);
  const exact = names.exact.get(field);
  if (exact !== undefined) return { fit: fits.exact, rank: exact };
  const full = names.folded.get(fold(field));
  if (full !== undefined && (field.includes('.') || mayFill(writer, column))) return { fit: fits.loose, rank: full };
  const nested = nestedRank(field, names.paths);
  if (nested !== undefined) return { fit: fits.nested, rank: nested };
  if (mayFill(writer, column)) {
    const part = partFit(field, names.plain);
    if (part !== undefined) return part;
    const words = wordsIn(facts).find(one => one.column === column);
    if (words !== undefined) return { fit: fits.words, rank: words.rank };
  }
  if (writer !== 'header') return undefined;
  const header = headerRank(field, column);
  return header === undefined ? undefined : { fit: fits.header, rank: header };
}

/** Asked of each field by every column. */
const suggestions = new WeakMap<FieldFacts, ReturnType<typeof suggestedBy>>();

function wordsIn(facts: FieldFacts): ReturnType<typeof suggestedBy> {
  const known = suggestions.get(facts) ?? suggestedBy(facts.field);
  suggestions.set(facts, known);
  return known;
}

/** A field by its name inside what carries records, or by its last part. */
function partFit(field: string, plain: ReadonlyMap<string, number>): Fit | undefined {
  if (!field.includes('.')) return undefined;
  const bare = plain.get(fold(withoutEnvelope(field)));
  if (bare !== undefined) return { fit: fits.loose, rank: bare };
  const last = fold(leafOf(field));
  if (vague.has(last)) return undefined;
  const tail = plain.get(last);
  return tail === undefined ? undefined : { fit: fits.tail, rank: tail };
}

/** Objects that only carry a record: what is in them is as if it stood at the top. */
const envelopes: ReadonlySet<string> = new Set(
  'json data record event fields properties jsonpayload protopayload attributes source log msg message entry doc raw structured parsed payload item line'.split(
    ' ',
  ),
);

function withoutEnvelope(field: string): string {
  const segments = segmentsOf(field);
  let first = 0;
  while (first < segments.length - 1 && envelopes.has(fold(segments[first] as string))) first++;
  return segments.slice(first).join('.');
}

/** `envelope.identity.arn` for the synonym `identity.arn`. */
function nestedRank(field: string, paths: readonly (readonly [string, number])[]): number | undefined {
  const lower = field.toLowerCase();
  return paths.find(([path]) => lower.endsWith(path))?.[1];
}

interface Names {
  readonly exact: ReadonlyMap<string, number>;
  readonly folded: ReadonlyMap<string, number>;
  /** Synonyms without a dot, folded. */
  readonly plain: ReadonlyMap<string, number>;
  /** Synonyms with one, as ends of a longer path. */
  readonly paths: readonly (readonly [string, number])[];
}

const made = new Map<SourceColumnName, Names>();

function namesOf(column: SourceColumnName): Names {
  const known = made.get(column);
  if (known !== undefined) return known;
  const synonyms: readonly string[] = sourceColumns[column].synonyms;
  const ranked = synonyms.map((synonym, rank) => [synonym, rank] as const);
  const names: Names = {
    exact: firstOf(ranked),
    folded: firstOf(ranked.map(([synonym, rank]) => [fold(synonym), rank])),
    plain: firstOf(
      ranked.filter(([synonym]) => !synonym.includes('.')).map(([synonym, rank]) => [fold(synonym), rank]),
    ),
    paths: ranked
      .filter(([synonym]) => synonym.includes('.'))
      .map(([synonym, rank]) => [`.${synonym.toLowerCase()}`, rank]),
  };
  made.set(column, names);
  return names;
}

function firstOf(ranked: readonly (readonly [string, number])[]): Map<string, number> {
  const map = new Map<string, number>();
  for (const [name, rank] of ranked) if (!map.has(name)) map.set(name, rank);
  return map;
}

/** Last parts of a path that say nothing without the path: `response.id`, `choices.0.size`. */
const vague: ReadonlySet<string> = new Set(
  (
    'id key n group size input request user time date status method client success system operation duration bytes geo ua route ' +
    'account org workspace organization instructions stream prompt messages uid tenantid'
  ).split(' '),
);

/** For what is told of a column: how much of the sample has the field. */
export function percentOf(facts: FieldFacts): string {
  return `${Math.round(100 * presence(facts))} %`;
}
