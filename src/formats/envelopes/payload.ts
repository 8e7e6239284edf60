/** Records that lie as text in a field of the records around them: lines of an access log in JSON, JSON in a cell of CSV. */
import {
  aroundNames,
  type AroundName,
  type Envelope,
  type OpenedBlock,
  type Opener,
  type Opening,
} from '../envelope.js';
import type { Detected, FieldSink, FieldValue, RejectSink, SampledField } from '../format.js';
import { parseOrUndefined } from '../json-path.js';
import { BlockWriter } from './block-writer.js';
import { Carry } from './carry.js';
import { carriers, ofRequests, payloads, type Payload } from './payloads.js';

/** How a payload was found; enough to find it again. */
export interface PayloadLearned {
  readonly outer: { readonly format: string; readonly learned: unknown };
  readonly field: string;
  readonly around: Readonly<Partial<Record<AroundName, string>>>;
  readonly inPieces: boolean;
}

/** Own fields that an envelope may have beside what shippers write: a label or two. */
const mostOthers = 1;

/** The payloads that the records around may have. */
export function payloadOpenings(outer: Detected): Opening[] {
  const byName = new Map(outer.fields.map(sampled => [sampled.field, sampled]));
  if (!isCarrier(outer.fields.map(({ field }) => field))) return [];
  const openings = new Map<string, Opening>();
  for (const row of payloads) {
    const field = row.field.find(name => isMostlyText(byName.get(name)));
    const sampled = byName.get(field ?? '');
    if (sampled === undefined || openings.has(sampled.field)) continue;
    if (row.beside.some(name => byName.has(name) && name !== field)) {
      openings.set(sampled.field, openingOf(row, sampled, { outer, byName }));
    }
  }
  return [...openings.values()];
}

export function payloadEnvelope(name: string, outer: Detected, learned: PayloadLearned): Envelope {
  return {
    spec: { kind: 'payload', name, learned },
    note: `records are the text in ${learned.field}: ${name}`,
    around: aroundNames.filter(one => learned.around[one] !== undefined),
    framing: outer.framing,
    inOrder: learned.inPieces || outer.inOrder === true,
    opener: () => payloadOpener(outer, learned),
  };
}

