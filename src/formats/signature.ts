/** Which description fits the fields of a sample. */
import type { FormatDescription } from './description.js';
import type { SampledField } from './format.js';

/** Share of the sampled records that a field must stand in to count: what decides about a log is in most of its records. */
const most = 0.5;

/**
 * The description whose signature the sample has; of several the one that asks for more. Nothing about a single record
 * decides, since its writer may be the adversary.
 */
export function recogniseDescription(
  fields: readonly SampledField[],
  descriptions: readonly FormatDescription[],
): FormatDescription | undefined {
  const known = withOwners(fields);
  let best: { readonly description: FormatDescription; readonly score: number } | undefined;
  for (const description of descriptions) {
    const score = scoreOf(description, known);
    if (score > (best?.score ?? 0)) best = { description, score };
  }
  return best?.description;
}

/** Fields by name, and the objects that they lie in, which stand wherever one of them does. */
function withOwners(fields: readonly SampledField[]): Map<string, SampledField> {
  const known = new Map<string, SampledField>();
  for (const { field, of, present } of fields) {
    for (let dot = field.lastIndexOf('.'); dot > 0; dot = field.lastIndexOf('.', dot - 1)) {
      const owner = field.slice(0, dot);
      if ((known.get(owner)?.present ?? -1) < present) known.set(owner, { field: owner, of, present, values: [] });
    }
  }
  for (const field of fields) known.set(field.field, field);
  return known;
}

/** Number of conditions met; 0 unless all are. */
function scoreOf({ recognise }: FormatDescription, known: ReadonlyMap<string, SampledField>): number {
  const { fields = [], values = {}, without = [] } = recognise;
  const stands = (name: string) => isIn(known.get(name));
  if (without.some(stands)) return 0;
  if (!fields.every(names => (typeof names === 'string' ? stands(names) : names.some(stands)))) return 0;
  const texts = Object.entries(values);
  if (!texts.every(([name, wanted]) => holdsOneOf(known.get(name), wanted))) return 0;
  return fields.length + 2 * texts.length;
}

function isIn(field: SampledField | undefined): boolean {
  return field !== undefined && field.present >= most * field.of;
}

function holdsOneOf(field: SampledField | undefined, wanted: string | readonly string[]): boolean {
  if (field === undefined) return false;
  const texts = typeof wanted === 'string' ? [wanted] : wanted;
  return field.values.filter(value => texts.includes(String(value))).length >= most * field.of;
}
