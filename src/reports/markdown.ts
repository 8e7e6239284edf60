/** The same facts in the same order as on the terminal, as GitHub-flavoured Markdown: for tickets and step summaries. */
import { markdown as text, markdownCell as cell, markdownCode as code } from './escape.js';
import type { Reporter } from './reporter.js';
import { tell } from './story.js';
import type { Story } from './story.js';
import type { LedgerEntry, SuspectStory } from './story-suspect.js';
import { sparkline } from './sparkline.js';
import { count } from './wording.js';

export const markdown: Reporter = {
  name: 'markdown',
  description: 'for tickets and step summaries (GitHub-flavoured)',
  *render(report, look) {
    const story = tell(report, look);
    yield blocks(head(story));
    yield blocks(story.suspects.length > 0 ? [summary(story.suspects)] : story.nothing.map(text));
    yield blocks(allowedList(story));
    if (story.hidden !== undefined) yield blocks([`*${text(story.hidden)}*`]);
    for (const suspect of story.suspects) yield blocks(section(suspect));
    yield blocks(reading(story));
    yield `**${text(story.outcome)}**\n`;
  },
};

/** Members and networks listed; the JSON report has all. */
const some = 10;

function head({ tool, facts, coverage, problems, notes }: Story): string[] {
  const warning = problems.map(problem => `> - ${text(problem)}`).join('\n');
  return [
    `# ${text(tool)}`,
    facts.map(text).join(' · '),
    coverage.map(text).join(' · '),
    problems.length > 0 ? `> [!WARNING]\n${warning}` : '',
    bullets(notes),
  ];
}

function summary(suspects: readonly SuspectStory[]): string {
  return table(
    ['#', 'severity', 'verdict', 'who', 'requests', 'output tokens', 'bits'],
    '>--->>>',
    suspects.map(one => [
      String(one.rank),
      `**${one.severity.toUpperCase()}**`,
      text(one.verdict),
      cell(one.who),
      one.requests,
      one.outputTokens,
      one.score,
    ]),
  );
}

function allowedList({ allowed }: Story): string[] {
  const lines = allowed.slice(0, some).map(({ rank, facts, by }) => [`#${rank}`, ...facts, ...by].join(' · '));
  const left = allowed.length - lines.length;
  return lines.length === 0 ? [] : ['**Allowed:**', bullets([...lines, ...(left > 0 ? [`and ${left} more`] : [])])];
}

function section(suspect: SuspectStory): string[] {
  const { evidence, mitigating, activity, networks } = suspect;
  const bars =
    activity.length > 0
      ? `${code(sparkline(activity, true))} ${text(`${suspect.activityOver}: ${suspect.activityCaption}`)}`
      : '';
  return [
    `## ${suspect.rank} · ${code(suspect.heading)} · ${suspect.severity.toUpperCase()} ${suspect.score} bits`,
    suspect.facts.map(text).join(' · '),
    text(suspect.summary),
    bars,
    table(
      ['bits', 'family', 'detector', 'what was seen', 'expected'],
      '>----',
      [...evidence, ...mitigating].map(ledgerRow),
    ),
    bullets(
      [],
      [
        fact('Not seen', suspect.notSeen.map(text).join('; ')),
        fact('Could also be', suspect.couldAlsoBe.map(text).join('; ')),
        fact('Techniques', suspect.techniques.map(text).join(', ')),
        fact('Look at', suspect.lines.map(code).join(', ')),
        fact('Inspect', code(suspect.inspect)),
        fact('Allowed', suspect.allowedMembers.map(text).join('; ')),
      ],
    ),
    memberTable(suspect),
    list(
      'Networks',
      networks.map(({ parts, requests }) => `${code(parts.join(' · '))}: ${requests} requests`),
      suspect.networksOmitted,
    ),
  ];
}

function ledgerRow({ bits, family, detector, statement, expected }: LedgerEntry): string[] {
  return [bits, text(family), text(detector), text(statement), text(expected)];
}

function memberTable({ members, sharedLinks }: SuspectStory): string {
  if (members.length === 0) return '';
  const rows = members.slice(0, some).map(({ account, requests, links }) => {
    return [cell(account), requests, text(links)];
  });
  const left = members.length - some;
  const more = left > 0 ? `\n\nand ${count(left, 'more member')}` : '';
  const shared =
    sharedLinks.length > 0 ? `All ${members.length} members share: ${text(sharedLinks.join('; '))}\n\n` : '';
  return `${shared}${table(['member', 'requests', 'why it is in'], '->-', rows)}${more}`;
}

function list(title: string, items: readonly string[], omitted: number): string {
  if (items.length === 0) return '';
  const left = Math.max(0, items.length - some) + omitted;
  const more = left > 0 ? `, and ${count(left, 'more')}`.replace(/mores$/, 'more') : '';
  return `**${title}:** ${items.slice(0, some).join(', ')}${more}`;
}

function reading({ inputs, total, lookedFor }: Story): string[] {
  return [
    '## What was read',
    `All inputs: ${text(total)}`,
    table(
      ['input', 'kind', 'records', 'remarks'],
      '----',
      inputs.map(({ path, kind, records, remarks }) => [
        cell(path),
        text(kind),
        text(records),
        remarks.map(text).join('; '),
      ]),
    ),
    '## What was looked for',
    bullets([
      ...lookedFor.ran.map(({ family, detectors }) => `${family}: ${detectors.join(', ')}`),
      ...lookedFor.missing.map(({ reason, detectors }) => `not run: ${detectors.join(', ')} (${reason})`),
    ]),
  ];
}

function fact(label: string, value: string): string {
  return value === '' ? '' : `**${label}:** ${value}`;
}

function bullets(texts: readonly string[], ready: readonly string[] = []): string {
  return [...texts.map(text), ...ready.filter(item => item !== '')].map(item => `- ${item}`).join('\n');
}

/** `sides`: one sign a column, `>` for numbers. Cells are escaped already. */
function table(titles: readonly string[], sides: string, rows: readonly (readonly string[])[]): string {
  const rule = titles.map((_, i) => (sides[i] === '>' ? '---:' : '---'));
  return [titles, rule, ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** Paragraphs with a blank line after each; empty ones are left out. */
function blocks(parts: readonly string[]): string {
  return parts
    .filter(part => part !== '')
    .map(part => `${part}\n\n`)
    .join('');
}