/** Whether nearly all fields are such as shippers write, and none speaks of a request. */
function isCarrier(fields: readonly string[]): boolean {
  const first = new Set(fields.map(field => (/^[^.#[]+/.exec(field)?.[0] ?? field).trim()));
  const others = [...first].filter(name => !/^[_@]|^[A-Z][A-Z_]+$/.test(name) && !carriers.has(name.toLowerCase()));
  return others.length <= mostOthers && !others.some(name => ofRequests.test(name));
}

function isMostlyText(sampled: SampledField | undefined): boolean {
  if (sampled === undefined) return false;
  return 2 * sampled.values.filter(value => typeof value === 'string').length > sampled.of;
}

interface Around {
  readonly outer: Detected;
  readonly byName: ReadonlyMap<string, SampledField>;
}

function openingOf(row: Payload, { field, values }: SampledField, { outer, byName }: Around): Opening {
  const around: Partial<Record<AroundName, string>> = {};
  for (const name of aroundNames) {
    const found = row[name]?.find(one => one !== field && (byName.get(one)?.values.length ?? 0) > 0);
    if (found !== undefined) around[name] = found;
  }
  const texts = values.filter(value => typeof value === 'string');
  const ended = texts.filter(text => text.endsWith('\n')).length;
  const learned: PayloadLearned = {
    outer: { format: outer.format, learned: outer.learned },
    field,
    around,
    inPieces: row.inPieces === true && 2 * ended > texts.length,
  };
  const whole = learned.inPieces ? joined(texts) : texts;
  return { envelope: payloadEnvelope(row.name, outer, learned), sample: sampleOf(whole, around, byName) };
}

/** Pieces put together as if they were all of one stream, which most are: good enough to see what they are. */
function joined(texts: readonly string[]): string[] {
  return texts.join('').split(/(?<=\n)/);
}

/** The texts that were sampled, as records. What stood around each is known only of those sampled with it, not of which. */
function sampleOf(texts: readonly string[], around: PayloadLearned['around'], byName: Around['byName']): OpenedBlock {
  const writer = new BlockWriter();
  for (const text of texts) writeRecords(writer, text, writer.count + 1);
  return {
    ...writer.view(),
    around: (name, index) => byName.get(around[name] ?? '')?.values[index],
  };
}

function payloadOpener(outer: Detected, { field, around, inPieces }: PayloadLearned): Opener {
  const names = aroundNames.filter(name => around[name] !== undefined);
  const bindings = [field, ...names.map(name => around[name] as string)].map(one => ({ column: one, field: one }));
  const decoder = outer.decoder(bindings);
  const streamSlot = names.indexOf('stream') + 1;
  const taken = new Taken({ field, width: names.length, streamSlot, carry: inPieces ? new Carry() : undefined });
  return {
    open(block, rejects) {
      taken.begin(rejects);
      decoder.decode(block, taken, rejects);
      return { ...taken.writer.view(), around: (name, index) => taken.around(names.indexOf(name), index) };
    },
    end(rejects) {
      decoder.end?.(rejects);
      taken.end(rejects);
    },
  };
}

interface Taking {
  readonly field: string;
  /** Values kept from around a record. */
  readonly width: number;
  readonly streamSlot: number;
  /** Where records come in pieces. */
  readonly carry: Carry | undefined;
}

/** Takes the text of each record, and what stands around it. */
class Taken implements FieldSink {
  readonly writer = new BlockWriter();
  readonly #taking: Taking;
  #around: FieldValue[] = [];
  #present: FieldValue[] = [];
  #rejects: RejectSink | undefined;

  constructor(taking: Taking) {
    this.#taking = taking;
  }

  begin(rejects: RejectSink): void {
    this.#rejects = rejects;
    this.#around = [];
    this.writer.clear();
  }

  around(position: number, index: number): FieldValue {
    return position < 0 ? undefined : this.#around[index * this.#taking.width + position];
  }

  field(slot: number, value: FieldValue): void {
    this.#present[slot] = value;
  }

  commit(line: number): string | undefined {
    const present = this.#present;
    this.#present = [];
    const [text] = present;
    if (typeof text !== 'string') return `no text in ${this.#taking.field}`;
    this.#add(text, line, present);
    return undefined;
  }

  discard(): void {
    this.#present = [];
  }

  end(rejects: RejectSink): void {
    this.#taking.carry?.end(rejects);
  }

  #add(text: string, line: number, present: readonly FieldValue[]): void {
    const { carry, streamSlot, width } = this.#taking;
    let whole = text;
    let first = line;
    if (carry !== undefined) {
      const said = present[streamSlot];
      const stream = typeof said === 'string' ? said : '';
      if (!text.endsWith('\n')) {
        carry.add(stream, { bytes: Buffer.from(text), line });
        return;
      }
      const begun = carry.take(stream, text.length);
      if (begun?.tooLong === true) {
        this.#rejects?.reject(begun.line, 'over-long record');
        return;
      }
      if (begun !== undefined) whole = Buffer.concat([...begun.pieces, Buffer.from(text)]).toString('utf8');
      first = begun?.line ?? line;
    }
    const before = this.writer.count;
    writeRecords(this.writer, whole, first);
    for (let record = before; record < this.writer.count; record += 1) {
      for (let position = 0; position < width; position += 1) {
        this.#around[record * width + position] = present[position + 1];
      }
    }
  }
}

/** A text of several lines is several records, unless the lines make one JSON text: there a line feed is a blank. */
function writeRecords(writer: BlockWriter, text: string, line: number): void {
  const trimmed = text.trimEnd();
  if (!trimmed.includes('\n')) {
    writer.writeText(trimmed);
    writer.endRecord(line);
    return;
  }
  const isJson = trimmed.endsWith('}') && parseOrUndefined(trimmed) !== undefined;
  for (const record of isJson ? [trimmed.replaceAll('\n', ' ')] : trimmed.split('\n')) {
    writer.writeText(record);
    writer.endRecord(line);
  }
}
