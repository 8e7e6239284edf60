import { readdir, stat } from 'node:fs/promises';
import { identityOf, placeIn, type Place } from './file-name.js';
import { stampOf, type ListedFile } from './file-reading.js';

export interface FolderContents {
  readonly files: ListedFile[];
  /** Entries that could not be looked at, with what the operating system said. */
  readonly failures: { readonly path: string; readonly error: unknown }[];
}

/**
 * All regular files in a folder and below, dot files and dot folders left out. Links are followed, a folder is entered
 * once: real folders before linked ones, so that its files go by their real place when that is inside.
 */
export async function listFolder(folder: Place): Promise<FolderContents> {
  const contents: FolderContents = { files: [], failures: [] };
  const entered = new Set<string>();
  const linked: Place[] = [];
  await enter({ ...folder, entered, linked, contents });
  for (let next = linked.shift(); next !== undefined; next = linked.shift())
    await enter({ ...next, entered, linked, contents });
  return contents;
}

const dot = 0x2e;

interface Visit extends Place {
  readonly entered: Set<string>;
  readonly linked: Place[];
  readonly contents: FolderContents;
}

async function enter(visit: Visit): Promise<void> {
  const { location, entered, linked, contents } = visit;
  try {
    const real = await identityOf(location);
    if (entered.has(real)) return;
    entered.add(real);
    const entries = await readdir(location, { withFileTypes: true, encoding: 'buffer' });
    entries.sort((a, b) => Buffer.compare(a.name, b.name));
    for (const entry of entries) {
      if (entry.name[0] === dot) continue;
      const place = placeIn(visit, entry.name);
      if (entry.isDirectory()) await enter({ ...visit, ...place });
      else if (entry.isFile() || entry.isSymbolicLink()) await addFile(place, linked, contents);
    }
  } catch (error) {
    contents.failures.push({ path: visit.path, error });
  }
}

async function addFile(place: Place, linked: Place[], contents: FolderContents): Promise<void> {
  try {
    const stats = await stat(place.location);
    if (stats.isDirectory()) linked.push(place);
    else if (stats.isFile()) contents.files.push({ ...place, bytes: stats.size, stamp: stampOf(stats) });
  } catch (error) {
    contents.failures.push({ path: place.path, error });
  }
}
