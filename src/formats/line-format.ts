/** Formats with one request a line and fields by position: the part that is the same for all of them. */
import type { Kernel, Lease } from '../kernel/kernel.js';
import { tokenAt, tokenKinds } from '../kernel/token.js';
import { fastDecoder, type FastSyntax, type Workplace } from './fast-decoder.js';
import { absentValues, type Decoder, type Detected, type Format } from './format.js';
import { fieldSample, sampledRecords } from './field-sample.js';
import { bufferOf, recordText } from './record-text.js';

/** Values of a line, in the order of `fields`; the same array is filled again for every line. */
export type LineValues = (string | undefined)[];

export interface LineSyntax {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Names of the values by position. What follows them is `extra1`, `extra2`, …. */
  readonly fields: readonly string[];
  /** Fills `values`; returns the reason when the line cannot be read. Must not throw, must not backtrack. */
  scan(line: string, values: LineValues): string | undefined;
  /** The kernel's way of reading it: `slots` holds, for each position, which slot of tokens it goes to, or -1. */
  readonly fast?: (at: Workplace & { readonly slots: number }, count: number, kernel: Kernel) => void;
}

/** Just below JSON, whose strings may look like anything. */
const surest = 0.95;
/** At most so many values after the named ones are kept. */
export const maximumExtras = 32;

export function lineFormat(syntax: LineSyntax): Format {
  const { name, title, description } = syntax;
  return {
    name,
    title,
    description,
    mostConfidence: surest,
    detect(sample) {
      const buffer = bufferOf(sample);
      const fields = fieldSample();
      const values: LineValues = [];
      let lines = 0;
      let fitting = 0;
      for (let index = 0; index < sample.count && lines < sampledRecords; index += 1) {
        const text = recordText(buffer, sample, index);
        if (text === '') continue;
        lines += 1;
        values.length = 0;
        if (syntax.scan(text, values) !== undefined) continue;
        fitting += 1;
        values.forEach((value, position) => {
          fields.addField(fieldName(syntax, position), value);
        });
        fields.endRecord();
      }
      if (fitting === 0 || fitting * 2 < lines) return undefined;
      const notes = fitting < lines ? [`${lines - fitting} of ${lines} sampled lines are something else`] : [];
      return detected(syntax, { fields: fields.fields(fitting), confidence: fitting / lines, notes });
    },
  };
}

function detected(syntax: LineSyntax, found: Pick<Detected, 'fields' | 'confidence' | 'notes'>): Detected {
  return {
    format: syntax.name,
    framing: {},
    ...found,
    confidence: found.confidence * surest,
    decoder: (bindings, lease) => {
      const positions = bindings.map(({ field }) => positionOf(syntax, field));
      const plain = lineDecoder(syntax, positions);
      if (lease === undefined || syntax.fast === undefined) return plain;
      return fastDecoder(lease, lineFastSyntax(lease, positions, syntax), plain);
    },
  };
}

function lineDecoder(syntax: LineSyntax, positions: readonly number[]): Decoder {
  const values: LineValues = [];
  return {
    decode(block, sink, rejects) {
      const buffer = bufferOf(block);
      for (let index = 0; index < block.count; index += 1) {
        const line = block.lines[index] ?? 0;
        const text = recordText(buffer, block, index);
        if (text === '') {
          rejects.filter(line, 'blank');
          continue;
        }
        values.length = 0;
        let reason = syntax.scan(text, values);
        if (reason === undefined) {
          for (let slot = 0; slot < positions.length; slot += 1) {
            const value = values[positions[slot] ?? -1];
            if (value !== undefined && !absentValues.has(value)) sink.field(slot, value);
          }
          reason = sink.commit(line);
        }
        if (reason !== undefined) rejects.reject(line, reason);
      }
    },
  };
}

function fieldName({ fields }: LineSyntax, position: number): string {
  return fields[position] ?? `extra${position - fields.length + 1}`;
}

function positionOf({ fields }: LineSyntax, field: string): number {
  const extra = /^extra(\d{1,3})$/.exec(field)?.[1];
  return extra === undefined ? fields.indexOf(field) : fields.length + Number(extra) - 1;
}

/** Positions that several bindings name share their tokens; what no line has gets a slot that stays empty. */
function lineFastSyntax(lease: Lease, positions: readonly number[], { fields, fast }: LineSyntax): FastSyntax {
  const { kernel } = lease;
  const slotOfPosition = new Array<number>(fields.length + maximumExtras).fill(-1);
  let slots = 0;
  const slotOfBinding = positions.map(position => {
    const known = slotOfPosition[position];
    if (known === undefined) return slots++;
    return known >= 0 ? known : (slotOfPosition[position] = slots++);
  });
  const table = lease.words(slotOfPosition.length);
  table.set(Int32Array.from(slotOfPosition));
  return {
    slots,
    slotOf: binding => slotOfBinding[binding] as number,
    read: (at, count) => fast?.({ ...at, slots: table.byteOffset }, count, kernel),
    value(_binding, address) {
      const { kind, at, length } = tokenAt(kernel.words, address);
      return kind === tokenKinds.absent ? undefined : kernel.text(at, length);
    },
  };
}
