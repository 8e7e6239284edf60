/** What came of an allow list, as the report has it. */
import { inGroups } from '../../digits.js';
import type { ColumnName } from '../../requests/batch.js';
import type { AllowedEntry, AllowList } from '../../reports/report.js';
import type { Allowances, EntryAtWork } from './allowances.js';
import { selectorNames, type SelectorName } from './entry.js';
import { twiceNotes } from './twice.js';
import { templateNameShown } from './template-names.js';

/** Names of one kind that an entry of the report holds. */
const mostNames = 100;
/** Names that a note spells out. */
const fewNames = 3;
/** Days before its end from which an entry is said to expire soon. */
const soon = 14;

/** Asked for when all suspects are known. @param columns that the log has */
export function allowList({ entries, options }: Allowances, columns: ReadonlySet<ColumnName>): AllowList {
  const { allowFile = '', asOf, claimed } = options;
  const expire = entries.some(({ entry }) => entry.expires !== null);
  const place = ({ entry }: EntryAtWork): string => `${allowFile}:${entry.line}: `;
  return {
    file: allowFile,
    ...(expire && asOf !== undefined && { asOf }),
    entries: entries.map(reported),
    notes: [
      ...(entries.length === 0 ? [`${allowFile} names nobody`] : []),
      ...entries.flatMap(one =>
        [
          ...expiryNotes(one, asOf),
          ...blockedNotes(one, claimed),
          ...unmatchedNotes(one, columns),
          ...undecidedNotes(one),
          ...wordingNotes(one),
        ].map(note => place(one) + note),
      ),
      ...twiceNotes(entries.map(({ entry }) => entry)).map(({ line, note }) => `${allowFile}:${line}: ${note}`),
    ],
  };
}

function reported(one: EntryAtWork): AllowedEntry {
  const { entry, accounts, suspects } = one;
  const { line, owner, reason, expires } = entry;
  const names: Partial<Record<SelectorName, string[]>> = {};
  for (const [name, { values }] of one.selectors)
    names[name] = values.slice(0, mostNames).map(value => shown(name, value));
  return { line, ...names, owner, reason, expires, status: statusOf(one), accounts, suspects };
}

function statusOf(one: EntryAtWork): AllowedEntry['status'] {
  if (one.hasExpired) return 'expired';
  if (one.suspects > 0) return 'used';
  return one.accounts > 0 || unmatched(one).length === 0 ? 'unused' : 'unmatched';
}

/** Names that no account of the log was found with. */
function unmatched(one: EntryAtWork): { name: SelectorName; value: string }[] {
  return [...one.selectors].flatMap(([name, { values }]) => {
    const seen = one.seen.get(name);
    return values.flatMap((value, at) => (seen?.has(at) === true ? [] : [{ name, value }]));
  });
}

function expiryNotes({ entry, hasExpired, suspects, accounts }: EntryAtWork, asOf: string | undefined): string[] {
  const { expires, owner } = entry;
  if (expires === null || asOf === undefined) return [];
  if (hasExpired) {
    const whom = suspects > 0 ? count(suspects, 'suspect') : count(accounts, 'account');
    const lost = suspects + accounts > 0 ? `no longer allows ${whom}` : 'can go';
    return [`expired on ${expires}${owner === null ? '' : ` (${owner})`}: ${lost}`];
  }
  const days = Math.round((Date.parse(expires) - Date.parse(asOf)) / 86_400_000);
  if (days > soon) return [];
  return [`expires ${days === 0 ? 'today' : `in ${count(days, 'day')}`}, on ${expires}`];
}

function blockedNotes({ isBlocked, hasExpired }: EntryAtWork, claimed: readonly string[]): string[] {
  if (!isBlocked || hasExpired) return [];
  const [first = '', ...others] = claimed;
  const more = others.length > 0 ? ` and ${inGroups(others.length)} more` : '';
  return [
    `addresses allow nobody: clients may have written those of ${first}${more}; name your proxies with --trusted-proxies when the log is read`,
  ];
}

/** Columns without which names of a kind match nothing, and how the log's users call them. */
const columnsOf: Readonly<Record<SelectorName, readonly ColumnName[]>> = {
  account: ['account'],
  organization: ['org'],
  key: ['apiKey'],
  cidr: ['ip'],
  template: ['promptHead', 'systemHash'],
};

function unmatchedNotes(one: EntryAtWork, columns: ReadonlySet<ColumnName>): string[] {
  // What has expired can go, whatever it matches.
  if (one.hasExpired) return [];
  const missing = unmatched(one);
  if (missing.length === 0) {
    if (one.accounts > 0 || one.suspects > 0 || one.undecided > 0 || one.isBlocked) return [];
    return ['covers nobody: no account has what it names in 95 % of its requests'];
  }
  return selectorNames.flatMap(name => {
    const values = missing.filter(each => each.name === name).map(({ value }) => shown(name, value));
    if (values.length === 0) return [];
    const more = values.length > fewNames ? ` and ${inGroups(values.length - fewNames)} more` : '';
    const absent = columnsOf[name].every(column => !columns.has(column));
    const why = absent ? `, since the log has no column ${columnsOf[name].join(' or ')}` : '';
    return [
      `${name} ${values.slice(0, fewNames).join(', ')}${more} ${values.length > 1 ? 'match' : 'matches'} nothing${why}`,
    ];
  });
}

function undecidedNotes({ undecided, hasExpired }: EntryAtWork): string[] {
  if (undecided === 0 || hasExpired) return [];
  return [
    `${count(undecided, 'account')} use more addresses, keys or organisations than are measured, and so are not allowed: name ${undecided === 1 ? 'it' : 'them'} by account`,
  ];
}

/** Of all that an entry can name, the wording alone is the client's own. */
function wordingNotes({ selectors, suspects, hasExpired }: EntryAtWork): string[] {
  if (selectors.size !== 1 || !selectors.has('template') || suspects === 0 || hasExpired) return [];
  return ['allows whoever words prompts so: add account, organization, key or cidr'];
}

function shown(name: SelectorName, value: string): string {
  return name === 'template' ? templateNameShown(value) : value;
}

function count(value: number, noun: string): string {
  return `${inGroups(value)} ${noun}${value === 1 ? '' : 's'}`;
}
