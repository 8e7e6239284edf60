/** What a run needs to know, once argv, configuration file and environment have been merged by the command line. */
import type { FormatDescription } from '../formats/description.js';
import type { Severity } from '../reports/report.js';
import type { ProfileSource } from './records.js';
import type { AllowEntry } from './allow/entry.js';

export interface ReadOptions {
  /** Files, folders, globs, `-` for standard input, as the user gave them. */
  inputs: readonly string[];
  /** Folder that relative paths start from. */
  cwd: string;
  /** Standard input, read when an input is `-`. */
  stdin: NodeJS.ReadableStream;
  /** Overrides: canonical column to field of the log. */
  map: Readonly<Record<string, string>>;
  /** Name of a format; undefined = recognise from content. */
  logFormat: string | undefined;
  /** Descriptions of formats beside those that revenuer knows; they are asked first. */
  formats?: readonly FormatDescription[];
  /** Zone of times without one, as an offset in minutes east of UTC. */
  timezoneOffset: number;
  /** The same as a name of the IANA database, or an offset that is meant even where a field states another; wins. */
  timeZone?: string | number | undefined;
  /** How the time column is written: a pattern of date-fns, or its order alone (`dd/MM/yyyy`). */
  timeFormat?: string | undefined;
  /** Addresses and networks of the user's own proxies: the last other address is the client's. */
  trustedProxies?: readonly string[];
  maxRecordBytes: number;
  /** Aborts reading and judging. */
  signal?: AbortSignal;
}

export interface RunOptions {
  /** Worker threads; 1 = everything in this one. */
  threads: number;
  /** Bytes of memory: accounts that do not fit go to disk. */
  memory: number;
  /** Detector packages or files to load. */
  detectors: readonly string[];
  /** Detector ids to run exclusively; empty = all. */
  only: readonly string[];
  skip: readonly string[];
  /** Options of detectors by detector id, from the configuration file. */
  detectorOptions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Whom the operator vouches for: judged like everybody, shown apart, and not counted by `failOn`. */
  allow: readonly AllowEntry[];
  /** The file these stand in, as the user calls it: given, the report says what came of them. */
  allowFile?: string;
  /** Day of the judgement, `2026-12-31`, for entries that expire. */
  asOf?: string;
  /** Decoy strings the operator planted, for the canary detector. */
  canaries: readonly string[];
  /** Profiles of another log, to compare the accounts of this one with. */
  baseline?: BaselineOption | undefined;
  failOn: Severity | 'never';
  onProgress?: (progress: Progress) => void;
  onJudging?: (progress: JudgingProgress) => void;
  /** Called with timings and state sizes when --debug is on. */
  onDebug?: (line: string) => void;
}

/** Messages and the report call it as the user does. */
export type BaselineOption = ProfileSource;

export type ScanOptions = ReadOptions & RunOptions;

/** Counted over all inputs. */
export interface Progress {
  input: string;
  /** Bytes read as stored, and their total where it is known (no stdin among the inputs). */
  bytes: number;
  totalBytes: number | undefined;
  requests: number;
}

/** How far judging is: what is done with the accounts, and with how many of them it was. */
export interface JudgingProgress {
  stage: 'gathering' | 'comparing' | 'linking' | 'judging';
  done: number;
  accounts: number;
}
