/** Several formats in one input: what the first cannot read is given to the next, record by record. */
import type { Decoder, FieldBinding, FieldSink, RecordView } from './format.js';

/** Name of a field that no log has: it keeps the place of a column that another of the formats fills. */
const nowhere = '\u0000';

export interface MixedPart {
  readonly bindings: readonly FieldBinding[];
}

/** Bindings of all parts, one after the other, as one of them sees them: what the others read is nowhere in its records. */
export function bindingsOf(parts: readonly MixedPart[], part: MixedPart): FieldBinding[] {
  return parts.flatMap(({ bindings }) =>
    part.bindings === bindings ? bindings : bindings.map(binding => ({ ...binding, field: nowhere })),
  );
}

export interface MixedDecoder {
  /** What reads the records of this format. */
  readonly decoder: Decoder;
  /** The plain one, by which it is found out whose a record is. */
  readonly plain: Decoder;
}

/** All of `decoders` fill the same slots; which one reads a record depends on the record alone. */
export function mixedDecoder(decoders: readonly MixedDecoder[]): Decoder {
  const [first] = decoders as [MixedDecoder, ...MixedDecoder[]];
  if (decoders.length === 1) return first.decoder;
  return {
    decode(block, sink, rejects) {
      const owners = ownersOf(block, decoders);
      for (let from = 0, to = 0; from < block.count; from = to) {
        const owner = owners[from] as number;
        for (to = from + 1; to < block.count && owners[to] === owner; to += 1);
        (decoders[owner] as MixedDecoder).decoder.decode(viewOf(block, from, to), sink, rejects);
      }
    },
    end(rejects) {
      for (const { decoder } of decoders) decoder.end?.(rejects);
    },
  };
}

/** For each record the first decoder that can read it; the first of all where none can. */
function ownersOf(block: RecordView, decoders: readonly MixedDecoder[]): Uint8Array {
  const owners = new Uint8Array(block.count);
  let open = Array.from(owners.keys());
  decoders.forEach(({ plain }, owner) => {
    const refused = refusedOf(block, open, plain);
    for (const index of open) if (!refused.has(index)) owners[index] = owner;
    open = [...refused];
  });
  return owners;
}

/** Which of these records a decoder rejects. */
function refusedOf(block: RecordView, open: readonly number[], plain: Decoder): Set<number> {
  // Numbered by their place in the block, since several records may stand on one line.
  const numbered: RecordView = {
    bytes: block.bytes,
    count: open.length,
    starts: Uint32Array.from(open, index => block.starts[index] ?? 0),
    ends: Uint32Array.from(open, index => block.ends[index] ?? 0),
    lines: Float64Array.from(open),
  };
  const refused = new Set<number>();
  plain.decode(numbered, nobody, { reject: index => refused.add(index), filter: () => undefined });
  return refused;
}

const nobody: FieldSink = { field: () => undefined, commit: () => undefined, discard: () => undefined };

/** Records `from` to `to` of a block. */
export function viewOf({ bytes, starts, ends, lines }: RecordView, from: number, to: number): RecordView {
  return {
    bytes,
    count: to - from,
    starts: starts.subarray(from, to),
    ends: ends.subarray(from, to),
    lines: lines.subarray(from, to),
  };
}
