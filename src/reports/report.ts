/**
 * The published report: what `--format json` prints and `schema/report-1.json` describes. Fields are added, never
 * renamed or removed, within a major version. Reporters turn this value into text and know nothing else.
 */
import type { Family, Severity, SuspectKind, Verdict } from '../ranking/suspect.js';

export type { Family, Severity, SuspectKind, Verdict };

export interface Report {
  schema: 'revenuer.report/1';
  tool: { name: 'revenuer'; version: string };
  run: Run;
  suspects: Suspect[];
  /** How many suspects were left out by --min-severity and --top; absent when none was. */
  omitted?: { below: number; beyond: number };
}

export interface Run {
  inputs: InputSummary[];
  /** null when the log holds no request. */
  period: Period | null;
  requests: number;
  accounts: number;
  networks: number;
  /** Records read over all inputs: read = requests + duplicates + rejected + filtered. */
  records: { read: number; requests: number; duplicates: number; rejected: number; filtered: number };
  columns: { present: string[]; absent: string[] };
  detectors: DetectorStatus[];
  population: {
    reliable: boolean;
    notes: string[];
    /** What --baseline gave; absent without it. */
    baseline?: { name: string; accounts: number; period: Period | null; alone: boolean };
  };
  /** Holes in the log's time, clocks that run backwards, days that look cut off. */
  timeline: { notes: string[] };
  /** The configuration in force, defaults included. */
  config: Record<string, unknown>;
  /** False when an input could not be read fully (exit code 3). */
  complete: boolean;
  /** The severity that makes the exit code 1, and whether a suspect reached it. */
  gate: { failOn: Severity | 'never'; reached: boolean };
  /** What could not be read or done, in the order of the inputs. */
  problems: string[];
  /** What --allow gave, and what came of it; absent without it. */
  allow?: AllowList;
}

export interface AllowList {
  /** The file, as it was given. */
  file: string;
  /** Day by which entries have expired or not; absent where none expires. */
  asOf?: string;
  entries: AllowedEntry[];
  /** What the operator should look at: entries that match nothing, have expired, contradict each other. */
  notes: string[];
}

/** One entry of the list; of the names it gives, at most a hundred of each kind. */
export interface AllowedEntry {
  /** Where it begins in the file. */
  line: number;
  account?: string[];
  organization?: string[];
  /** Keys by their short hash. */
  key?: string[];
  cidr?: string[];
  /** Templates by their ids. */
  template?: string[];
  owner: string | null;
  reason: string | null;
  /** Last day on which it holds. */
  expires: string | null;
  status: 'used' | 'unused' | 'unmatched' | 'expired';
  /** Accounts of the log that it covers, and suspects among whose accounts some are. */
  accounts: number;
  suspects: number;
}

/** Why a suspect, or a part of its accounts, is allowed. */
export interface Allowance {
  /** The entry's in the list. */
  line: number;
  owner: string | null;
  reason: string | null;
  expires: string | null;
  /** Accounts of the suspect for which it speaks. */
  accounts: number;
}

export interface Period {
  /** ISO 8601, UTC, ms. */
  from: string;
  to: string;
}

export interface InputSummary {
  path: string;
  format: string;
  /** Name of the description that its fields fit, see docs/formats.md. */
  dialect?: string;
  compression: 'none' | 'gzip' | 'zstd' | 'xz' | 'bzip2';
  /** Bytes as stored. */
  bytes: number;
  /** Bytes after decompression. */
  decodedBytes: number;
  /** SHA-256 of the bytes as stored. */
  sha256: string;
  lines: number;
  /** Records read; read = requests + duplicates + rejected + filtered. */
  records: number;
  requests: number;
  /** Requests that stand in other inputs, too, and are counted there: by the other input's path. */
  duplicates: { input: string; requests: number }[];
  rejected: number;
  /** Rejects by reason. */
  rejectedBy: Record<string, number>;
  /** Blank lines, headers, comments. */
  filtered: number;
  filteredBy: Record<string, number>;
  /** A sample of the rejects, first lines first. */
  rejects: { line: number; reason: string }[];
  /** Canonical column to the field it was read from. */
  mapping: Record<string, string>;
  /** Damage to the archive, an open error; absent when the input was read to its end. */
  damage?: { position: number; message: string };
  period: Period | null;
  notes: string[];
}

export interface DetectorStatus {
  id: string;
  family: Family;
  status: 'ran' | 'not-evaluable' | 'skipped' | 'failed';
  reason?: string;
}

export interface Suspect {
  rank: number;
  id: string;
  kind: SuspectKind;
  /** Bits of evidence: the sum of the evidence's and the mitigating entries' bits. */
  score: number;
  /** Share of suspects at least as strong that chance alone would put there; reports before 0.2 lack it. */
  falseDiscovery?: number;
  severity: Severity;
  verdict: Verdict;
  accounts: string[];
  networks: NetworkSummary[];
  /** Networks beyond those listed. */
  networksOmitted: number;
  period: Period;
  requests: number;
  /** null when the log carries no output tokens. */
  outputTokens: number | null;
  /** One sentence a lawyer could read. */
  summary: string;
  /** Requests per equal slice of the log's period (24 slices), for the sparkline. */
  activity: number[];
  evidence: Evidence[];
  mitigating: Mitigation[];
  /** What was not in the log and would change the verdict. */
  unknown: string[];
  /** Innocent explanations that the evidence does not exclude. */
  couldAlsoBe: string[];
  /** Campaigns: why each member is in. Empty for single accounts. */
  members: Member[];
  /** Present when all of its accounts are allowed: then it does not count for the gate. */
  allowed?: Allowance[];
}

export interface NetworkSummary {
  prefix: string | null;
  asn: number | null;
  tls: string | null;
  userAgent: string | null;
  requests: number;
}

export interface Evidence {
  detector: string;
  family: Family;
  /** Bits counted in the score, after cap and family discount. */
  bits: number;
  statement: string;
  /** Plain numbers and strings. */
  measured: Record<string, number | string>;
  expected: Record<string, number | string>;
  techniques: string[];
  lines: LineReference[];
}

/** A line of an input: index into run.inputs, 1-based line. */
export interface LineReference {
  input: number;
  line: number;
}

export interface Mitigation {
  id: string;
  /** Zero or negative. */
  bits: number;
  statement: string;
}

export interface Member {
  account: string;
  requests: number;
  /** Kinds of link that hold it in the campaign, each as a short statement. */
  links: string[];
  /** Line of the entry by which it is allowed; that alone does not allow the campaign. */
  allowed?: number;
}

export { severities } from '../ranking/suspect.js';
