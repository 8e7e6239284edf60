import { chdb } from './chdb.mjs';
import { duckdb } from './duckdb.mjs';
import { goaccess } from './goaccess.mjs';
import { jq } from './jq.mjs';
import { miller } from './miller.mjs';
import { csvParse, jsonParse, ndjson, regex } from './node.mjs';
import { revenuer } from './revenuer.mjs';
import { wc } from './wc.mjs';

/** In the order of the tables. */
export const tools = [revenuer, duckdb, chdb, jq, miller, goaccess, ndjson, csvParse, jsonParse, regex, wc];
