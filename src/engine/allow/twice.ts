/** Entries that name the same, and perhaps say different things of it. */
import { selectorNames, type AllowEntry } from './entry.js';

export interface LineNote {
  readonly line: number;
  readonly note: string;
}

export function twiceNotes(entries: readonly AllowEntry[]): LineNote[] {
  const first = new Map<string, AllowEntry>();
  return entries.flatMap(entry => {
    const own = repeatedIn(entry).map(note => ({ line: entry.line, note }));
    const before = first.get(named(entry));
    if (before === undefined) {
      first.set(named(entry), entry);
      return own;
    }
    return [...own, { line: entry.line, note: comparison(entry, before) }];
  });
}

function repeatedIn(entry: AllowEntry): string[] {
  return selectorNames.flatMap(name => {
    const seen = new Set<string>();
    const twice = (entry[name] ?? []).filter(value => seen.size === seen.add(value).size);
    return twice.length === 0 ? [] : [`names ${name} ${twice.slice(0, 3).join(', ')} more than once`];
  });
}

/** The names alone, in one order. */
function named(entry: AllowEntry): string {
  return JSON.stringify(selectorNames.map(name => [...new Set(entry[name])].sort()));
}

function comparison(entry: AllowEntry, before: AllowEntry): string {
  const differ = (['owner', 'reason', 'expires'] as const).filter(key => entry[key] !== before[key]);
  const same = `names the same as line ${before.line}`;
  if (differ.length === 0) return `${same}: one of them can go`;
  return `${same}, with another ${differ.join(' and ')}: each holds until its own end`;
}
