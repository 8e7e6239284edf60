/** Formats with one request a line and fields by position: the part that is the same for all of them. */
import type { Kernel, Lease } from '../kernel/kernel.js';
import { tokenAt, tokenKinds } from '../kernel/token.js';
import { fastDecoder, type FastSyntax, type Workplace } from './fast-decoder.js';
import { absentValues, type Decoder, type Detected, type Format, type RecordView } from './format.js';
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
  /** The kernel's way of reading it. */
  readonly fast?: FastLines | undefined;
  /** What readers of any file of this format should know. */
  readonly notes?: readonly string[];
  /** Looks at the lines of the sample for what differs from file to file. The answer can be sent to another thread. */
  readonly learn?: (lines: readonly string[]) => unknown;
  /** How a file is read of which this was learned. */
  readonly adapted?: (learned: unknown) => Adapted;
}

export interface Adapted extends Pick<LineSyntax, 'fields' | 'scan'> {
  readonly fast: FastLines | undefined;
  readonly notes: readonly string[];
}

export interface FastLines {
  /** Positions the kernel fills. */
  readonly positions: number;
  /** Told to the kernel behind the table of positions. */
  readonly setting: number;
  /** `slots` holds, for each position, which slot of tokens it goes to, or -1; then the setting. */
  read(at: Workplace & { readonly slots: number }, count: number, kernel: Kernel): void;
}

/** Just below JSON, whose strings may look like anything. */
const surest = 0.95;
/** At most so many values after the named ones are kept. */
export const maximumExtras = 32;

export function lineFormat(syntax: LineSyntax): Format {
  const { name, title, description, learn } = syntax;
  const nothingSeen = { fields: [], confidence: 1, notes: [] };
  const again = (learned: unknown) => detected(actualSyntax(syntax, learned), { ...nothingSeen, learned });
  return {
    name,
    title,
    description,
    mostConfidence: surest,
    detect: sample => detect(syntax, sample),
    ...(learn === undefined ? {} : { again }),
  };
}

function detect(syntax: LineSyntax, sample: RecordView): Detected | undefined {
  const lines = sampledLines(sample);
  const learned = syntax.learn?.(lines);
  const actual = actualSyntax(syntax, learned);
  const fields = fieldSample();
  const values: LineValues = [];
  let fitting = 0;
  for (const line of lines) {
    values.length = 0;
    if (actual.scan(line, values) !== undefined) continue;
    fitting += 1;
    values.forEach((value, position) => {
      fields.addField(fieldName(actual, position), value);
    });
    fields.endRecord();
  }
  if (fitting === 0 || fitting * 2 < lines.length) return undefined;
  const others = lines.length - fitting;
  const notes = [...(actual.notes ?? [])];
  if (others > 0) notes.push(`${others} of ${lines.length} sampled lines are something else`);
  return detected(actual, { fields: fields.fields(fitting), confidence: fitting / lines.length, notes, learned });
}

function sampledLines(sample: RecordView): string[] {
  const buffer = bufferOf(sample);
  const lines: string[] = [];
  for (let index = 0; index < sample.count && lines.length < sampledRecords; index += 1) {
    const text = recordText(buffer, sample, index);
    if (text !== '') lines.push(text);
  }
  return lines;
}

function actualSyntax(syntax: LineSyntax, learned: unknown): LineSyntax {
  if (learned === undefined || syntax.adapted === undefined) return syntax;
  return { ...syntax, ...syntax.adapted(learned) };
}

function detected(syntax: LineSyntax, found: Pick<Detected, 'fields' | 'confidence' | 'notes' | 'learned'>): Detected {
  return {
    format: syntax.name,
    framing: {},
    ...found,
    confidence: found.confidence * surest,
    decoder: (bindings, lease) => {
      const positions = bindings.map(({ field }) => positionOf(syntax, field));
      const plain = lineDecoder(syntax, positions);
      if (lease === undefined || syntax.fast === undefined) return plain;
      return fastDecoder(lease, lineFastSyntax(lease, positions, syntax.fast), plain);
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
  const named = fields.indexOf(field);
  const extra = named >= 0 ? undefined : /^extra(\d{1,3})$/.exec(field)?.[1];
  return extra === undefined ? named : fields.length + Number(extra) - 1;
}

/** Positions that several bindings name share their tokens; what no line has gets a slot that stays empty. */
function lineFastSyntax(lease: Lease, positions: readonly number[], fast: FastLines): FastSyntax {
  const { kernel } = lease;
  const slotOfPosition = new Array<number>(fast.positions).fill(-1);
  let slots = 0;
  const slotOfBinding = positions.map(position => {
    const known = slotOfPosition[position];
    if (known === undefined) return slots++;
    return known >= 0 ? known : (slotOfPosition[position] = slots++);
  });
  const table = lease.words(slotOfPosition.length + 1);
  table.set(Int32Array.of(...slotOfPosition, fast.setting));
  return {
    slots,
    slotOf: binding => slotOfBinding[binding] as number,
    read: (at, count) => {
      fast.read({ ...at, slots: table.byteOffset }, count, kernel);
    },
    value(_binding, address) {
      const { kind, at, length } = tokenAt(kernel.words, address);
      return kind === tokenKinds.absent ? undefined : kernel.text(at, length);
    },
  };
}
