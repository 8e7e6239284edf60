/** The formats revenuer reads. A test compares this list with the folder and the documentation. */
import { alb } from './alb.js';
import { combined } from './combined.js';
import { csv } from './csv.js';
import { envoy } from './envoy.js';
import type { Format } from './format.js';
import { gin } from './gin.js';
import { haproxy } from './haproxy.js';
import { jsonRows } from './json-rows.js';
import { logfmt } from './logfmt.js';
import { ndjson } from './ndjson.js';
import { proxyManager } from './proxy-manager.js';
import { uvicorn } from './uvicorn.js';
import { w3c } from './w3c.js';
import { zeek } from './zeek.js';

export const formats: readonly Format[] = [
  ndjson,
  csv,
  combined,
  w3c,
  zeek,
  alb,
  haproxy,
  envoy,
  gin,
  proxyManager,
  uvicorn,
  logfmt,
  jsonRows,
];
