/** A proposed description as a file to go over. */
import type { Proposal } from '../engine/index.js';
import { printable } from '../reports/escape.js';

export async function proposalText({ description, unused, missing }: Proposal, path: string): Promise<string> {
  const { stringify } = await import('yaml');
  const head = [
    `A first description of ${path}. Go over it, save it, and read the log with:`,
    '  revenuer scan LOG --format-file FILE',
    'A column may list several fields in order of preference; durations take { field, unit }. docs/formats.md says more.',
  ];
  const tail = [
    ...listed('fields that no column takes', unused),
    ...listed('columns without a field', missing),
    'Records that are no requests: records: { skip: [{ field: type, is: [healthcheck], because: health checks }] }',
    'Fields that look like a column and are none: not: { tenant: our own }',
  ];
  const lines = stringify(description, { lineWidth: 0 }).split('\n');
  return `${comment(head)}${lines.map(line => printable(line)).join('\n')}${comment(tail)}`;
}

function listed(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];
}

function comment(lines: readonly string[]): string {
  return lines.map(line => `# ${printable(line).replaceAll('\n', ' ')}\n`).join('');
}
