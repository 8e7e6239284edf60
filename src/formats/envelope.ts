/**
 * What stands around records: a prefix that syslog or a container runtime put before each line, a shipper's JSON with the line
 * in a field, colour codes. An envelope takes a block of records and gives a block of the records inside, which any format
 * then reads (`envelopes/` holds them, `envelopes/opened.ts` puts the two together). Envelopes nest.
 */
import type { FieldValue, Framing, RecordView, RejectSink } from './format.js';

/** What an envelope may say of a record. As a field it is called `envelope.time`, `envelope.host`, …. */
export const aroundNames = ['time', 'host', 'program', 'stream'] as const;
export type AroundName = (typeof aroundNames)[number];

export function aroundField(name: AroundName): string {
  return `envelope.${name}`;
}

/** Records taken out of a block; valid until the next block is opened. */
export interface OpenedBlock extends RecordView {
  /** What stood around a record. */
  around(name: AroundName, index: number): FieldValue;
}

/** Opens the blocks of one input, in order where the envelope asks for it. */
export interface Opener {
  /** Never throws for anything in the bytes: what has no record inside goes to `rejects`, or is passed on as it is. */
  open(block: RecordView, rejects: RejectSink): OpenedBlock;
  /** No more blocks come: what was begun and never finished is rejected. */
  end?(rejects: RejectSink): void;
}

export interface Envelope {
  /** How it is found again in another thread: data that can be sent. */
  readonly spec: EnvelopeSpec;
  /** What a reader is told of it. */
  readonly note: string;
  readonly around: readonly AroundName[];
  /** How the records outside are cut, where not at newlines. */
  readonly framing?: Framing;
  /** Whether a record may begin in one block and end in another. */
  readonly inOrder: boolean;
  opener(): Opener;
}

export interface EnvelopeSpec {
  readonly kind: string;
  readonly name: string;
  readonly learned?: unknown;
}

/** An envelope that a sample has, and the sample without it. */
export interface Opening {
  readonly envelope: Envelope;
  readonly sample: OpenedBlock;
}
