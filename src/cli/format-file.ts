/** Descriptions of formats from a user's files: YAML or JSON, checked before they are used. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../errors.js';
import type { FormatDescription } from '../formats/description.js';
import { problemsOf } from './format-checks.js';

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

interface SchemaError {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: object;
}

/** Of several errors the one that lies deepest: those around it follow from it. */
function schemaProblems(errors: readonly SchemaError[]): { path: (string | number)[]; message: string }[] {
  const depth = ({ instancePath }: SchemaError) => instancePath.split('/').length;
  const [deepest] = [...errors].sort((a, b) => depth(b) - depth(a));
  if (deepest === undefined) return [];
  const parts = deepest.instancePath.split('/').slice(1);
  const path = parts.map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const unknown = 'additionalProperty' in deepest.params ? ` (${String(deepest.params.additionalProperty)})` : '';
  return [{ path, message: `${deepest.message ?? 'is not as it must be'}${unknown}` }];
}

/** Offset of the value at a path, or of the innermost one around it that the document has. */
function placeOf(
  document: { getIn(path: readonly unknown[], keepScalar: boolean): unknown },
  path: readonly (string | number)[],
): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    if (Array.isArray(range)) return range[0] as number;
  }
  return undefined;
}

function refused(where: string, what: string): UsageError {
  return new UsageError(`${where}: ${what}`, { hint: 'docs/formats.md says what a description holds.' });
}
