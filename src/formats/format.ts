/**
 * The seam between `formats` (who knows bytes and syntax) and `requests` (who knows what a field means).
 * Data flows to the right, the interface is owned here: `requests` implements {@link FieldSink}.
 */
import type { Lease } from '../kernel/kernel.js';
import type { Quoting } from '../sources/quoted-scan.js';
import type { FieldTable } from './field-table.js';

/** What a decoder found for one field: a JSON value, or a string in text formats. `undefined` and `null` mean absent. */
export type FieldValue = unknown;

/**
 * A source field a canonical column is read from. Several may name one column: they stand in order of preference, the least
 * preferred first, and a value written later takes the place of an earlier one.
 */
export interface FieldBinding {
  /** Canonical column the value goes to (a name of `requests/columns.ts`; formats only pass it on). */
  readonly column: string;
  /** Field as the log spells it, dotted when nested: `metadata.user_api_key_user_id`, `cs(User-Agent)`. */
  readonly field: string;
  /** Of a duration: ms in one unit of the field, where that is not 1. */
  readonly scale?: number;
  /** How its values are written, as `requests/forms.ts` learned; formats only pass it on. */
  readonly form?: object;
}

/** Receives the fields of one record after another. Slots are indexes into the bindings given to the decoder. */
export interface FieldSink {
  /** One field of the current record. Not called for fields that are absent. */
  field(slot: number, value: FieldValue): void;
  /**
   * Ends the current record. Returns undefined when it became a request, otherwise the reason it cannot be one
   * (for instance `no usable time`): the caller counts it as a reject at this line.
   */
  commit(line: number): string | undefined;
  /**
   * Takes whole records from the fast path, as many calls of `field` and `commit` would: those that cannot be requests are
   * rejected. A sink without it gets every record field by field.
   */
  rows?(table: FieldTable, rejects: RejectSink): void;
  /** Drops the fields given so far: the record turned out unreadable. */
  discard(): void;
}

/**
 * Why a record did not become a request. What is filtered is no failure: blank lines, headers, comments, and what a
 * description of the format says is no request.
 */
export interface RejectSink {
  reject(line: number, reason: string): void;
  filter(line: number, reason: string): void;
}

/** A block of records cut from bytes; structurally the block of `sources/records.ts`. */
export interface RecordView {
  readonly bytes: Uint8Array;
  /** Number of records in this block. */
  readonly count: number;
  /** First byte of each record in `bytes`. */
  readonly starts: Uint32Array;
  /** One past the last byte of each record, line ending excluded. */
  readonly ends: Uint32Array;
  /** 1-based line each record starts at. */
  readonly lines: Float64Array;
}

/** Turns records into fields. Made once per input (and thread); may keep state such as a CSV header. */
export interface Decoder {
  /** Never throws for anything in the bytes: what it cannot read goes to `rejects`. */
  decode(block: RecordView, sink: FieldSink, rejects: RejectSink): void;
  /** After the last block: what was begun and never finished is rejected. */
  end?(rejects: RejectSink): void;
  /** The decoder to go on with in other memory, where it knows something from the blocks before. */
  moved?(lease: Lease): Decoder;
}

/** How a format's records are cut from bytes: given when quoted fields may contain newlines (CSV). */
export interface Framing {
  readonly quotedBy?: Quoting;
}

/** What detection knows of an input from its first records. */
export interface Detected {
  readonly format: string;
  readonly framing: Framing;
  /** All fields seen in the sample, dotted when nested, in a stable order, each with a few raw sample values. */
  readonly fields: readonly SampledField[];
  /** 0..1, how sure. */
  readonly confidence: number;
  /** Whether what a record means depends on earlier ones (lines that name columns): it must then be read in order. */
  readonly inOrder?: boolean;
  /** Whether the records stand inside others: their fields are not those of the records as they were cut. */
  readonly isTakenOut?: true;
  /** What {@link Format.again} goes by, where looking at the records once more is dear. Can be sent to another thread. */
  readonly learned?: unknown;
  /** Things a reader should know: ragged rows, mixed records, a wrapper that was unwrapped. */
  readonly notes: readonly string[];
  /** How to export it anew where its columns have no names: without them nobody can be told from another for sure. */
  readonly unnamed?: string;
  /** How to export it anew where values may have torn records apart, so that a client can put its own out of the log. */
  readonly torn?: string;
  /**
   * Builds the decoder for the bindings chosen by `requests/mapping.ts`: with a kernel's memory the fast one, where the
   * format has one, else the plain one.
   */
  decoder(bindings: readonly FieldBinding[], lease?: Lease): Decoder;
}

export interface SampledField {
  readonly field: string;
  /** Sampled records in which the field stands, even if with nothing in it. */
  readonly present: number;
  /** Values of the sampled records in which the field was present and not empty (see `absentValues`). */
  readonly values: readonly FieldValue[];
  /** Records sampled. */
  readonly of: number;
  /** Which of the sampled records each value is of, where the format tells records apart. */
  readonly rows?: readonly number[];
}

/** A format revenuer reads. One file each in this folder; `index.ts` lists them. */
export interface Format {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What `detect` says at most of how sure it is, 0..1. */
  readonly mostConfidence: number;
  /** Looks at the first records (already cut at newlines) and says whether this is it; undefined = no. */
  detect(sample: RecordView): Detected | undefined;
  /** What decodes as that which `detect` found and `learned`; its fields are left out. */
  again?(learned: unknown): Detected;
}

/** Spellings of "nothing" in logs, whatever the column; texts that stand for nobody are in requests/placeholders.ts. */
export const absentValues: ReadonlySet<string> = new Set(['', '-', 'null', 'None', 'NULL', '\\N']);
