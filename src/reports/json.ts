/** The published report, `revenuer.report/1`: see schema/report-1.json and docs/report.md. */
import { printable } from './escape.js';
import type { Report } from './report.js';
import type { Look, Reporter } from './reporter.js';
import { select } from './select.js';
import type { Hidden } from './select.js';

export const json: Reporter = {
  name: 'json',
  description: 'the whole report as one JSON document (schema/report-1.json)',
  *render(report, look) {
    const { suspects, ...head } = publish(report, look);
    yield `${document(head).slice(0, -2)},\n  "suspects": [`;
    for (const [i, suspect] of suspects.entries()) {
      yield `${i === 0 ? '' : ','}\n    ${document(suspect).replaceAll('\n', '\n    ')}`;
    }
    yield suspects.length === 0 ? ']\n}\n' : '\n  ]\n}\n';
  },
};

export type Published = Omit<Report, 'suspects'> & { omitted?: { below: number; beyond: number } } & Pick<
    Report,
    'suspects'
  >;

/** The report as JSON carries it: with `omitted` when suspects were left out on request. */
export function publish(report: Report, look: Look): Published {
  const { report: shown, hidden } = select(report, look);
  const { suspects, ...head } = shown;
  return { ...head, ...omitted(hidden), suspects };
}

/** One value as JSON that is safe to print on a terminal. */
export function document(value: unknown): string {
  return printable(JSON.stringify(value, null, 2), 'json');
}

function omitted({ below, beyond }: Hidden): Pick<Published, 'omitted'> {
  return below + beyond > 0 ? { omitted: { below, beyond } } : {};
}
