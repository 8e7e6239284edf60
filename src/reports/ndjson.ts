/** The published report in lines: the run first, then each suspect. */
import { printable } from './escape.js';
import { publish } from './json.js';
import type { Reporter } from './reporter.js';

export const ndjson: Reporter = {
  name: 'ndjson',
  description: 'one JSON line for the run, then one a suspect',
  *render(report, look) {
    const { suspects, run, ...head } = publish(report, look);
    yield line({ type: 'run', ...head, ...run });
    for (const suspect of suspects) yield line({ type: 'suspect', ...suspect });
  },
};

function line(value: unknown): string {
  return `${printable(JSON.stringify(value), 'json')}\n`;
}
