import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { InputError } from '../errors.js';
import type { Report } from '../reports/report.js';
import type { Io } from './io.js';

/** Reads a report that `--format json` wrote; `-` is standard input. Throws an InputError that names the file. */
export async function readReport(file: string, io: Io): Promise<Report> {
  const content = await (file === '-' ? text(io.stdin) : readFile(path.resolve(io.cwd, file), 'utf8')).catch(
    (cause: unknown) => {
      throw new InputError(`cannot read the report ${file}`, { hint: 'Check the path and its permissions.', cause });
    },
  );
  const hint = 'Make one with revenuer scan -o report.json.';
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch (cause) {
    throw new InputError(`${file} is not a JSON report`, { hint, cause });
  }
  if (!isReport(parsed)) throw new InputError(`${file} is not a report of the form revenuer.report/1`, { hint });
  return withDuplicates(parsed);
}

/** Reports of before requests were counted once over several inputs do not speak of it. */
function withDuplicates(report: Report): Report {
  const { inputs, records } = report.run as Partial<Report['run']>;
  if (inputs === undefined || records === undefined) return report;
  const run = {
    ...report.run,
    records: { ...records, duplicates: (records as Partial<typeof records>).duplicates ?? 0 },
    inputs: inputs.map(input => ({ ...input, duplicates: (input as Partial<typeof input>).duplicates ?? [] })),
  };
  return { ...report, run };
}

/** Told by its schema, which promises the rest, and by the two parts everything here stands on. */
function isReport(parsed: unknown): parsed is Report {
  if (typeof parsed !== 'object' || parsed === null) return false;
  const { schema, run, suspects } = parsed as Partial<Record<keyof Report, unknown>>;
  return schema === 'revenuer.report/1' && typeof run === 'object' && run !== null && Array.isArray(suspects);
}
