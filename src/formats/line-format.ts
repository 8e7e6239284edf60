/** Formats with one request a line and fields by position: the part that is the same for all of them. */
import { absentValues, type Decoder, type Detected, type FieldBinding, type Format } from './format.js';
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
}

/** At most so many values after the named ones are kept. */
export const maximumExtras = 32;

export function lineFormat(syntax: LineSyntax): Format {
  const { name, title, description } = syntax;
  return {
    name,
    title,
    description,
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
    // Just below JSON, whose strings may look like anything.
    confidence: found.confidence * 0.95,
    decoder: bindings => lineDecoder(syntax, bindings),
  };
}

function lineDecoder(syntax: LineSyntax, bindings: readonly FieldBinding[]): Decoder {
  const positions = bindings.map(({ field }) => positionOf(syntax, field));
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
