/** Descriptions of formats from a user's files: YAML or JSON, checked before they are used. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../errors.js';
import type { FormatDescription } from '../formats/description.js';
import { problemsOf } from './format-checks.js';
import { placeOf, schemaProblems } from './yaml-document.js';

/** Built beside the program, and shipped with it. */
const schemaFile = new URL('../../schema/format-1.json', import.meta.url);

/** @throws UsageError that names the file, the line and the part of the description */
export async function readFormatFiles(files: readonly string[], cwd: string): Promise<FormatDescription[]> {
  const read = await Promise.all(files.map(file => readFormatFile(file, cwd)));
  return read.flat();
}

async function readFormatFile(file: string, cwd: string): Promise<FormatDescription[]> {
  const text = await readFile(path.resolve(cwd, file), 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${file}: cannot be read`, {
      hint: 'Give the YAML or JSON file that describes the format; revenuer formats --propose LOG writes a first one.',
      cause,
    });
  });
  // Only those who bring a description pay for its validation.
  const [{ parseDocument, LineCounter }, { default: Ajv }] = await Promise.all([import('yaml'), import('ajv')]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) throw refused(`${file}:${lines.linePos(broken.pos[0]).line}`, broken.message);
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const validate = new Ajv.default({ allErrors: false }).compile(
    JSON.parse(await readFile(schemaFile, 'utf8')) as object,
  );
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  list.forEach((one, index) => {
    const outer = Array.isArray(value) ? [index] : [];
    const [problem] = validate(one) ? problemsOf(one as FormatDescription) : schemaProblems(validate.errors ?? []);
    if (problem === undefined) return;
    const where = placeOf(document, [...outer, ...problem.path]);
    const line = where === undefined ? '' : `:${lines.linePos(where).line}`;
    throw refused(`${file}${line}`, `${['', ...problem.path].join('/') || 'the description'}: ${problem.message}`);
  });
  return list as FormatDescription[];
}

function refused(where: string, what: string): UsageError {
  return new UsageError(`${where}: ${what}`, { hint: 'docs/formats.md says what a description holds.' });
}
