/** The formats revenuer reads. A test compares this list with the documentation. */
import { combined } from './combined.js';
import { csv } from './csv.js';
import type { Format } from './format.js';
import { ndjson } from './ndjson.js';

export const formats: readonly Format[] = [ndjson, csv, combined];
