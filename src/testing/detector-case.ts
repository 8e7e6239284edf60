/** What a detector is tested with: who must be found, who must not, and what it cannot do without. */
import type { SourceColumnName } from '../requests/columns.js';
import type { CaseLog } from './log-builder.js';
import type { CaseSettings } from './run-case.js';

export interface FiringCase extends CaseSettings {
  readonly name: string;
  readonly log: CaseLog;
  readonly expect: {
    /** Accounts that must be named together: one, or the members of a campaign (others may be named with them). */
    readonly suspects: readonly string[];
    readonly bits?: { readonly atLeast?: number; readonly atMost?: number };
    readonly statement?: RegExp;
  };
}

export interface QuietCase extends CaseSettings {
  readonly name: string;
  readonly log: CaseLog;
  /** Accounts it must say nothing of; everybody when absent. */
  readonly about?: readonly string[];
  /** Bits that may be said all the same; 0 when absent. */
  readonly atMost?: number;
  /** Why the look-alike is innocent. */
  readonly because?: string;
}

export interface UnevaluableCase {
  readonly name: string;
  /** Columns that the log does not have. */
  readonly without: readonly SourceColumnName[];
  /** What the reason must say; that it names a required column is checked anyway. */
  readonly reason?: RegExp;
  /** The log they are taken from; that of the first firing case when absent. */
  readonly log?: CaseLog;
}

export interface DetectorCases {
  readonly fires: readonly FiringCase[];
  readonly quiet: readonly QuietCase[];
  readonly unevaluable?: readonly UnevaluableCase[];
}
