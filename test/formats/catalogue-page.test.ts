/** docs/format-catalogue.md is made of the descriptions. `npx vitest run -u` renews it. */
import { expect, it } from 'vitest';
import { catalogue } from '../../src/formats/catalogue.js';
import { fieldOf, sourcesOf, type ColumnSource, type FormatDescription } from '../../src/formats/description.js';

const head = `# Exports and logs whose fields are known

Made from the descriptions in \`src/formats/catalogue\`, one file each; \`revenuer scan --format-file\` takes one of your own
([how it is written](formats.md#a-format-of-your-own)). Which of them a log is, is told by its fields, whatever it is written in
(JSON, CSV, Parquet, lines); \`--log-format NAME\` decides it. For each record a column is read from the first of its fields that
holds a value. Fields that are not listed are looked at as in any other log.`;

const code = (text: string) => `\`${text.replaceAll('|', '\\|')}\``;

function sourceText(source: ColumnSource): string {
  const field = code(fieldOf(source));
  if (typeof source === 'string' || 'join' in source) return field;
  return [field, source.unit === undefined ? '' : `(${source.unit})`, source.decode ?? ''].filter(Boolean).join(' ');
}

function pageOf({
  name,
  title,
  about,
  sources,
  records,
  columns,
  not,
  lacks,
  export: command,
}: FormatDescription): string {
  const filled = Object.entries(columns).filter(([, list]) => sourcesOf(list).length > 0);
  const none = Object.entries(columns).filter(([, list]) => sourcesOf(list).length === 0);
  const parts = [
    `## ${name}`,
    `**${title}.** ${about ?? ''}`.trim(),
    records?.never === undefined ? '' : `None of its records is a request, so it is refused: ${records.never}`,
    filled.length === 0
      ? ''
      : `| column | read from |\n|--|--|\n${filled.map(([column, list]) => `| ${column} | ${sourcesOf(list).map(sourceText).join(', else ')} |`).join('\n')}`,
    none.length === 0 ? '' : `No field is ${none.map(([column]) => column).join(', ')}.`,
    listed(
      'Not requests',
      (records?.skip ?? []).map(({ field, because }) => [field, because]),
    ),
    listed('What looks like a column and is none', Object.entries(not ?? {})),
    listed('What it cannot give', Object.entries(lacks ?? {})),
    command === undefined ? '' : `To get it out:\n\n\`\`\`sh\n${command.trim()}\n\`\`\``,
    sources === undefined
      ? ''
      : `Documented at ${sources.map(source => (source.startsWith('http') ? `<${source}>` : source)).join(', ')}.`,
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

function listed(title: string, entries: readonly (readonly [string, string])[]): string {
  if (entries.length === 0) return '';
  return `${title}:\n\n${entries.map(([name, what]) => `- ${code(name)}: ${what.trim()}`).join('\n')}`;
}

it('docs/format-catalogue.md is what the descriptions say', async () => {
  const page = [head, ...catalogue().map(pageOf)].join('\n\n');
  await expect(`${page}\n`).toMatchFileSnapshot('../../docs/format-catalogue.md');
});
