/** Hands fields out to columns: the best fits choose first, so that a vague claim never takes a field from an exact one. */
import type { SourceColumnName } from '../columns.js';
import { fits, type Candidate } from './candidates.js';
import { presence } from './facts.js';

/** A field in less than this part of the records of its best rival is what few records have. */
const minor = 0.25;

export interface Offer {
  readonly column: SourceColumnName;
  /** Best first. */
  readonly candidates: readonly Candidate[];
}

/** When a candidate may choose; the later ones only for want of others. */
export const turns = { doubtful: -1, minor: -2 } as const;
/** An account of a known name with another value for each record: where there are very many, no two meet in a sample. */
const afterNames = 3.5;
/** Less than a doubtful candidate loses, more than there is between a part of a name and a value. */
const afterProviders = 2.5;

/** @param taken fields that are given away already; grows */
export function chooseFields(offers: readonly Offer[], taken: Set<string>): Map<SourceColumnName, Candidate> {
  const chosen = new Map<SourceColumnName, Candidate>();
  const ranked = offers.map(offer => ({ column: offer.column, queue: queueOf(offer) }));
  const all = [...new Set(ranked.flatMap(({ queue }) => queue.map(({ turn }) => turn)))].sort((a, b) => b - a);
  for (const turn of all) {
    for (const { column, queue } of ranked) {
      if (chosen.has(column)) continue;
      const best = queue.find(one => one.turn === turn && !taken.has(one.candidate.facts.field));
      if (best === undefined) continue;
      chosen.set(column, best.candidate);
      taken.add(best.candidate.facts.field);
    }
  }
  return chosen;
}

function queueOf({ column, candidates }: Offer): { candidate: Candidate; turn: number }[] {
  const able = candidates.filter(one => one.against === undefined);
  const most = Math.max(0, ...able.filter(one => one.fit >= fits.words).map(({ facts }) => presence(facts)));
  return able.flatMap(candidate => {
    const turn = turnOf(column, candidate, most);
    return turn === undefined ? [] : [{ candidate, turn }];
  });
}

function turnOf(column: SourceColumnName, candidate: Candidate, most: number): number | undefined {
  const { facts, fit, doubt } = candidate;
  if (presence(facts) < minor * most) return doubt === undefined || fit >= fits.nested ? turns.minor : undefined;
  // What the client wrote comes after all that the provider did.
  if (doubt === undefined) return facts.writer === 'client' && fit < fits.nested ? fit - afterProviders : fit;
  if (fit < fits.nested && column !== 'time' && column !== 'ip') return undefined;
  return column === 'account' && facts.distinct > 2 ? afterNames : turns.doubtful;
}
