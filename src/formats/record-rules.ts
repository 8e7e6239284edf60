/**
 * What stands between a decoder and the columns: records that are no requests are filtered, and fields that are written apart
 * (a date and a time of day) are put together. Where a log needs neither, its decoder is used as it is.
 */
import type { Lease } from '../kernel/kernel.js';
import {
  absentValues,
  type Decoder,
  type Detected,
  type FieldBinding,
  type FieldSink,
  type FieldValue,
  type RejectSink,
} from './format.js';
import type { NotARequest } from './description.js';

/** How the records of an input become requests. Can be sent to another thread. */
export interface RecordRules {
  /** In the order in which they are filled: for one column the preferred field comes last. */
  readonly bindings: readonly FieldBinding[];
  readonly skip: readonly NotARequest[];
  /** Fields made of others: `date+time`. */
  readonly joins: Readonly<Record<string, readonly string[]>>;
}

/** What reads the records of an input as its rules say. */
export function decoderOf(detected: Detected, rules: RecordRules, lease?: Lease): Decoder {
  const { bindings, skip, joins } = rules;
  const isJoined = bindings.some(({ field }) => Object.hasOwn(joins, field));
  if (skip.length === 0 && !isJoined) return detected.decoder(bindings, lease);
  const inner = innerBindings(rules);
  const plain = detected.decoder(inner);
  const slots = slotsOf(rules, inner);
  return {
    decode(block, sink, rejects) {
      plain.decode(block, new RuledSink({ sink, rejects, rules, slots }), rejects);
    },
    end: rejects => plain.end?.(rejects),
  };
}

/** Those of the columns, with the parts of joined fields and the fields that conditions look at behind them. */
function innerBindings({ bindings, skip, joins }: RecordRules): FieldBinding[] {
  const hidden = new Set([...Object.values(joins).flat(), ...skip.map(({ field }) => field)]);
  return [...bindings, ...[...hidden].map(field => ({ column: '', field }))];
}

interface Slots {
  /** Slots below this one are those of columns. */
  readonly columns: number;
  /** For each condition, the slot of its field. */
  readonly conditions: readonly number[];
  /** Slots of columns that are joined, each with those of its parts. */
  readonly joined: readonly { readonly slot: number; readonly parts: readonly number[] }[];
}

function slotsOf({ bindings, skip, joins }: RecordRules, inner: readonly FieldBinding[]): Slots {
  const columns = bindings.length;
  const hidden = (field: string) => inner.findIndex((one, slot) => slot >= columns && one.field === field);
  return {
    columns,
    conditions: skip.map(({ field }) => hidden(field)),
    joined: bindings.flatMap(({ field }, slot) =>
      Object.hasOwn(joins, field) ? [{ slot, parts: (joins[field] ?? []).map(hidden) }] : [],
    ),
  };
}

interface Ruled {
  readonly sink: FieldSink;
  readonly rejects: RejectSink;
  readonly rules: RecordRules;
  readonly slots: Slots;
}

/** Without `rows`: every record comes field by field. */
class RuledSink implements FieldSink {
  readonly #ruled: Ruled;
  readonly #held: FieldValue[] = [];

  constructor(ruled: Ruled) {
    this.#ruled = ruled;
  }

  field(slot: number, value: FieldValue): void {
    const { sink, slots } = this.#ruled;
    if (slot < slots.columns) sink.field(slot, value);
    else this.#held[slot] = value;
  }

  commit(line: number): string | undefined {
    const { sink, rejects, rules, slots } = this.#ruled;
    const because = rules.skip.find((condition, index) => holds(condition, this.#held[slots.conditions[index] ?? -1]));
    if (because !== undefined) {
      this.discard();
      rejects.filter(line, because.because);
      return undefined;
    }
    for (const { slot, parts } of slots.joined) {
      const texts = parts.map(part => this.#held[part]).filter(isText);
      if (texts.length === parts.length) sink.field(slot, texts.join(' '));
    }
    this.#held.length = 0;
    return sink.commit(line);
  }

  discard(): void {
    this.#held.length = 0;
    this.#ruled.sink.discard();
  }
}

function isText(value: FieldValue): value is string {
  return typeof value === 'string' && !absentValues.has(value);
}

/** Whether a record is of the kind that is no request. A field without a value is the empty text. */
export function holds({ is, isNot, startsWith }: NotARequest, value: FieldValue): boolean {
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  const text = typeof value === 'string' ? value : isScalar ? String(value) : '';
  if (is !== undefined && !is.includes(text)) return false;
  if (isNot?.includes(text) === true) return false;
  return startsWith === undefined || startsWith.some(start => text.startsWith(start));
}
