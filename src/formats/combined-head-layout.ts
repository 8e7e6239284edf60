/** Which columns the lines of an access log have before the time, from the lines of the sample. */
import { headWords, isClient, isDash, joinedLists, looksLikeId, usualHead, type HeadLayout } from './combined-head.js';

/** Nearly all: a few lines may be broken, or somebody's game. */
const nearly = 0.95;
/** With fewer lines nobody can tell two columns from a name with a blank. */
const fewestLines = 10;

export interface LearnedHead {
  readonly layout: HeadLayout;
  readonly notes: readonly string[];
}

/** @param heads what stands before the time, one for each line */
export function learnHead(heads: readonly string[]): LearnedHead {
  const rows = heads.map(head => joinedLists(headWords(head))).filter(row => row.length > 0);
  const width = usualLength(rows);
  const even = rows.filter(row => row.length === width);
  if (width === 0) return { layout: usualHead, notes: [] };
  const columns = Array.from({ length: width }, (_, at) => even.map(row => row[at] ?? ''));
  const { vhost, before, host } = frontColumns(columns);
  const hosts = columns[host] ?? [];
  const instead = hosts.some(value => value.includes(','));
  const { after, note } = columnsAfter(columns.slice(host + 1), even.length >= nearly * rows.length);
  const dashed = after[0] === 'ident' && mostly(columns[host + 1] ?? [], isDash, nearly);
  const notes = note === undefined ? [] : [note];
  if (before) notes.push('two addresses before the time: the first is read as forwarded for, the second as the host');
  return { layout: { vhost, forwarded: before ? 'before' : instead ? 'instead' : 'no', after, dashed }, notes };
}

function usualLength(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
}

/** Ident and user follow the host: so many columns are not before it. */
const afterHost = 2;

function frontColumns(columns: readonly (readonly string[])[]): { vhost: boolean; before: boolean; host: number } {
  const last = columns.length - afterHost - 1;
  const holdsClients = (at: number) => at <= last && mostlyThere(columns[at] ?? [], isClient);
  const isEmpty = (at: number) => (columns[at] ?? []).every(isDash);
  const first = [0, 1, 2].find(holdsClients);
  if (first === undefined) {
    // Names in place of addresses: the second is the host where the third is the ident.
    const named = last === 1 && isEmpty(2) && !isEmpty(1);
    return { vhost: named, before: false, host: named ? 1 : 0 };
  }
  if (holdsClients(first + 1)) return { vhost: first === 1 && !isEmpty(0), before: true, host: first + 1 };
  const before = first > 0 && isEmpty(first - 1);
  return { vhost: first > (before ? 1 : 0), before, host: first };
}

type After = HeadLayout['after'];

function columnsAfter(columns: readonly (readonly string[])[], even: boolean): { after: After; note?: string } {
  const kinds = columns.map(kindOf);
  if (kinds.length < afterHost) return { after: kinds.map(kind => (kind === 'dash' ? 'ident' : 'user')) };
  if (kinds.length === afterHost) return twoColumns(kinds, columns[0] ?? []);
  const free = kinds.flatMap((kind, at) => (kind === 'free' && at > 0 ? [at] : []));
  const dashes = kinds.flatMap((kind, at) => (kind === 'dash' && at > 0 ? [at] : []));
  const user = free[0] ?? dashes.at(-1) ?? -1;
  const columnAt = (at: number) => {
    const kind = kinds[at];
    if (at === user) return 'user';
    if (at === 0 && kind !== 'forwarded') return 'ident';
    return kind === 'id' || kind === 'forwarded' ? kind : 'other';
  };
  if (free.length < 2) return { after: kinds.map((_, at) => columnAt(at)) };
  const enough = even && (columns[0]?.length ?? 0) >= fewestLines;
  const apart = enough && !free.every(at => areWords(columns[at] ?? []));
  const how = apart ? 'the first of them is taken for the user' : 'they are taken for one user name with blanks';
  const note = `${free.length} words before the time may be the user: ${how}`;
  return {
    after: apart ? kinds.map((_, at) => columnAt(at)) : kinds.slice(0, user + 1).map((_, at) => columnAt(at)),
    note,
  };
}

/** Letters alone, as in the names of people; columns of other values (keys, plans with numbers, regions) are seldom so. */
function areWords(values: readonly string[]): boolean {
  return mostlyThere(values, value => /^[\p{L}\p{M}'’.-]{1,60}$/u.test(value));
}

function twoColumns(kinds: readonly Kind[], first: readonly string[]): { after: After; note?: string } {
  const [left, right] = kinds;
  if (left === 'id') return { after: ['id', 'user'] };
  if (left === 'free' && right === 'dash' && mostly(first, value => !isDash(value), 0.5)) {
    return { after: ['user', 'other'], note: 'the ident before the time is taken for the user, which is always -' };
  }
  return { after: ['ident', 'user'] };
}

type Kind = 'dash' | 'forwarded' | 'id' | 'free';

function kindOf(values: readonly string[]): Kind {
  if (values.every(isDash)) return 'dash';
  if (mostlyThere(values, value => value.startsWith('[') && isClient(value.replace(/^\[|\]$/g, ''))))
    return 'forwarded';
  return looksLikeId(values) ? 'id' : 'free';
}

function mostly(values: readonly string[], test: (value: string) => boolean, share: number): boolean {
  return values.length > 0 && values.filter(test).length >= share * values.length;
}

function mostlyThere(values: readonly string[], test: (value: string) => boolean): boolean {
  return mostly(
    values.filter(value => !isDash(value)),
    test,
    0.9,
  );
}
