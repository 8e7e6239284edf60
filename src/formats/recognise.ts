/** Which format records have, and what stands around them. */
import { csv } from './csv.js';
import type { Opening } from './envelope.js';
import { envelopeAgain, openings } from './envelopes/find.js';
import { again, isOpenedLearned, opened } from './envelopes/opened.js';
import type { Detected, Format, RecordView } from './format.js';

/** Envelopes in envelopes that are opened: a shipper's JSON around a runtime's prefix around a logger's around JSON. */
const deepest = 4;
/** What is less sure inside an envelope may be anything: prose has commas, too. */
const sureInside = 0.5;

/**
 * The format that the sample fits best among the candidates, within what stands around the records.
 * @param known all formats there are: what stands around may be of any of them
 */
export function recognise(
  sample: RecordView,
  candidates: readonly Format[],
  known: readonly Format[],
): Detected | undefined {
  return recogniseWithin(sample, { candidates, known }, deepest);
}

/** The same as was found: for another thread that decodes it. */
export function recogniseAgain(
  sample: RecordView,
  { format, learned }: Pick<Detected, 'format' | 'learned'>,
  known: readonly Format[],
): Detected | undefined {
  if (!isOpenedLearned(learned)) {
    const own = known.find(({ name }) => name === format);
    return own?.again === undefined || learned === undefined
      ? best(sample, own === undefined ? [] : [own])
      : own.again(learned);
  }
  const inner = recogniseAgain(learned.inner.sample ?? sample, learned.inner, known);
  const outerOf = (outer: Pick<Detected, 'format' | 'learned'>) => recogniseAgain(sample, outer, known) as Detected;
  const envelope = envelopeAgain(learned.envelope, learned.note, outerOf);
  return inner === undefined ? undefined : again(envelope, inner, learned);
}

interface Choice {
  readonly candidates: readonly Format[];
  readonly known: readonly Format[];
}

function recogniseWithin(sample: RecordView, choice: Choice, levels: number): Detected | undefined {
  const { candidates, known } = choice;
  const bare = best(sample, candidates);
  if (levels === 0 || sample.count === 0) return bare;
  const outer = candidates === known ? bare : best(sample, known);
  for (const opening of openings(sample, outer)) {
    // Prose in a field has commas, too: a table there would be by chance.
    const likely =
      opening.envelope.spec.kind === 'payload' ? candidates.filter(({ name }) => name !== 'csv') : candidates;
    const inner = recogniseWithin(opening.sample, { candidates: likely, known }, levels - 1);
    if (inner !== undefined && isBetter(opening, inner, bare)) return opened(opening, inner);
  }
  return bare;
}

function best(sample: RecordView, candidates: readonly Format[]): Detected | undefined {
  let found: Detected | undefined;
  for (const format of [...candidates].sort((a, b) => b.mostConfidence - a.mostConfidence)) {
    // Nothing that is left can be surer than this.
    if (found !== undefined && found.confidence >= format.mostConfidence) break;
    const detected = format.detect(sample);
    if (detected !== undefined && detected.confidence > (found?.confidence ?? 0)) found = detected;
  }
  return found;
}

/** Whether what is inside is what a user would call the record. */
function isBetter({ envelope }: Opening, inner: Detected, bare: Detected | undefined): boolean {
  if (inner.confidence <= sureInside) return false;
  if (envelope.spec.kind === 'payload') return true;
  if (bare === undefined) return true;
  if (envelope.spec.kind === 'cleaned') return inner.confidence >= bare.confidence;
  // A first column that looks like a prefix belongs to the table.
  if (bare.format === inner.format) return bare.format !== 'csv' && !losesTime(bare, inner);
  if (envelope.spec.kind === 'json prefix' && isTable(bare)) return false;
  const assured = envelope.spec.kind === 'json prefix' ? 0.9 * inner.confidence : inner.confidence;
  return assured > bare.confidence;
}

/** A table of one width under a header of plain names: what is before the JSON in its last cells is no prefix. */
function isTable({ format, confidence, fields }: Detected): boolean {
  const columns = fields.filter(({ field }) => !field.includes('.'));
  return format === 'csv' && confidence >= csv.mostConfidence && columns.every(({ field }) => /^[\w -]+$/.test(field));
}

/** A time that begins each record is no prefix where the format has no other. */
function losesTime(bare: Detected, inner: Detected): boolean {
  const filled = new Set(inner.fields.filter(({ values }) => values.length > 0).map(({ field }) => field));
  return bare.fields.some(({ field, values }) => values.length > 0 && !filled.has(field) && /time|date/i.test(field));
}
