import { InputError, UsageError } from '../errors.js';
import { clientOutput } from './client-output.js';
import type { Detected, Format, RecordView } from './format.js';
import { formats } from './index.js';
import { recognise, recogniseAgain } from './recognise.js';
import { bufferOf } from './record-text.js';
import { binaryKind, printable, unrecognised } from './refusal.js';

/** Bytes looked at to tell binary data from text, and to say what an unknown input begins with. */
const lookedAt = 4096;

/**
 * Finds out which format an input has, from its first records: the most confident of all formats, or the one that is `wanted`;
 * what a shipper or a program put around the records is taken off before. Throws UsageError when `wanted` is no format,
 * InputError when the records fit none.
 * @param described formats of lines that descriptions have a pattern for
 */
export function detectFormat(sample: RecordView, wanted?: string, described: readonly Format[] = []): Detected {
  const known = [...described, ...formats];
  const candidates = wanted === undefined ? known : [formatNamed(wanted, described)];
  const head = headOf(sample);
  const binary = binaryKind(head);
  if (binary !== undefined) throw new InputError(`this is ${binary.what}, not a text log`, { hint: binary.hint });
  const printed = wanted === undefined ? clientOutput(head) : undefined;
  if (printed !== undefined) throw new InputError(`this is ${printed.what}, not a log`, { hint: printed.hint });
  const found = recognise(sample, candidates, known);
  if (found === undefined) throw unrecognised(head, wanted);
  return found;
}

/** What an input begins with. */
export function headOf(sample: RecordView): Buffer {
  const start = sample.starts[0] ?? 0;
  return bufferOf(sample).subarray(start, Math.min(sample.ends[sample.count - 1] ?? 0, start + lookedAt));
}

/** The same as was found for an input whose format is known by now: for another thread that decodes it. */
export function detectAgain(
  sample: RecordView,
  known: Pick<Detected, 'format' | 'learned'>,
  described: readonly Format[] = [],
): Detected {
  const found = recogniseAgain(sample, known, [...described, ...formats]);
  if (found === undefined) throw new InputError(`these records are not ${known.format}`);
  return found;
}

/** The format of this name; throws UsageError naming the known ones. */
export function formatNamed(name: string, described: readonly Format[] = []): Format {
  const format = [...described, ...formats].find(candidate => candidate.name === name);
  if (format !== undefined) return format;
  const known = formats.map(candidate => candidate.name);
  const near = nearest(name.toLowerCase(), known);
  const hint =
    near === undefined
      ? `Known formats: ${known.join(', ')}.`
      : `Did you mean '${near}'? Known formats: ${known.join(', ')}.`;
  throw new UsageError(`there is no log format '${printable(name)}'`, { hint });
}

/** The name within two edits, or one that begins alike. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const aliases: Readonly<Record<string, string>> = {
    json: 'ndjson',
    jsonl: 'ndjson',
    tsv: 'csv',
    clf: 'combined',
    apache: 'combined',
    nginx: 'combined',
    iis: 'w3c',
    cloudfront: 'w3c',
  };
  if (Object.hasOwn(aliases, name)) return aliases[name];
  return known
    .map(candidate => ({ candidate, distance: edits(name.slice(0, 32), candidate) }))
    .filter(({ distance, candidate }) => distance <= 2 && distance < candidate.length)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

function edits(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1] ? 0 : 1;
      current.push(
        Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + same),
      );
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
