/** What is to be said of who made the requests: no account, one for all, or nobody in most of them. */
import type { SourceColumnName } from '../columns.js';
import { isConstant, isUnique, presence, type FieldFacts } from './facts.js';
import type { Chosen } from './findings.js';
import { isLikelyAccount } from './likely-accounts.js';
import { accountProposals, type Proposal } from './proposals.js';

/** Columns that tell requests apart beside the account. */
const besides = ['apiKey', 'ip', 'forwardedFor', 'userAgent'] as const;
/** Share of the records that must name somebody, or be told apart by something else. */
const mostly = 0.5;
const fieldsShown = 12;
const placeholdersShown = 3;

/** No field was taken or told for it, or those that were hold nothing in any sampled record. */
export function isAccountMissing(made: Chosen): boolean {
  if (made.told.some(({ column }) => column === 'account')) return false;
  const preferences = made.chosen.get('account');
  return preferences === undefined || (preferences.length > 0 && !tells(made, 'account'));
}

export function accountProblems(made: Chosen, proposals: readonly Proposal[]): string[] {
  const nobody = nobodyIn(made);
  if (![...besides, 'account' as const].some(column => tells(made, column))) {
    return [
      nobody === undefined
        ? onlyTime(made, proposals)
        : `${nobody}; nothing else tells requests apart: ${hintOf(made, proposals)}`,
    ];
  }
  const account = made.found.get('account');
  if (account !== undefined && isConstant(account.facts)) {
    const others = accountProposals(made.facts, made.taken);
    const hint =
      others.length > 0
        ? `if ${listing(others)}: ${command(others)}`
        : 'name another field with --map account=FIELD, or this one if it is meant';
    return [`${account.facts.field}, read as the account, holds one value in all sampled records: ${hint}`];
  }
  if (nobody !== undefined && !besides.some(column => tells(made, column, mostly))) {
    return [
      `${nobody}; nothing else tells those requests apart: ${hintOf(made, accountProposals(made.facts, made.taken))}`,
    ];
  }
  return isMissed(made, proposals) ? [missed(proposals)] : [];
}

export function accountNotes(made: Chosen, proposals: readonly Proposal[]): string[] {
  if (accountProblems(made, proposals).length > 0) return [];
  const nobody = nobodyIn(made);
  return [
    ...(nobody === undefined ? [] : [`${nobody}: those are told apart by what else is logged`]),
    ...(proposals.length > 0 ? [missed(proposals)] : []),
  ];
}

/**
 * Whether the account stands in the log under a name that nobody knows. Where keys tell requests apart, what is proposed may
 * as well be something else that goes with them.
 */
function isMissed(made: Chosen, [first]: readonly Proposal[]): boolean {
  if (first === undefined || made.lacks['account'] !== undefined) return false;
  const facts = made.facts.find(({ field }) => field === first.field);
  if (facts === undefined || !isLikelyAccount(facts)) return false;
  return !factsOf(made, 'apiKey').some(key => key.distinct > 1 && !isUnique(key) && presence(key) > mostly);
}

function missed(proposals: readonly Proposal[]): string {
  return `no field is known to be the account; if ${listing(proposals)}: ${command(proposals)} (--map account= if there is none)`;
}

/** That the account of most records is a text such as `anonymous`; undefined where it is not so. */
function nobodyIn(made: Chosen): string | undefined {
  const facts = factsOf(made, 'account');
  const [main] = [...facts].sort((a, b) => b.values.length - a.values.length);
  if (main === undefined) return undefined;
  const texts = new Map<string, number>();
  for (const { placeholders } of facts)
    for (const [text, count] of placeholders) texts.set(text, (texts.get(text) ?? 0) + count);
  const named = new Set(facts.flatMap(({ rows }) => rows ?? [])).size;
  const share = main.rows === undefined ? presence(main) : named / Math.max(1, main.of);
  if (texts.size === 0 || share >= mostly) return undefined;
  const shown = [...texts].sort((a, b) => b[1] - a[1]).slice(0, placeholdersShown);
  const list = shown.map(([text]) => JSON.stringify(text.slice(0, 40))).join(', ');
  const fields = facts.map(({ field }) => field).join(' | ');
  return `${fields} names nobody in ${Math.round(100 * (1 - share))} % of the sampled records (${list})`;
}

/** Fields of a column that the sample has. */
function factsOf(made: Chosen, column: SourceColumnName): FieldFacts[] {
  const fields = new Set((made.chosen.get(column) ?? []).flatMap(({ field }) => [field, ...field.split('+')]));
  return made.facts.filter(({ field }) => fields.has(field));
}

/** Whether a column has values in more than this share of the records; what is told may have them further down. */
function tells(made: Chosen, column: SourceColumnName, share = 0): boolean {
  const preferences = made.chosen.get(column) ?? [];
  if (preferences.length === 0) return false;
  const facts = factsOf(made, column);
  const unsampled = facts.length === 0 || made.told.some(one => one.column === column);
  return unsampled || facts.some(one => presence(one) > share);
}

function onlyTime(made: Chosen, proposals: readonly Proposal[]): string {
  return `only the time of requests is understood, no account, key, address or user agent: ${hintOf(made, proposals)}`;
}

function hintOf(made: Chosen, proposals: readonly Proposal[]): string {
  const { account } = made.lacks;
  if (account !== undefined) return account;
  if (proposals.length > 0) return `if ${listing(proposals)}: ${command(proposals)}`;
  const fields = made.facts.filter(facts => presence(facts) > mostly).slice(0, fieldsShown);
  return `name the account with --map account=FIELD; fields seen: ${fields.map(({ field }) => field).join(', ')}`;
}

function listing(proposals: readonly Proposal[]): string {
  const [first, ...rest] = proposals;
  const text = `${first?.field ?? ''} (${first?.why ?? ''}) is it`;
  return rest.length === 0 ? text : `${text}, or ${rest.map(({ field }) => field).join(' or ')}`;
}

function command([first]: readonly Proposal[]): string {
  return `--map ${quoted(`account=${first?.field ?? 'FIELD'}`)}`;
}

/** For a shell. */
function quoted(text: string): string {
  return /^[\w.=@+/-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
