import { defineMeasure, type Measure } from '../measure.js';

/** Requests whose prompt holds a decoy, by the decoy. */
export type CanaryHits = Map<string, number>;

/** Prompts longer than this are searched no further. */
const longest = 262_144;

/** Counts the prompts of each account that hold one of these decoys. Cost: one substring search for each decoy. */
export function canaryMeasure(decoys: readonly string[]): Measure<CanaryHits> {
  const wanted = decoys.filter(decoy => decoy !== '');
  return defineMeasure({
    id: 'canaries',
    per: 'account',
    columns: wanted.length === 0 ? [] : ['prompt'],
    description: 'prompts that hold decoys planted by the operator',
    bound: 64 * Math.max(1, wanted.length),
    create: (): CanaryHits => new Map(),
    observe(state, rows, row) {
      const prompt = wanted.length === 0 ? undefined : rows.prompt[row];
      if (prompt === undefined) return;
      const text = prompt.length > longest ? prompt.slice(0, longest) : prompt;
      for (const decoy of wanted) if (text.includes(decoy)) state.set(decoy, (state.get(decoy) ?? 0) + 1);
    },
    merge(into, from) {
      for (const [decoy, count] of from) into.set(decoy, (into.get(decoy) ?? 0) + count);
      return into;
    },
    encode: state => [...state].sort(([a], [b]) => (a < b ? -1 : 1)),
    decode: encoded => new Map(encoded as [string, number][]),
  });
}

/** The measure with no decoys: what detectors name; a run puts its own in its place. */
export const canaries = canaryMeasure([]);
