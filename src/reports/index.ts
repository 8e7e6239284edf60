/** Every form a report can take. */
import { csv } from './csv.js';
import { ecs } from './ecs.js';
import { html } from './html.js';
import { json } from './json.js';
import { markdown } from './markdown.js';
import { ndjson } from './ndjson.js';
import type { Reporter } from './reporter.js';
import { sarif } from './sarif.js';
import { terminal } from './terminal/index.js';

export const reporters: readonly Reporter[] = [terminal, json, ndjson, csv, markdown, html, sarif, ecs];
