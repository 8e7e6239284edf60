/** Header lines of delimited files. */
import { absentValues } from './format.js';

/** Names are short, mostly different, and none is a number, a time or an address. */
export function looksLikeHeader(record: readonly string[], width: number): boolean {
  if (record.length < 2 || Math.abs(record.length - width) > Math.max(2, width / 4)) return false;
  const names = record.filter(cell => cell.trim() !== '');
  if (names.length * 2 < record.length || new Set(names).size * 2 < names.length) return false;
  return names.every(name => name.length <= 80 && /[A-Za-z\u0080-\uffff]/.test(name) && !looksLikeValue(name));
}

function looksLikeValue(cell: string): boolean {
  if (absentValues.has(cell) && cell !== '') return true;
  return /^\s*[-+]?[\d.,:]+\s*$|^\d{4}[-/]\d{2}|^\d{1,3}(?:\.\d{1,3}){3}|https?:\/\/|^[{[]|^(?:true|false)$/i.test(
    cell,
  );
}

/** A header of the same kind of rows with other columns: half of its names are those of the one before. */
export function isHeaderAnew(record: readonly string[], before: readonly string[]): boolean {
  const known = new Set(before);
  const shared = record.filter(cell => known.has(cell)).length;
  return shared >= 2 && shared * 2 >= Math.min(record.length, before.length) && looksLikeHeader(record, record.length);
}

export function isSame(record: readonly string[], header: readonly string[] | undefined): boolean {
  return header !== undefined && record.length === header.length && record.every((cell, at) => cell === header[at]);
}

export function uniqueNames(header: readonly string[], width: number): string[] {
  const taken = new Map<string, number>();
  return Array.from({ length: width }, (_, at) => {
    const name = (header[at] ?? '').trim() || `column${at + 1}`;
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return times === 1 ? name : `${name}#${times}`;
  });
}
