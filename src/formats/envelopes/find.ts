/** Which envelopes a sample has. Whether one is taken off is for who knows what is inside (`../detect.ts`). */
import type { Envelope, EnvelopeSpec, Opening } from '../envelope.js';
import type { Detected, RecordView, RejectSink } from '../format.js';
import { afterMark, bufferOf } from '../record-text.js';
import { accessPrefixEnvelope, accessPrefixOpening } from './access-prefix.js';
import { coloured, hasColour, isTailHeader, tailed } from './cleaned.js';
import { copied, isCopied } from './copied.js';
import { compact } from './compact.js';
import { jsonPrefixEnvelope, jsonPrefixOpening } from './json-prefix.js';
import { payloadEnvelope, payloadOpenings, type PayloadLearned } from './payload.js';
import { piecesEnvelope } from './pieces.js';
import { headOf, matchPrefix, prefixEnvelope, type Prefix } from './prefix.js';
import { cri, prefixes } from './prefixes.js';

const nowhere: RejectSink = { reject: () => undefined, filter: () => undefined };
/** Records looked at. */
const sampled = 200;
/** Prefixes tried, those that most records have first. */
const mostPrefixes = 3;

/**
 * What may be taken off, the likeliest first.
 * @param outer what the records were recognised as with everything around them
 */
export function* openings(sample: RecordView, outer: Detected | undefined): Generator<Opening> {
  if (shareOf(sample, isTailHeader) > 0) yield openedBy(tailed, sample);
  if (shareOf(sample, hasColour) > 0.5) yield openedBy(coloured, sample);
  if (isCopied(sample)) yield openedBy(copied, sample);
  for (const envelope of prefixesOf(sample)) yield openedBy(envelope, sample);
  if (outer !== undefined) yield* payloadOpenings(outer);
  for (const found of [jsonPrefixOpening(sample), accessPrefixOpening(sample)]) if (found !== undefined) yield found;
}

/** The envelope of this description. @param outerOf finds the format of the records around, where there is one */
export function envelopeAgain(
  { kind, name, learned }: EnvelopeSpec,
  note: string,
  outerOf: (outer: PayloadLearned['outer']) => Detected,
): Envelope {
  switch (kind) {
    case 'pieces':
      return piecesEnvelope(note);
    case 'cleaned':
      return [tailed, copied].find(({ spec }) => spec.name === name) ?? coloured;
    case 'payload':
      return payloadEnvelope(name, outerOf((learned as PayloadLearned).outer), learned as PayloadLearned);
    case 'json prefix':
      return jsonPrefixEnvelope(learned as Parameters<typeof jsonPrefixEnvelope>[0], note);
    case 'access prefix':
      return accessPrefixEnvelope(learned as Parameters<typeof accessPrefixEnvelope>[0]);
    default:
      return prefixEnvelope(prefixes.find(prefix => prefix.name === name) as Prefix, note);
  }
}

function openedBy(envelope: Envelope, sample: RecordView): Opening {
  return { envelope, sample: compact(envelope.opener().open(sample, nowhere)) };
}

type Has = (buffer: Buffer, start: number, end: number) => boolean;

/** Share of the records that are not empty. */
function shareOf(sample: RecordView, has: Has): number {
  const buffer = bufferOf(sample);
  let records = 0;
  let found = 0;
  for (let index = 0; index < sample.count && records < sampled; index += 1) {
    const end = sample.ends[index] ?? 0;
    const start = afterMark(buffer, sample.starts[index] ?? 0, end);
    if (start === end) continue;
    records += 1;
    if (has(buffer, start, end)) found += 1;
  }
  return records === 0 ? 0 : found / records;
}

/** Known prefixes that more than half of the records have. */
function prefixesOf(sample: RecordView): Envelope[] {
  const heads: string[] = [];
  shareOf(sample, (buffer, start, end) => heads.push(headOf(buffer, start, end)) > 0);
  const found: { prefix: Prefix; share: number }[] = [];
  for (const prefix of prefixes) {
    const matches = heads.map(head => matchPrefix(prefix, head)).filter(match => match !== undefined);
    const share = matches.length / Math.max(1, heads.length);
    if (share > 0.5 && (prefix.counts !== true || areCounting(matches))) found.push({ prefix, share });
  }
  found.sort((a, b) => b.share - a.share);
  return found.slice(0, mostPrefixes).map(({ prefix, share }) => {
    const note = `${Math.round(share * heads.length)} of ${heads.length} sampled lines have a prefix: ${prefix.name}`;
    return prefix === cri ? piecesEnvelope(note) : prefixEnvelope(prefix, note);
  });
}

/** Line numbers grow within a file; the first part of an address does not. */
function areCounting(matches: readonly RegExpExecArray[]): boolean {
  let growing = 0;
  matches.forEach(({ groups }, at) => {
    const before = matches[at - 1]?.groups;
    if (before?.['program'] === groups?.['program'] && Number(before?.['count']) < Number(groups?.['count']))
      growing += 1;
  });
  return growing > 0 && growing * 10 >= (matches.length - 1) * 8;
}
