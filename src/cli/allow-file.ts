/** The allow list: entries in YAML or JSON, checked before anything is read; or accounts alone, one a line. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AllowEntry } from '../engine/allow/entry.js';
import { UsageError } from '../errors.js';
import { entryProblems, readEntry, type WrittenEntry } from './allow-entry.js';
import { placeOf, schemaProblems, type Path } from './yaml-document.js';

/** Built beside the program, and shipped with it. */
const schemaFile = new URL('../../schema/allow-1.json', import.meta.url);
const hint = 'docs/allow.md says what an entry holds.';

/** @throws UsageError that names the file, the line and column, and the entry */
export async function readAllowFile(file: string, cwd: string): Promise<AllowEntry[]> {
  const text = await readFile(path.resolve(cwd, file), 'utf8').catch((cause: unknown) => {
    throw new UsageError(`--allow ${file} cannot be read`, {
      hint: 'Give a list of entries in YAML or JSON, or a text file with one account a line.',
      cause,
    });
  });
  const bare = text.replace(/^\uFEFF/, '');
  return isStructured(file, bare) ? structured(file, bare) : accountsAlone(bare);
}

/** By its name, or by how it begins: `- account: …`, `[{ … }]`, `---`. */
function isStructured(file: string, text: string): boolean {
  if (/\.(?:ya?ml|json)$/i.test(file)) return true;
  const first = text.split(/\r?\n/).find(line => line.trim() !== '' && !line.startsWith('#')) ?? '';
  return /^\s*(?:---\s*$|%YAML|-(?:\s|$)|\[\s*(?:\{|$)|\{)/.test(first);
}

/** A line that begins with `#` is a remark. */
function accountsAlone(text: string): AllowEntry[] {
  const lines = text.split(/\r?\n/).map(line => line.trim());
  const account = lines.filter(line => line !== '' && !line.startsWith('#'));
  return account.length === 0 ? [] : [{ line: 1, account, owner: null, reason: null, expires: null }];
}

async function structured(file: string, text: string): Promise<AllowEntry[]> {
  // Only those who bring a list pay for its validation.
  const [{ parseDocument, LineCounter }, { default: Ajv }] = await Promise.all([import('yaml'), import('ajv')]);
  const lines = new LineCounter();
  // All scalars are texts: an account called 00123 or true is what is written.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'failsafe' });
  const lineAt = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const [broken] = document.errors;
  if (broken !== undefined) throw new UsageError(`${lineAt(broken.pos[0])}: ${broken.message}`, { hint });
  const list: unknown = document.toJS({ maxAliasCount: 100 });
  const refuse = (at: Path, message: string): never => {
    const place = placeOf(document, at);
    const part =
      at.length === 0
        ? 'the list'
        : ['entry', ...at].map(step => (/^\d+$/.test(String(step)) ? Number(step) + 1 : step)).join(' ');
    throw new UsageError(`${place === undefined ? file : lineAt(place)}: ${part} ${message}`, { hint });
  };
  if (!Array.isArray(list)) return refuse([], 'of entries is missing: - account: …');
  const schema = JSON.parse(await readFile(schemaFile, 'utf8')) as object;
  const validate = new Ajv.default({ allErrors: false, allowUnionTypes: true }).compile(schema);
  const entries: readonly unknown[] = list;
  entries.forEach((entry, at) => {
    const [named] = entryProblems(entry);
    if (named !== undefined) refuse([at, ...named.path], named.message);
  });
  if (!validate(entries)) {
    const [problem] = schemaProblems(validate.errors ?? []);
    if (problem !== undefined) refuse(problem.path, problem.message);
  }
  return (entries as readonly WrittenEntry[]).map((entry, at) => {
    const place = placeOf(document, [at]);
    return readEntry(entry, place === undefined ? 1 : lines.linePos(place).line);
  });
}
