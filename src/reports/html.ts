/** One file that opens anywhere and loads nothing: the same facts in the same order as on the terminal. */
import { createHash } from 'node:crypto';
import { html as text } from './escape.js';
import { suspectSection } from './html-suspect.js';
import { style } from './html-style.js';
import { definitions, items, name, table } from './html-parts.js';
import type { Reporter } from './reporter.js';
import { tell } from './story.js';
import type { Story } from './story.js';
import type { SuspectStory } from './story-suspect.js';

export const html: Reporter = {
  name: 'html',
  description: 'one self-contained page, for the screen and for paper',
  *render(report, look) {
    const story = tell(report, look);
    yield opening(story);
    yield head(story);
    yield story.suspects.length > 0
      ? summary(story.suspects)
      : story.nothing.map(line => `<p>${text(line)}</p>\n`).join('');
    if (story.hidden !== undefined) yield `<p class="soft">${text(story.hidden)}</p>\n`;
    yield* allowed(story);
    for (const suspect of story.suspects) yield suspectSection(suspect);
    yield reading(story);
    yield `<p class="outcome">${text(story.outcome)}</p>\n</main>\n</body>\n</html>\n`;
  },
};

/** Nothing but this very style sheet is allowed: no script, image, frame, form or connection, whatever a log holds. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function opening({ tool, facts }: Story): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text(`${tool}: ${facts[0] ?? ''}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
`;
}

function head({ tool, facts, coverage, problems, notes }: Story): string {
  const alarm = `<section class="problems" role="alert"><strong>Read this first</strong>${items(problems.map(text))}</section>\n`;
  return `<header>
<h1>${text(tool)}</h1>
${items(facts.map(name), 'facts')}
${items(coverage.map(text), 'facts soft')}
${notes.length > 0 ? items(notes.map(text), 'facts soft') : ''}
</header>
${problems.length > 0 ? alarm : ''}`;
}

function summary(suspects: readonly SuspectStory[]): string {
  const rows = suspects.map(one => [
    String(one.rank),
    `<span class="badge ${one.severity}">${one.severity.toUpperCase()}</span>`,
    text(one.verdict),
    `<a class="name" href="#suspect-${one.rank}">${name(one.who)}</a>`,
    one.requests,
    one.outputTokens,
    `<strong>${one.score}</strong>`,
  ]);
  const titles = ['#', 'Severity', 'Verdict', 'Who', 'Requests', 'Output tokens', 'Bits'];
  return `<h3>Suspects</h3>\n${table({ titles, rows, numbers: [0, 4, 5, 6] })}`;
}

/** Folded: in one line each, and in full for who opens it. */
function* allowed({ allowed: lines, allowedInFull }: Story): Iterable<string> {
  for (const [i, { rank, facts, by }] of lines.entries()) {
    if (i === 0) yield '<h3>Allowed</h3>\n';
    const full = allowedInFull[i];
    const head = [`#${rank}`, ...facts, ...by].map(name).join(' · ');
    yield `<details><summary>${head}</summary>\n${full === undefined ? '' : suspectSection(full)}</details>\n`;
  }
}

function reading({ inputs, total, lookedFor }: Story): string {
  const rows = inputs.map(({ path, kind, records, remarks }) => [
    `<span class="name">${name(path)}</span>`,
    text(kind),
    text(records),
    remarks.map(text).join('<br>'),
  ]);
  return `<section class="reading">
<h3>What was read</h3>
<p>All inputs: ${text(total)}</p>
${table({ titles: ['Input', 'Kind', 'Records', 'Remarks'], rows, numbers: [] })}
<h3>What was looked for</h3>
${definitions([
  ...lookedFor.ran.map(({ family, detectors }) => [text(family), text(detectors.join(', '))] as const),
  ...lookedFor.missing.map(
    ({ reason, detectors }) => ['not run', text(`${detectors.join(', ')} (${reason})`)] as const,
  ),
])}
</section>
`;
}
