/** What a stream can show: colour, width, and signs beyond ASCII. */
import type { Io } from './io.js';

type Stream = 'stdout' | 'stderr';

/**
 * Whether to colour a stream: the flag, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM=dumb, then whether that stream is
 * a terminal (no-color.org, force-color.org: set and not empty; `FORCE_COLOR=0` means off, as elsewhere in Node).
 */
export function wantsColor(io: Pick<Io, 'env' | 'tty'>, stream: Stream, flag: boolean | undefined): boolean {
  const { env, tty } = io;
  if (flag !== undefined) return flag;
  if (isSet(env['NO_COLOR'])) return false;
  if (isSet(env['FORCE_COLOR'])) return isOn(env['FORCE_COLOR']);
  if (isSet(env['CLICOLOR_FORCE']) && isOn(env['CLICOLOR_FORCE'])) return true;
  if (env['TERM'] === 'dumb' || env['CLICOLOR'] === '0') return false;
  return tty[stream];
}

/** Columns of standard output: the terminal's, else COLUMNS, else 80. */
export function widthOf(io: Pick<Io, 'env' | 'columns'>): number {
  const told = Number(io.env['COLUMNS']);
  const width = io.columns ?? (Number.isInteger(told) ? told : 80);
  return width >= 40 ? Math.min(width, 400) : width > 0 ? 40 : 80;
}

/** Whether standard output shows block elements and dashes. A pipe takes UTF-8; old consoles do not. */
export function showsUnicode({ env, tty, platform }: Pick<Io, 'env' | 'tty' | 'platform'>): boolean {
  if (!tty.stdout) return true;
  if (platform === 'win32') return isSet(env['WT_SESSION']) || isSet(env['TERM_PROGRAM']);
  return env['TERM'] !== 'linux' && env['TERM'] !== 'dumb';
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

function isOn(value: string): boolean {
  return value !== '0' && value !== 'false';
}
