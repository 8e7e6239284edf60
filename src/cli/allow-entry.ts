/** One entry of an allow list: what no schema can say of it, in words, and what is made of it. */
import { selectorNames, type AllowEntry, type SelectorName } from '../engine/allow/entry.js';
import { templateNameProblem } from '../engine/allow/template-names.js';
import { keyName } from '../requests/parts.js';
import { networkOf } from '../requests/proxies.js';
import { nearest } from './suggest.js';
import { day } from './values.js';
import type { Path } from './yaml-document.js';

/** As it is written, once the schema has been kept to. */
export interface WrittenEntry extends Partial<Readonly<Record<SelectorName, string | readonly string[]>>> {
  readonly owner: string;
  readonly reason: string;
  readonly expires?: string;
}

export interface EntryProblem {
  readonly path: Path;
  readonly message: string;
}

const known = [...selectorNames, 'owner', 'reason', 'expires'];

/** Of what may not be an entry at all. */
export function entryProblems(entry: unknown): EntryProblem[] {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return [{ path: [], message: 'must be an object: account: …, owner: …, reason: …' }];
  }
  const given = new Map(Object.entries(entry));
  const stranger = [...given.keys()].find(key => !known.includes(key));
  if (stranger !== undefined) return [{ path: [stranger], message: `is not known${suggestion(stranger)}` }];
  const [empty] = [...given].find(([, value]) => value === '') ?? [];
  if (empty !== undefined) return [{ path: [empty], message: 'is empty' }];
  if (!selectorNames.some(name => given.has(name))) {
    return [{ path: [], message: `names nobody: give account, organization, key, cidr or template` }];
  }
  if (!given.has('owner')) return [{ path: [], message: 'has no owner: who answers for it?' }];
  if (!given.has('reason')) return [{ path: [], message: 'has no reason: why is it allowed?' }];
  return [
    ...expiryProblems(given.get('expires')),
    ...selectorNames.flatMap(name => valueProblems(name, given.get(name))),
  ];
}

export function readEntry(entry: WrittenEntry, line: number): AllowEntry {
  const { owner, reason, expires = null } = entry;
  const names = selectorNames.flatMap(name => {
    const values = entry[name];
    return values === undefined
      ? []
      : [[name, listOf(values).map(value => (name === 'key' ? shortHash(value) : value))]];
  });
  return { ...(Object.fromEntries(names) as Pick<AllowEntry, SelectorName>), line, owner, reason, expires };
}

/** As measures know a key: nobody's is kept whole. */
function shortHash(key: string): string {
  return /^key:[0-9a-f]{12}$/.test(key) ? key : keyName(key);
}

function suggestion(key: string): string {
  const near = nearest(key, known);
  return near === undefined ? `: an entry has ${known.join(', ')}` : `: did you mean ${near}?`;
}

function expiryProblems(expires: unknown): EntryProblem[] {
  if (expires === undefined || (typeof expires === 'string' && isDay(expires))) return [];
  return [{ path: ['expires'], message: 'must be a day such as 2026-12-31, the last on which it holds' }];
}

function isDay(text: string): boolean {
  try {
    return day(text) === text;
  } catch {
    return false;
  }
}

function valueProblems(name: SelectorName, given: unknown): EntryProblem[] {
  const many = Array.isArray(given);
  const values: readonly unknown[] = many ? given : [given];
  return values.flatMap((value, at) => {
    if (typeof value !== 'string') return [];
    const message =
      name === 'cidr' ? networkProblem(value) : name === 'template' ? templateNameProblem(value) : undefined;
    return message === undefined ? [] : [{ path: many ? [name, at] : [name], message: `${value}: ${message}` }];
  });
}

function networkProblem(text: string): string | undefined {
  const network = networkOf(text);
  if (network === undefined) return 'expected an address or a network such as 203.0.113.0/24';
  return network[1] === 0 ? 'would allow everybody' : undefined;
}

function listOf(values: string | readonly string[]): readonly string[] {
  return typeof values === 'string' ? [values] : values;
}
