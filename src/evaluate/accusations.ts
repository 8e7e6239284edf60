/** Who would be accused at each severity: harvesters rightly, innocent accounts by what they are. */
import type { Severity } from '../reports/report.js';
import type { TruthRow } from './truth.js';

export interface SeverityResult {
  readonly severity: Severity;
  /** Accounts whose best suspect has this severity or a graver one. */
  readonly harvesters: number;
  readonly innocent: number;
  /** Harvesters among the accused; NaN when nobody is. */
  readonly precision: number;
  /** Accused among the harvesters. */
  readonly recall: number;
}

export interface ClassResult {
  readonly class: string;
  readonly accounts: number;
  /** Innocent accounts accused at each severity or above. */
  readonly atCritical: number;
  readonly atHigh: number;
  readonly atMedium: number;
  readonly atLow: number;
  readonly atInfo: number;
}

const order: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

export function accusations(
  severityOf: (account: string) => Severity | undefined,
  truth: readonly TruthRow[],
): { severities: SeverityResult[]; classes: ClassResult[] } {
  const accusedAt = (rows: readonly TruthRow[], least: Severity): number =>
    rows.filter(({ account }) => {
      const severity = severityOf(account);
      return severity !== undefined && order.indexOf(severity) <= order.indexOf(least);
    }).length;
  const guilty = truth.filter(row => row.harvester);
  const innocent = truth.filter(row => !row.harvester);
  const severities = order.map(severity => {
    const found = accusedAt(guilty, severity);
    const wrong = accusedAt(innocent, severity);
    const precision = found / (found + wrong);
    return { severity, harvesters: found, innocent: wrong, precision, recall: found / guilty.length };
  });
  const classes = byClass(innocent).map(([name, rows]) => ({
    class: name,
    accounts: rows.length,
    atCritical: accusedAt(rows, 'critical'),
    atHigh: accusedAt(rows, 'high'),
    atMedium: accusedAt(rows, 'medium'),
    atLow: accusedAt(rows, 'low'),
    atInfo: accusedAt(rows, 'info'),
  }));
  return { severities, classes };
}

function byClass(rows: readonly TruthRow[]): [string, TruthRow[]][] {
  const classes = new Map<string, TruthRow[]>();
  for (const row of rows) {
    const present = classes.get(row.class);
    if (present === undefined) classes.set(row.class, [row]);
    else present.push(row);
  }
  return [...classes].sort(([a], [b]) => (a < b ? -1 : 1));
}
