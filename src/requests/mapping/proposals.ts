/** Fields to name with `--map` where none was taken: what recurs as accounts do, and what only the user can vouch for. */
import type { SourceColumnName } from '../columns.js';
import type { Candidate } from './candidates.js';
import { isConstant, isUnique, presence, share, type FieldFacts } from './facts.js';
import { isLikelyAccount } from './likely-accounts.js';
import { fold, leafOf } from './names.js';
import * as shapes from './shapes.js';
import { suggestedBy } from './vocabulary.js';

const mostProposed = 3;

export interface Proposal {
  readonly field: string;
  readonly why: string;
}

/** Best first: those that are likely to be the account, or, where none is, those that could be. */
export function accountProposals(fields: readonly FieldFacts[], taken: ReadonlySet<string>): Proposal[] {
  const possible = fields
    .filter(facts => !taken.has(facts.field) && recurs(facts))
    .map(facts => ({ facts, order: orderOf(facts) }))
    .filter(({ order }) => order > 0)
    .sort(
      (a, b) =>
        b.order - a.order || b.facts.values.length - a.facts.values.length || (a.facts.field < b.facts.field ? -1 : 1),
    );
  const likely = possible.filter(({ facts }) => isLikelyAccount(facts));
  return (likely.length > 0 ? likely : possible).slice(0, mostProposed).map(({ facts }) => ({
    field: facts.field,
    why: `${facts.distinct} values in ${facts.values.length} records${vouched(facts)}`,
  }));
}

/** Holds several records each, and several of them: what an account does. */
function recurs(facts: FieldFacts): boolean {
  if (presence(facts) < 0.3 || facts.distinct < 2 || isConstant(facts) || isUnique(facts)) return false;
  if (facts.distinct > 0.9 * facts.values.length && facts.values.length >= 10) return false;
  return share(facts, isPossible) >= 0.9;
}

/** Identities, but for what is better explained: countries, fingerprints, states, small numbers. */
function isPossible(text: string): boolean {
  return (
    shapes.isIdentity(text) &&
    !shapes.isUserAgent(text) &&
    !shapes.isJa4(text) &&
    !shapes.isCountry(text) &&
    !shapes.isStatus(text) &&
    !/^\d{1,4}$/.test(text) &&
    !/^HTTP\/[\d.]+$/i.test(text)
  );
}

function orderOf({ field, writer, distinct, texts }: FieldFacts): number {
  if (writer === 'machine' || writer === 'answer') return 0;
  const named = suggestedBy(field).some(({ column }) => column === 'account') ? 4 : 0;
  const idLike =
    /(id|nr|no|key|name|code|hash|mail)$/.test(fold(leafOf(field))) || texts.some(text => /\d/.test(text)) ? 1 : 0;
  const trusted = writer === 'provider' ? 2 : 0;
  return named + idLike + trusted + (distinct >= 3 ? 1 : 0) - (texts.some(isKey) ? 1 : 0) - (distinct < few ? 1 : 0);
}

/** Fewer may as well be models or regions. */
const few = 6;

/** Keys tell accounts apart as well, but the name that goes with one is what a reader knows them by. */
function isKey(text: string): boolean {
  return /^(sk|pk|rk|ak|key|api|tok|token)[-_]\w/i.test(text);
}

function vouched({ writer }: FieldFacts): string {
  if (writer === 'header') return '; a header, which clients can send unless your proxy sets it';
  return writer === 'client' ? '; in what the client sends' : '';
}

/** Of other columns: candidates that something speaks against, but that could be told. */
export function proposalsFor(
  column: SourceColumnName,
  candidates: readonly Candidate[],
  taken: ReadonlySet<string>,
): Proposal[] {
  return candidates
    .filter(({ facts, namesake }) => !taken.has(facts.field) && facts.values.length > 0 && namesake !== true)
    .slice(0, mostProposed)
    .map(({ facts, against, doubt }) => ({ field: facts.field, why: against ?? doubt ?? `could be ${column}` }));
}
