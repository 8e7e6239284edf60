/** One line on standard error that says how far reading is. */
import { inGroups } from '../digits.js';
import path from 'node:path';
import type { JudgingProgress, Progress } from '../engine/options.js';
import { printable } from '../reports/escape.js';
import type { Io } from './io.js';

export interface ProgressLine {
  update(progress: Progress): void;
  /** Shows other work than reading. */
  show(text: string): void;
  /** Takes the line away, before anything else is written to the terminal. */
  clear(): void;
}

/** ms between two drawings: seldom enough to cost nothing, often enough to look alive. */
const interval = 100;
/** A longer name of a file is cut: the numbers matter more. */
const nameLength = 30;
const clearLine = '\r\x1b[2K';

/** Draws only where a person looks on: a terminal, not a CI job that records one, and not with --quiet. */
export function showsProgress(
  { tty, env }: Pick<Io, 'tty' | 'env'>,
  asked: boolean | undefined,
  quiet: boolean,
): boolean {
  if (!tty.stderr || quiet || asked === false) return false;
  return asked === true || ((env['CI'] ?? '') === '' && env['TERM'] !== 'dumb');
}

export function progressLine(io: Io): ProgressLine {
  const start = io.now();
  // A terminal that does not know its width says 0.
  const width = io.columns === undefined || io.columns < 1 ? 80 : io.columns;
  let drawn = -Infinity;
  let visible = false;
  const draw = (text: (now: number) => string): void => {
    const now = io.now();
    if (now - drawn < interval) return;
    drawn = now;
    visible = true;
    io.stderr.write(clearLine + text(now).slice(0, width - 1));
  };
  return {
    update: progress => draw(now => progressText(progress, now - start)),
    show: text => draw(() => text),
    clear() {
      if (visible) io.stderr.write(clearLine);
      visible = false;
    },
  };
}

/** For instance `reading may11.ndjson.gz  42 %  31.0 of 73.8 MB  449,245 requests  58.1 MB/s  12 s left`. */
export function progressText({ input, bytes, totalBytes, requests }: Progress, elapsed: number): string {
  const perMs = elapsed > 0 ? bytes / elapsed : 0;
  const parts = [`reading ${printable(path.basename(input)).slice(0, nameLength)}`];
  if (totalBytes === undefined || totalBytes === 0) parts.push(`${megabytes(bytes)} MB`);
  else {
    parts.push(`${Math.floor((100 * Math.min(bytes, totalBytes)) / totalBytes)} %`);
    parts.push(`${megabytes(bytes)} of ${megabytes(totalBytes)} MB`);
  }
  parts.push(`${inGroups(requests)} requests`);
  if (elapsed >= 1000) parts.push(`${((perMs * 1000) / 1e6).toFixed(1)} MB/s`);
  if (elapsed >= 2000 && totalBytes !== undefined && perMs > 0) {
    parts.push(`${duration(Math.max(0, totalBytes - bytes) / perMs)} left`);
  }
  return parts.join('  ');
}

/** For instance `judging  41 %  412,000 of 1,000,000 accounts`. */
export function judgingText({ stage, done, accounts }: JudgingProgress): string {
  if (stage === 'linking') return `linking ${inGroups(accounts)} accounts`;
  return [
    stage,
    `${Math.floor((100 * done) / Math.max(1, accounts))} %`,
    `${inGroups(done)} of ${inGroups(accounts)} accounts`,
  ].join('  ');
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
