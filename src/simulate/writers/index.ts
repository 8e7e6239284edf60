/** Simulated requests in the shapes that logs come in. */
import { logShapes, type LogShape } from '../names.js';
import type { SimulatedRequest } from '../request.js';
import { accessLine } from './access-log.js';
import { delimitedLine, headerLine } from './delimited.js';
import { liteLlmRecord } from './litellm.js';
import { otlpRecord } from './otlp.js';
import { rowOf, type Row, type WriterOptions } from './row.js';

export type { WriterOptions } from './row.js';

const writers = {
  ndjson: (_, row) => `${JSON.stringify(row)}\n`,
  csv: (_, row) => delimitedLine(Object.values(row), ','),
  tsv: (_, row) => delimitedLine(Object.values(row), '\t'),
  combined: (_, row) => accessLine(row, 'combined'),
  common: (_, row) => accessLine(row, 'common'),
  litellm: (request, row) => `${JSON.stringify(liteLlmRecord(request, row))}\n`,
  otlp: (request, row) => `${JSON.stringify(otlpRecord(request, row))}\n`,
} as const satisfies Record<LogShape, (request: SimulatedRequest, row: Row) => string>;

export { logShapes, type LogShape };

/** Lines (with line ends) of a log; CSV and TSV begin with a header. */
export function* writeLog(
  requests: Iterable<SimulatedRequest>,
  shape: LogShape,
  options: WriterOptions,
): Generator<string> {
  let number = 0;
  for (const request of requests) {
    const row = rowOf(request, number++, options);
    if (number === 1 && shape === 'csv') yield headerLine(row, ',');
    if (number === 1 && shape === 'tsv') yield headerLine(row, '\t');
    yield writers[shape](request, row);
  }
}
