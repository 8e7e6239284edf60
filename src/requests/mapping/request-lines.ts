/** Method and path where a log has the first line of the request alone: `POST /v1/chat/completions HTTP/1.1`. */
import type { SourceColumnName } from '../columns.js';
import type { FormOfRequestLine } from '../forms.js';
import { presence, share, type FieldFacts } from './facts.js';
import type { Preference } from './told.js';

const line = /^[A-Z]{3,10} \S+(?: HTTP\/[\d.]+)?$/;
/** Share of the records that must have the field, and of its values that must be such lines. */
const most = 0.9;

/** What the columns are read from, of those that nothing else gives. */
export function fromRequestLines(
  free: readonly FieldFacts[],
  isChosen: (column: SourceColumnName) => boolean,
): [SourceColumnName, Preference[]][] {
  const found = free.find(
    facts => facts.writer === 'provider' && presence(facts) >= most && share(facts, text => line.test(text)) >= most,
  );
  if (found === undefined) return [];
  const { field } = found;
  return (['method', 'path'] as const)
    .filter(column => !isChosen(column))
    .map(column => [column, [{ field, form: { rewrite: { requestLine: column } } satisfies FormOfRequestLine }]]);
}
