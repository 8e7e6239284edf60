import { access, constants, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { identityOf, lossyMark, lossyMatches, type Place } from './file-name.js';
import { stampOf, type ListedFile } from './file-reading.js';
import { listFolder } from './folder.js';
import { fileSource, pipeSource, stdinSource, type Source } from './source.js';

/** An argument, or a file found through one, that cannot be read. */
export interface InputProblem {
  readonly path: string;
  /** What is wrong, without the path. */
  readonly message: string;
  /** What to do next, as a sentence without full stop. */
  readonly hint: string;
}

export interface ResolvedInputs {
  /** In the order of their paths (code units), each file once, whatever the order and overlap of the arguments. */
  readonly sources: Source[];
  readonly problems: InputProblem[];
}

interface Resolving {
  readonly cwd: string;
  readonly stdin: NodeJS.ReadableStream;
  readonly found: Found[];
  readonly problems: InputProblem[];
}

/** A source and what identifies it: its real path. */
interface Found {
  readonly source: Source;
  readonly identity: string;
}

const emptyFolder = 'holds no files';
/** Names of standard input; opening it by name fails where it is a socket. */
const stdinNames: readonly string[] = ['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'];

/** Expands files, folders, globs (as a shell would not have: quoted) and `-`. Nothing is opened yet. */
export async function resolveInputs(
  args: readonly string[],
  { cwd, stdin }: { readonly cwd: string; readonly stdin: NodeJS.ReadableStream },
): Promise<ResolvedInputs> {
  const resolving: Resolving = { cwd, stdin, found: [], problems: [] };
  const names = args.filter(arg => !stdinNames.includes(arg));
  addStdin(
    args.filter(arg => stdinNames.includes(arg)),
    resolving,
  );
  for (const name of new Set(names)) await addName(name, resolving, true);
  const { found, problems } = resolving;
  return { sources: inOrder(found), problems: withoutRepeats(problems) };
}

function addStdin(names: readonly string[], { stdin, found, problems }: Resolving): void {
  const [name, second] = names.toSorted(compare);
  if (name !== undefined) found.push({ source: stdinSource(name, stdin), identity: '-' });
  if (second === undefined) return;
  problems.push({ path: second, message: 'standard input was given more than once', hint: 'Give - once' });
}

/** A name that exists is that file or folder, even if it could be read as a glob. */
async function addName(name: string, resolving: Resolving, globs: boolean): Promise<void> {
  const { cwd, problems } = resolving;
  if (name === '') {
    problems.push({ path: name, message: 'is an empty name', hint: 'Check the variable it came from' });
    return;
  }
  const place = { path: name, location: resolve(cwd, name) };
  let stats: Stats;
  try {
    stats = await stat(place.location);
  } catch (error) {
    if (isMissing(error) && name.includes(lossyMark)) await addLossy(place, resolving);
    else if (globs && isMissing(error) && isDynamicPattern(name)) await addMatches(name, resolving);
    else problems.push(failure(name, error));
    return;
  }
  await addPlace(place, stats, resolving);
}

/** What the operating system gives as an argument is bytes, which were made a text before they came here. */
async function addLossy(place: Place & { location: string }, resolving: Resolving): Promise<void> {
  const [match, second] = await lossyMatches(place);
  if (match !== undefined && second === undefined) {
    try {
      await addPlace(match, await stat(match.location), resolving);
    } catch (error) {
      resolving.problems.push(failure(match.path, error));
    }
    return;
  }
  resolving.problems.push({
    path: place.path,
    message: second === undefined ? 'no such file or folder' : 'may be any of several files',
    hint: 'A name that is not UTF-8 does not come through as an argument: give the folder that it is in',
  });
}

async function addPlace({ path, location }: Place, stats: Stats, resolving: Resolving): Promise<void> {
  if (stats.isDirectory()) await addFolder({ path, location }, resolving);
  else if (stats.isFile()) await addFile({ path, location, bytes: stats.size, stamp: stampOf(stats) }, resolving);
  else if (stats.isFIFO() || stats.isCharacterDevice()) {
    resolving.found.push({ source: pipeSource({ path, location }), identity: String(location) });
  } else {
    resolving.problems.push({
      path,
      message: stats.isSocket() ? 'is a socket, not a file' : 'is a device, not a file',
      hint: 'Pipe its content in and give - instead',
    });
  }
}

async function addFolder(folder: Place, resolving: Resolving): Promise<void> {
  const { files, failures } = await listFolder(folder);
  for (const file of files) await addFile(file, resolving);
  for (const { path: inner, error } of failures) resolving.problems.push(failure(inner, error));
  if (files.length > 0 || failures.length > 0) return;
  resolving.problems.push({
    path: folder.path,
    message: emptyFolder,
    hint: 'Names that start with a dot are left out: give such a file itself',
  });
}

async function addFile(file: ListedFile, resolving: Resolving): Promise<void> {
  try {
    await access(file.location, constants.R_OK);
    resolving.found.push({ source: fileSource(file), identity: await identityOf(file.location) });
  } catch (error) {
    resolving.problems.push(failure(file.path, error));
  }
}

/** What a glob matches is read as if it had been given, but folders without files are no matter. */
async function addMatches(pattern: string, resolving: Resolving): Promise<void> {
  const { cwd, found, problems } = resolving;
  const absolute = isAbsolute(pattern);
  const matches = await glob(pattern, { cwd, absolute, onlyFiles: false, expandDirectories: false });
  const matched: Resolving = { ...resolving, found: [], problems: [] };
  for (const match of matches) await addName(join(match), matched, false);
  found.push(...matched.found);
  const serious = matched.problems.filter(({ message }) => message !== emptyFolder);
  problems.push(...serious);
  if (matched.found.length > 0 || serious.length > 0) return;
  problems.push({ path: pattern, message: 'matches no file', hint: `Globs start from ${cwd}; check the name` });
}

/** Of several paths to one file the shortest stands for it. */
function inOrder(found: readonly Found[]): Source[] {
  const plainest = found.toSorted((a, b) => depth(a) - depth(b) || compare(a.source.path, b.source.path));
  const seen = new Set<string>();
  const once = plainest.filter(({ identity }) => !seen.has(identity) && seen.add(identity));
  return once.map(({ source }) => source).sort((a, b) => compare(a.path, b.path));
}

function depth({ source }: Found): number {
  return source.path.split('/').length;
}

/** In the order of their paths; arguments that overlap find the same problem twice. */
function withoutRepeats(problems: readonly InputProblem[]): InputProblem[] {
  const ordered = problems.toSorted((a, b) => compare(a.path, b.path) || compare(a.message, b.message));
  return ordered.filter(({ path, message }, index) => {
    const before = ordered[index - 1];
    return before?.path !== path || before.message !== message;
  });
}

function failure(path: string, error: unknown): InputProblem {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { path, message: 'no such file or folder', hint: missingHint(path) };
    case 'EACCES':
    case 'EPERM':
      return { path, message: 'permission denied', hint: 'Run as a user who may read it' };
    case 'ELOOP':
      return { path, message: 'is a link that leads to itself', hint: 'Give the file itself' };
    default:
      return {
        path,
        message: error instanceof Error ? error.message : String(error),
        hint: 'Check that it can be read',
      };
  }
}

function missingHint(path: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return 'Addresses are not fetched: download it, or pipe it in and give -';
  return 'Check the name and the folder it is looked for in';
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
