/** Names of files are bytes: most are UTF-8, and those that are not have files like any other. */
import { isUtf8 } from 'node:buffer';
import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FileLocation } from './file-reading.js';

export interface Place {
  /** As it is shown. */
  readonly path: string;
  readonly location: FileLocation;
}

/** What a name becomes of which some bytes are not UTF-8. */
export const lossyMark = '\ufffd';

/** An entry of a folder, by the bytes of its name. */
export function placeIn({ path, location }: Place, name: Buffer): Place {
  if (isUtf8(name) && typeof location === 'string') {
    const text = name.toString();
    return { path: join(path, text), location: join(location, text) };
  }
  const folder = typeof location === 'string' ? Buffer.from(location) : location;
  return { path: join(path, shownName(name)), location: Buffer.concat([folder, Buffer.from('/'), name]) };
}

/** The files that the argument may mean: their names are not UTF-8, so it came with another character for each such byte. */
export async function lossyMatches({ path, location }: { path: string; location: string }): Promise<Place[]> {
  const folder = { path: dirname(path), location: dirname(location) };
  const names = await readdir(folder.location, { encoding: 'buffer' }).catch(() => []);
  return names.filter(name => !isUtf8(name) && name.toString() === basename(path)).map(name => placeIn(folder, name));
}

/** The same for all ways to a file. */
export async function identityOf(location: FileLocation): Promise<string> {
  return (await realpath(location, { encoding: 'buffer' })).toString('latin1');
}

/** Bytes that are not UTF-8 as `\xE9`. */
function shownName(name: Buffer): string {
  let shown = '';
  for (let at = 0; at < name.length;) {
    const character = name.subarray(at, at + lengthOf(name[at] as number));
    const isWhole = isUtf8(character);
    shown += isWhole ? character.toString() : `\\x${(name[at] as number).toString(16).toUpperCase()}`;
    at += isWhole ? character.length : 1;
  }
  return shown;
}

/** Bytes of a character, by its first. */
function lengthOf(first: number): number {
  if (first < 0xc0) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}
