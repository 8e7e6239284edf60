/** Decoders for what was understood of an input, in whichever thread reads it. */
import type { Decoder, Detected, FieldBinding, RecordView } from '../formats/format.js';
import { bindingsOf, mixedDecoder } from '../formats/mixed.js';
import { decoderOf, type RecordRules } from '../formats/record-rules.js';
import type { Lease } from '../kernel/kernel.js';

/** One format of an input, as far as decoding must know it. */
export interface DecodedPart {
  readonly detected: Detected;
  readonly rules: RecordRules;
}

/** What fills the bindings of all parts, one after the other. */
export function inputDecoder(parts: readonly DecodedPart[], lease?: Lease): Decoder {
  const rules = parts.map(part => part.rules);
  return mixedDecoder(
    parts.map(({ detected, rules: own }) => {
      const all = { ...own, bindings: bindingsOf(rules, own) };
      return { decoder: decoderOf(detected, all, lease), plain: detected.decoder([]) };
    }),
  );
}

/** Bindings of all parts, one after the other. */
export function boundBy(parts: readonly DecodedPart[]): FieldBinding[] {
  return parts.flatMap(({ rules }) => rules.bindings);
}

/** Records that a format cannot read, whatever is in them. */
export function recordsRefused(detected: Detected, sample: RecordView): RecordView {
  const refused: number[] = [];
  const numbered = { ...sample, lines: Float64Array.from({ length: sample.count }, (_, index) => index) };
  detected.decoder([]).decode(
    numbered,
    { field: () => undefined, commit: () => undefined, discard: () => undefined },
    {
      reject: index => refused.push(index),
      filter: () => undefined,
    },
  );
  return {
    bytes: sample.bytes,
    count: refused.length,
    starts: Uint32Array.from(refused, index => sample.starts[index] ?? 0),
    ends: Uint32Array.from(refused, index => sample.ends[index] ?? 0),
    lines: Float64Array.from(refused, index => sample.lines[index] ?? 0),
  };
}
