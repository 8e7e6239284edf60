/** Several fields of one column, where some records have one and some another: columns renamed, schemas mixed. */
import type { Candidate } from './candidates.js';
import { fits } from './candidates.js';
import { enoughRecords, keyOf, type FieldFacts } from './facts.js';

/** A field that adds less than this share of records is left: it may be anybody's. */
const leastGain = 0.02;

/**
 * Fields beside the chosen one that fill records in which it has no value, best first. One that says otherwise where both
 * have a value is another thing: a user's name beside their id would make two accounts of one.
 */
export function besides(chosen: Candidate, others: readonly Candidate[]): Candidate[] {
  const held = rowsOf(chosen.facts);
  if (held === undefined) return [];
  const added: Candidate[] = [];
  for (const other of others) {
    if (other.fit < fits.nested || other.against !== undefined || other.doubt !== undefined) continue;
    const rows = rowsOf(other.facts);
    if (rows === undefined || !complements(held, rows, other.facts.of)) continue;
    for (const [row, key] of rows) if (!held.has(row)) held.set(row, key);
    added.push(other);
  }
  return added;
}

function rowsOf({ rows, values }: FieldFacts): Map<number, string> | undefined {
  return rows === undefined ? undefined : new Map(rows.map((row, at) => [row, keyOf(values[at])]));
}

function complements(held: ReadonlyMap<number, string>, rows: ReadonlyMap<number, string>, of: number): boolean {
  let gain = 0;
  let differ = 0;
  for (const [row, key] of rows) {
    const known = held.get(row);
    if (known === undefined) gain++;
    else if (known !== key) differ++;
  }
  const enough = of < enoughRecords ? 1 : Math.max(2, leastGain * of);
  return gain >= enough && differ <= leastGain * (rows.size - gain);
}
