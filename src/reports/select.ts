/** Which suspects a report shows: the same rule for every form. */
import { disclose } from './disclose.js';
import { severities } from './report.js';
import type { Report, Severity, Suspect } from './report.js';
import type { Look } from './reporter.js';
import { mapStrings } from './strings.js';

/** What was left out, and by which rule. */
export interface Hidden {
  /** Suspects less severe than `minSeverity`. */
  readonly below: number;
  readonly minSeverity: Severity | undefined;
  /** Suspects after the first `top` of those left. */
  readonly beyond: number;
  readonly top: number | undefined;
}

export interface Selection {
  /** What may be printed: selected, and without secrets. */
  readonly report: Report;
  readonly hidden: Hidden;
}

/** Most suspects that a form made for people shows unasked. */
const mostForReaders = 50;
/** Longer than any sentence of ours; a name in a log may be a megabyte. */
const mostCharacters = 600;

/** The suspects that the reader asked for; those that are hidden are counted. */
export function select(report: Report, { top, minSeverity, showContent }: Look): Selection {
  const severe = report.suspects.filter(({ severity }) => minSeverity === undefined || atLeast(severity, minSeverity));
  const suspects = firstOf(severe, top);
  return {
    report: disclose({ ...report, suspects }, showContent),
    hidden: {
      below: report.suspects.length - severe.length,
      minSeverity,
      beyond: severe.length - suspects.length,
      top,
    },
  };
}

/** The first n; whoever is allowed is shown beside them, and takes nobody's place. */
function firstOf(suspects: Suspect[], top: number | undefined): Suspect[] {
  if (top === undefined) return suspects;
  let left = top;
  return suspects.filter(({ allowed }) => allowed !== undefined || left-- > 0);
}

/**
 * For forms that people read: who asked for nothing in particular gets what is worth reading, and no text is so long that
 * it buries the rest.
 */
export function selectForReaders(report: Report, look: Look): Selection {
  const { report: shown, hidden } = select(report, { ...look, ...readersDefaults(report, look) });
  return { report: mapStrings(shown, clip), hidden };
}

function readersDefaults({ run }: Report, { top, minSeverity }: Look): Partial<Look> {
  if (top !== undefined || minSeverity !== undefined) return {};
  return { top: mostForReaders, minSeverity: run.gate.failOn === 'info' ? 'info' : 'low' };
}

function clip(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Whether a severity is at least as severe as another. */
export function atLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}
