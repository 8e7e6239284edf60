/**
 * Formats whose columns are named by a line of the log itself that begins with `#`, possibly again further down: W3C extended
 * and Zeek. What is the same for both.
 */
import {
  absentValues,
  type Decoder,
  type Detected,
  type FieldBinding,
  type Format,
  type RecordView,
} from './format.js';
import { fieldSample, sampledRecords } from './field-sample.js';
import { bufferOf, recordText } from './record-text.js';

/** How the lines after a naming line are read. */
export interface Layout {
  readonly names: readonly string[];
  split(line: string): string[];
  /** Value of a cell; undefined when it stands for nothing. */
  value(name: string, cell: string): string | undefined;
  /** Fields made of several cells, listed instead of their parts. */
  readonly derived: readonly Derived[];
}

export interface Derived {
  readonly field: string;
  readonly of: readonly string[];
  make(parts: readonly string[]): string;
}

export interface DirectiveSyntax {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Reads the lines that begin with `#`; made once per decoder, since such lines build on each other. */
  reader(): DirectiveReader;
}

export interface DirectiveReader {
  /** The new layout if this line names columns. */
  read(line: string): Layout | undefined;
}

/** Nothing but JSON is surer than what names its own columns. */
const surest = 0.98;

export function directiveFormat(syntax: DirectiveSyntax): Format {
  const { name, title, description } = syntax;
  return { name, title, description, mostConfidence: surest, detect: sample => detect(syntax, sample) };
}

function detect(syntax: DirectiveSyntax, sample: RecordView): Detected | undefined {
  const buffer = bufferOf(sample);
  const reader = syntax.reader();
  const fields = fieldSample();
  let first: Layout | undefined;
  let layout: Layout | undefined;
  let lines = 0;
  let fitting = 0;
  for (let index = 0; index < sample.count && lines < sampledRecords; index += 1) {
    const text = recordText(buffer, sample, index);
    if (text.startsWith('#')) {
      layout = reader.read(text) ?? layout;
      first ??= layout;
    } else if (text !== '') {
      lines += 1;
      const cells = layout?.split(text);
      if (layout === undefined || cells?.length !== layout.names.length) continue;
      fitting += 1;
      for (const field of listed(layout)) fields.addField(field, cellReader(layout, field)?.(cells));
      fields.endRecord();
    }
  }
  if (first === undefined || fitting * 2 < lines) return undefined;
  const found = first;
  return {
    format: syntax.name,
    framing: {},
    inOrder: true,
    fields: fields.fields(fitting),
    confidence: surest * (lines === 0 ? 0.5 : fitting / lines),
    notes: fitting < lines ? [`${lines - fitting} of ${lines} sampled lines do not have the columns named`] : [],
    decoder: bindings => directiveDecoder({ bindings, reader: syntax.reader(), first: found }),
  };
}

interface Start {
  readonly bindings: readonly FieldBinding[];
  readonly reader: DirectiveReader;
  /** Layout until the first naming line: a part of a file that was cut begins without one. */
  readonly first: Layout;
}

type CellReader = (cells: readonly string[]) => string | undefined;

function directiveDecoder({ bindings, reader, first }: Start): Decoder {
  const readersOf = (layout: Layout) => bindings.map(({ field }) => cellReader(layout, field));
  let layout = first;
  let readers = readersOf(first);
  return {
    decode(block, sink, rejects) {
      const buffer = bufferOf(block);
      for (let index = 0; index < block.count; index += 1) {
        const line = block.lines[index] ?? 0;
        const text = recordText(buffer, block, index);
        if (text === '' || text.startsWith('#')) {
          const named = text === '' ? undefined : reader.read(text);
          if (named !== undefined) readers = readersOf((layout = named));
          rejects.filter(line, text === '' ? 'blank' : named === undefined ? 'comment' : 'header');
          continue;
        }
        const cells = layout.split(text);
        let reason: string | undefined = `${cells.length} fields, header has ${layout.names.length}`;
        if (cells.length === layout.names.length) {
          readers.forEach((read, slot) => {
            const value = read?.(cells);
            if (value !== undefined) sink.field(slot, value);
          });
          reason = sink.commit(line);
        }
        if (reason !== undefined) rejects.reject(line, reason);
      }
    },
  };
}

/** Fields to choose from: derived ones first, without the columns they are made of. */
function listed({ names, derived }: Layout): string[] {
  const usable = derived.filter(({ of }) => of.every(name => names.includes(name)));
  const parts = new Set(usable.flatMap(({ of }) => of));
  return [...usable.map(({ field }) => field), ...names.filter(name => !parts.has(name))];
}

function cellReader(layout: Layout, field: string): CellReader | undefined {
  const { names, derived } = layout;
  const at = names.indexOf(field);
  const valueAt = (cells: readonly string[], column: number): string | undefined => {
    const cell = cells[column];
    return cell === undefined || absentValues.has(cell) ? undefined : layout.value(names[column] ?? '', cell);
  };
  if (at >= 0) return cells => valueAt(cells, at);
  const made = derived.find(candidate => candidate.field === field);
  const columns = made?.of.map(name => names.indexOf(name)) ?? [];
  if (made === undefined || columns.includes(-1)) return undefined;
  return cells => {
    const parts = columns.map(column => valueAt(cells, column)).filter(part => part !== undefined);
    return parts.length === columns.length ? made.make(parts) : undefined;
  };
}
