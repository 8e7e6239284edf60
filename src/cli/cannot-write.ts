/** What to say when a place takes nothing: what, where, why, and what to do about it. */
import { OutputError } from '../errors.js';

const hints: Readonly<Record<string, string>> = {
  ENOSPC: 'There is no room left: free some, or choose another place.',
  EDQUOT: 'There is no room left for this user: free some, or choose another place.',
  EFBIG: 'It would become larger than files may be there: choose another place.',
  EACCES: 'This user may not write there: change the permissions, or choose another place.',
  EPERM: 'This user may not write there: change the permissions, or choose another place.',
  EROFS: 'Nothing can be written to that file system: choose another place.',
  ENOENT: 'There is no such folder: create it, or choose another one.',
  ENOTDIR: 'There is no such folder: create it, or choose another one.',
  ELOOP: 'The links there lead to each other: choose another place.',
  EISDIR: 'It is a folder: name a file in it.',
};

/** The code of a system error; undefined for others. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && 'syscall' in error ? String(error.code) : undefined;
}

/** @param place as the user calls it */
export function cannotWrite(place: string, cause: unknown): OutputError {
  const code = systemCode(cause) ?? 'failed';
  return new OutputError(`cannot write ${place} (${code})`, { hint: writingHint(code), cause });
}

export function writingHint(code: string): string {
  return hints[code] ?? 'Check the place, its permissions and the room left.';
}
