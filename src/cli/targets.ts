/** Which reports go where: --format and -o made into a list. */
import { closeSync } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { openUnnamed } from '../engine/unnamed-file.js';
import { UsageError } from '../errors.js';
import { systemCode, writingHint } from './cannot-write.js';
import { presentAt, throughLinks } from './file-outlet.js';
import { suggest } from './suggest.js';

export interface Target {
  /** Name of a reporter. */
  readonly format: string;
  /** undefined = standard output. */
  readonly file: string | undefined;
}

/** Endings, which also serve as short names: `-o md:summary`. Otherwise an ending is the name itself: `.csv`, `.html`. */
const formatOfEnding: Readonly<Record<string, string>> = {
  jsonl: 'ndjson',
  md: 'markdown',
  htm: 'html',
  txt: 'terminal',
};

interface Asked {
  /** `--format`, undefined when it was not given. */
  readonly format: string | undefined;
  /** `-o`, as given. */
  readonly output: readonly string[];
  /** Names of the reporters there are. */
  readonly known: readonly string[];
  readonly stdoutIsTerminal: boolean;
}

/**
 * Without -o the report goes to standard output. With it, standard output gets one only where `-` is among the files,
 * or where --format names a form that none of the files has.
 */
export function planTargets({ format: given, output, known, stdoutIsTerminal }: Asked): Target[] {
  const format = given === undefined ? undefined : formatNamed(given, known);
  if (given !== undefined && format === undefined) {
    throw new UsageError(`--format ${given}: no such format`, { hint: suggest(given, known) });
  }
  const stdoutFormat = format ?? (stdoutIsTerminal ? 'terminal' : 'json');
  const targets = output.map(one => target(one, { format, stdoutFormat, known }));
  const wanted = format === undefined ? output.length === 0 : !targets.some(one => one.format === format);
  if (wanted) targets.push({ format: stdoutFormat, file: undefined });
  refuseDoubles(targets);
  return targets;
}

interface Defaults extends Pick<Asked, 'format' | 'known'> {
  readonly stdoutFormat: string;
}

function target(given: string, { format, stdoutFormat, known }: Defaults): Target {
  const { prefix, file } = splitPrefix(given, known);
  if (file === '') throw new UsageError(`-o ${given}: a file name is missing`, { hint: 'Write -o json:report.json.' });
  if (isStdout(file)) return { format: prefix ?? stdoutFormat, file: undefined };
  const chosen = prefix ?? formatNamed(path.extname(file).slice(1).toLowerCase(), known) ?? format;
  if (chosen !== undefined) return { format: chosen, file };
  throw new UsageError(`-o ${file}: its name does not say which form to write`, {
    hint: `Write -o FORMAT:${file}, with one of ${known.join(', ')}.`,
  });
}

/** Standard output, by whichever of its names. */
export function isStdout(file: string): boolean {
  return file === '-' || /^\/(dev\/stdout|dev\/fd\/1|proc\/self\/fd\/1)$/.test(file);
}

/** A form by its name or by an ending. */
function formatNamed(name: string, known: readonly string[]): string | undefined {
  const full = Object.hasOwn(formatOfEnding, name) ? formatOfEnding[name] : name;
  return known.find(one => one === full);
}

/** `html:out` is a form and a file; `C:\out.json` and `./a:b.json` are files. */
function splitPrefix(given: string, known: readonly string[]): { prefix: string | undefined; file: string } {
  const [, word, file = ''] = /^([a-z]{2,}):(.*)$/s.exec(given) ?? [];
  if (word === undefined) return { prefix: undefined, file: given };
  const prefix = formatNamed(word, known);
  if (prefix !== undefined) return { prefix, file };
  throw new UsageError(`-o ${given}: no form is called ${word}`, {
    hint: `${suggest(word, known)} A file of that name is ./${given}`.trim(),
  });
}

function refuseDoubles(targets: readonly Target[]): void {
  const places = targets.map(({ file }) => (file === undefined ? '-' : path.resolve(file)));
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice === undefined) return;
  throw new UsageError(`two reports would go to ${twice === '-' ? 'standard output' : twice}`, {
    hint: 'Give each -o its own file.',
  });
}

/** Throws when a report would overwrite a log it was made from, or could not be written at all. */
export async function checkTargets(targets: readonly Target[], inputs: readonly string[], cwd: string): Promise<void> {
  const logs = await Promise.all(inputs.map(input => identity(path.resolve(cwd, input))));
  for (const { file } of targets) {
    if (file === undefined) continue;
    const full = path.resolve(cwd, file);
    const own = await identity(full);
    if (own !== undefined && logs.includes(own)) {
      throw new UsageError(`-o ${file} is one of the logs; it is left as it is`, { hint: 'Choose another file.' });
    }
    const folder = await stat(path.dirname(full)).catch(() => undefined);
    if (folder?.isDirectory() !== true) {
      throw new UsageError(`-o ${file}: there is no folder ${path.dirname(file)}`, { hint: 'Create it first.' });
    }
    await tryWriting(full).catch((cause: unknown) => {
      const code = systemCode(cause) ?? 'failed';
      throw new UsageError(`-o ${file}: cannot write there (${code})`, { hint: writingHint(code), cause });
    });
  }
}

/** Throws what the system would say when the report is written, as far as that can be known now. */
async function tryWriting(full: string): Promise<void> {
  const present = await presentAt(full);
  if (present?.isDirectory() === true) throw Object.assign(new Error('a folder'), { code: 'EISDIR', syscall: 'open' });
  if (present !== undefined && !present.isFile()) await access(full, constants.W_OK);
  else closeSync(openUnnamed(path.dirname(await throughLinks(full))));
}

/** The same for all names of one file; undefined where there is no regular file. */
async function identity(file: string): Promise<string | undefined> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  return found?.isFile() === true ? `${found.dev}:${found.ino}` : undefined;
}
