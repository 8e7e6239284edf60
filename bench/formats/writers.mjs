/**
 * Every format that is tried: its name, how its records stand in a file, the columns that its schema holds, and a function
 * from a request to its record. Written from the documented schemas, never from the descriptions they are to test.
 *
 * - `description`: the description that should know it, where it has another name than the writer; null: a format of its own
 * - `identity`: the account as the log names it, where it is not the bare name
 * - `address`: the address as the log writes it, where it is not the whole
 * - `others`: records that are no request, each with the reason it is to be counted under
 * - `never`: no record of the format is a request; it is to be refused
 */
import { clouds } from './writers/clouds.mjs';
import { edge } from './writers/edge.mjs';
import { gateways } from './writers/gateways.mjs';
import { observability } from './writers/observability.mjs';
import { providers } from './writers/providers.mjs';
import { text } from './writers/text.mjs';

export const writers = [...gateways, ...clouds, ...providers, ...observability, ...edge, ...text].map(writer => ({
  description: writer.name,
  file: 'log.ndjson',
  others: [],
  never: false,
  ...writer,
}));
