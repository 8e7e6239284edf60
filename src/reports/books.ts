/** What became of every record: read = requests + duplicates + rejected + filtered, of one input and of all. */
import type { InputSummary, Report } from './report.js';

export type Books = Report['run']['records'];

/** The one place where books are added up. */
export function booksOf(inputs: readonly InputSummary[]): Books {
  const total = { read: 0, requests: 0, duplicates: 0, rejected: 0, filtered: 0 };
  for (const { records, requests, duplicates, rejected, filtered } of inputs) {
    total.read += records;
    total.requests += requests;
    total.duplicates += duplicates.reduce((sum, one) => sum + one.requests, 0);
    total.rejected += rejected;
    total.filtered += filtered;
  }
  return total;
}
