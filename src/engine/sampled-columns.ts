/** What the sampled records give for each column, as they will be read. */
import type { FieldSink, RecordView } from '../formats/format.js';
import { jsonOf } from '../requests/mapping/facts.js';
import { textOf } from '../requests/values.js';
import { boundBy, inputDecoder, type DecodedPart } from './reading.js';

/** The first requests that are shown, different values that are, and characters of each. */
const rowsShown = 3;
const samplesShown = 3;
const longestShown = 60;

export interface SampledColumn {
  /** Requests of the sample with a value, and without. */
  readonly present: number;
  readonly absent: number;
  readonly distinct: number;
  /** The first different values. */
  readonly samples: readonly string[];
}

export interface SampledColumns {
  readonly columns: ReadonlyMap<string, SampledColumn>;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

export function sampleColumns(parts: readonly DecodedPart[], sample: RecordView): SampledColumns {
  const bindings = boundBy(parts);
  const seen = new Map(bindings.map(({ column }) => [column, { present: 0, texts: new Set<string>() }]));
  const rows: Record<string, string>[] = [];
  let row = new Map<string, string>();
  let requests = 0;
  const sink: FieldSink = {
    field: (slot, value) => {
      const column = bindings[slot]?.column ?? '';
      const text = typeof value === 'object' ? jsonOf(value) : textOf(value);
      if (text !== '') row.set(column, text);
    },
    commit: () => {
      requests++;
      for (const [column, text] of row) {
        const known = seen.get(column);
        if (known === undefined) continue;
        known.present++;
        known.texts.add(text);
      }
      if (rows.length < rowsShown)
        rows.push(Object.fromEntries([...row].map(([column, text]) => [column, shown(text)])));
      row = new Map();
      return undefined;
    },
    discard: () => (row = new Map()),
  };
  inputDecoder(parts).decode(sample, sink, { reject: () => undefined, filter: () => undefined });
  const columns = [...seen].map(([column, { present, texts }]): [string, SampledColumn] => [
    column,
    {
      present,
      absent: requests - present,
      distinct: texts.size,
      samples: [...texts].slice(0, samplesShown).map(shown),
    },
  ]);
  return { columns: new Map(columns), rows };
}

function shown(text: string): string {
  return text.slice(0, longestShown);
}
