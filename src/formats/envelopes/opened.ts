/** An envelope and the format inside it, as one thing that was detected. */
import type { Lease } from '../../kernel/kernel.js';
import {
  aroundField,
  type AroundName,
  type Envelope,
  type EnvelopeSpec,
  type OpenedBlock,
  type Opening,
} from '../envelope.js';
import { compact } from './compact.js';
import {
  absentValues,
  type Decoder,
  type Detected,
  type FieldBinding,
  type FieldSink,
  type RecordView,
  type RejectSink,
  type SampledField,
} from '../format.js';

/** What another thread needs to decode the same. */
export interface OpenedLearned {
  readonly envelope: EnvelopeSpec;
  readonly note: string;
  /** What is read from around the records, unless the format inside knows it too. */
  readonly served: readonly AroundName[];
  readonly inner: {
    readonly format: string;
    readonly learned: unknown;
    /** The records inside, where the format is to look at them again. */
    readonly sample: RecordView | undefined;
  };
}

export function opened({ envelope, sample }: Opening, inner: Detected): Detected {
  const around = envelope.around
    .filter(name => !inner.fields.some(({ field }) => field === aroundField(name)))
    .map(name => ({ name, sampled: sampleAround(name, sample) }))
    .filter(({ sampled }) => sampled.values.length > 0);
  const learned: OpenedLearned = {
    envelope: envelope.spec,
    note: envelope.note,
    served: around.map(({ name }) => name),
    inner: {
      format: inner.format,
      learned: inner.learned,
      sample: inner.learned === undefined ? copied(sample) : undefined,
    },
  };
  return { ...again(envelope, inner, learned), fields: [...inner.fields, ...around.map(({ sampled }) => sampled)] };
}

/** The same from what was learned; its fields are left out. */
export function again(envelope: Envelope, inner: Detected, learned: OpenedLearned): Detected {
  return {
    format: inner.format,
    framing: envelope.framing ?? {},
    fields: [],
    confidence: inner.confidence,
    isTakenOut: true,
    ...(envelope.inOrder || inner.inOrder === true ? { inOrder: true } : {}),
    learned,
    ...(inner.unnamed === undefined ? {} : { unnamed: inner.unnamed }),
    ...(inner.torn === undefined ? {} : { torn: inner.torn }),
    notes: [learned.note, ...inner.notes],
    decoder: (bindings, lease) => openedDecoder({ envelope, inner, served: learned.served, bindings }, lease),
  };
}

export function isOpenedLearned(learned: unknown): learned is OpenedLearned {
  return typeof learned === 'object' && learned !== null && Object.hasOwn(learned, 'envelope');
}

function sampleAround(name: AroundName, sample: OpenedBlock): SampledField {
  const values = Array.from({ length: sample.count }, (_, index) => sample.around(name, index));
  const present = values.filter(value => value !== undefined && value !== null && !absentValues.has(value as string));
  return { field: aroundField(name), values: present, present: present.length, of: sample.count };
}

function copied({ bytes, count, starts, ends, lines }: RecordView): RecordView {
  const first = starts[0] ?? 0;
  const last = ends[count - 1] ?? first;
  return {
    bytes: Uint8Array.from(bytes.subarray(first, last)),
    count,
    starts: starts.slice(0, count).map(at => at - first),
    ends: ends.slice(0, count).map(at => at - first),
    lines: lines.slice(0, count),
  };
}

interface Parts {
  readonly envelope: Envelope;
  readonly inner: Detected;
  readonly served: readonly AroundName[];
  readonly bindings: readonly FieldBinding[];
}

function openedDecoder(parts: Parts, lease: Lease | undefined): Decoder {
  const { envelope, inner, served, bindings } = parts;
  const names = bindings.map(({ field }) => served.find(name => aroundField(name) === field));
  const outside = names.flatMap((name, slot) => (name === undefined ? [] : [{ name, slot }]));
  const inside = names.flatMap((name, slot) => (name === undefined ? [slot] : []));
  const innerBindings = inside.map(slot => bindings[slot] as FieldBinding);
  const opener = envelope.opener();
  const settle = (at: Lease | undefined) => inner.decoder(innerBindings, outside.length > 0 ? undefined : at);
  const make = (decoder: Decoder): Decoder => ({
    decode(block, sink, rejects) {
      const found = opener.open(block, rejects);
      // Tables are parsed with the bytes between their records.
      const records = inner.format === 'csv' ? compact(found) : found;
      if (outside.length === 0) decoder.decode(records, sink, rejects);
      else decodeWithAround(decoder, { records, inside, outside }, { sink, rejects });
    },
    end(rejects) {
      opener.end?.(rejects);
      decoder.end?.(rejects);
    },
    moved: at => make(inner.inOrder === true ? (decoder.moved?.(at) ?? decoder) : settle(at)),
  });
  return make(settle(lease));
}

interface WithAround {
  readonly records: OpenedBlock;
  /** Slot of each binding that the format inside was given. */
  readonly inside: readonly number[];
  readonly outside: readonly { readonly name: AroundName; readonly slot: number }[];
}

/** The format inside is given positions for lines, so that it is known of each of its records which one was opened for it. */
function decodeWithAround(
  decoder: Decoder,
  { records, inside, outside }: WithAround,
  { sink, rejects }: { sink: FieldSink; rejects: RejectSink },
): void {
  const lineOf = (index: number) => records.lines[index] ?? 0;
  const numbered: RecordView = { ...records, lines: Float64Array.from({ length: records.count }, (_, index) => index) };
  const through: FieldSink = {
    field: (slot, value) => {
      sink.field(inside[slot] as number, value);
    },
    commit(index) {
      for (const { name, slot } of outside) {
        const value = records.around(name, index);
        if (value !== undefined && value !== null && !absentValues.has(value as string)) sink.field(slot, value);
      }
      return sink.commit(lineOf(index));
    },
    discard: () => {
      sink.discard();
    },
  };
  decoder.decode(numbered, through, {
    reject: (index, reason) => {
      rejects.reject(lineOf(index), reason);
    },
    filter: (index, reason) => {
      rejects.filter(lineOf(index), reason);
    },
  });
}
