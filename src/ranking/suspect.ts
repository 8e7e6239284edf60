/** What ranking produces: suspects in order, with the terms of their score. */
import type { Campaign } from '../campaigns/campaign.js';
import type { Family } from '../detectors/detector.js';
import type { Assessed, RawEvidence } from '../detectors/panel.js';

export type { Family };

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

export type Verdict =
  | 'coordinated-generation'
  | 'systematic-generation'
  | 'logit-extraction'
  | 'pooled-access'
  | 'automated'
  | 'insufficient-data';

export type SuspectKind = 'campaign' | 'account' | 'network' | 'stream';

/** Evidence with the bits that count: capped by its detector, discounted inside its family. */
export interface CountedEvidence extends RawEvidence {
  readonly counted: number;
}

export interface Mitigation {
  readonly id: string;
  /** Zero or negative. */
  readonly bits: number;
  readonly statement: string;
}

export interface RankedSuspect {
  readonly subject: Assessed;
  readonly campaign: Campaign | undefined;
  readonly score: number;
  /** Share of suspects of its kind at least as strong that would be there by chance. */
  readonly falseDiscovery: number;
  readonly severity: Severity;
  readonly verdict: Verdict;
  readonly evidence: readonly CountedEvidence[];
  readonly mitigating: readonly Mitigation[];
}
