import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface FoundFile {
  readonly path: string;
  readonly location: string;
  readonly bytes: number;
}

export interface FolderContents {
  readonly files: FoundFile[];
  /** Entries that could not be looked at, with what the operating system said. */
  readonly failures: { readonly path: string; readonly error: unknown }[];
}

/**
 * All regular files in a folder and below, dot files and dot folders left out. Links are followed, a folder is entered
 * once: real folders before linked ones, so that its files go by their real place when that is inside.
 */
export async function listFolder(folder: { path: string; location: string }): Promise<FolderContents> {
  const contents: FolderContents = { files: [], failures: [] };
  const entered = new Set<string>();
  const linked: Place[] = [];
  await enter({ ...folder, entered, linked, contents });
  for (let next = linked.shift(); next !== undefined; next = linked.shift())
    await enter({ ...next, entered, linked, contents });
  return contents;
}

interface Place {
  readonly path: string;
  readonly location: string;
}

interface Visit extends Place {
  readonly entered: Set<string>;
  readonly linked: Place[];
  readonly contents: FolderContents;
}

async function enter(visit: Visit): Promise<void> {
  const { path, location, entered, linked, contents } = visit;
  try {
    const real = await realpath(location);
    if (entered.has(real)) return;
    entered.add(real);
    const entries = await readdir(location, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const place = { path: join(path, entry.name), location: join(location, entry.name) };
      if (entry.isDirectory()) await enter({ ...visit, ...place });
      else if (entry.isFile() || entry.isSymbolicLink()) await addFile(place, linked, contents);
    }
  } catch (error) {
    contents.failures.push({ path, error });
  }
}

async function addFile(place: Place, linked: Place[], contents: FolderContents): Promise<void> {
  try {
    const stats = await stat(place.location);
    if (stats.isDirectory()) linked.push(place);
    else if (stats.isFile()) contents.files.push({ ...place, bytes: stats.size });
  } catch (error) {
    contents.failures.push({ path: place.path, error });
  }
}
