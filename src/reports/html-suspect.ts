/** One suspect in HTML. */
import { html as text } from './escape.js';
import { definitions, items, name, table } from './html-parts.js';
import type { LedgerEntry, SuspectStory } from './story-suspect.js';
import { count } from './wording.js';

export function suspectSection(suspect: SuspectStory): string {
  const { rank, severity, score } = suspect;
  return `<article id="suspect-${rank}">
<header>
<h2>${rank} · ${name(suspect.heading)}</h2>
<span class="weight"><span class="badge ${severity}">${severity.toUpperCase()}</span> <strong>${score}</strong> bits</span>
</header>
${items(suspect.facts.map(text), 'facts soft')}
<p class="summary">${name(suspect.summary)}</p>
${bars(suspect)}
${ledger(suspect)}
${definitions([
  ['not seen', items(suspect.notSeen.map(text))],
  ['could also be', items(suspect.couldAlsoBe.map(text))],
  ['techniques', text(suspect.techniques.join(', '))],
  ['look at', suspect.lines.map(line => `<code>${name(line)}</code>`).join(', ')],
  ['inspect', `<code>${text(suspect.inspect)}</code>`],
  ['allowed', items(suspect.allowedMembers.map(name))],
])}
${members(suspect)}
${networks(suspect)}
</article>
`;
}

const bar = { width: 10, gap: 2, height: 40 };

/** The picture says what its caption says in words. */
function bars({ activity, activityOver, activityCaption }: SuspectStory): string {
  if (activity.length === 0) return '';
  const most = Math.max(1, ...activity);
  const step = bar.width + bar.gap;
  const rects = activity.map((requests, i) => {
    const height = requests > 0 ? Math.max(1, Math.round((bar.height * requests) / most)) : 0;
    return `<rect x="${i * step}" y="${bar.height - height}" width="${bar.width}" height="${height}"/>`;
  });
  const caption = text(`${activityOver}: ${activityCaption}`);
  const box = `0 0 ${activity.length * step - bar.gap} ${bar.height}`;
  return `<figure><svg viewBox="${box}" preserveAspectRatio="none" role="img" aria-label="activity: ${caption}">${rects.join('')}</svg>
<figcaption>${caption}</figcaption></figure>`;
}

function ledger({ evidence, mitigating, score }: SuspectStory): string {
  return table({
    titles: ['Bits', 'Family', 'Detector', 'What was seen', 'Expected'],
    rows: [...evidence, ...mitigating].map(ledgerRow),
    numbers: [0],
    className: 'ledger',
    foot: [`= ${score}`, 'bits', '', '', ''],
  });
}

function ledgerRow({ bits, mitigates, family, detector, statement, expected }: LedgerEntry): string[] {
  const weight = mitigates ? `<span class="relief">${bits}</span>` : bits;
  return [weight, keep(family), keep(detector), name(statement), name(expected)];
}

/** Short names of ours stay on one line; a third party's may be of any length. */
function keep(label: string): string {
  return label.length <= 24 ? `<span class="keep">${text(label)}</span>` : name(label);
}

function members({ members: all, sharedLinks }: SuspectStory): string {
  if (all.length === 0) return '';
  const rows = all.map(({ account, requests, links }) => [
    `<span class="name">${name(account)}</span>`,
    requests,
    name(links),
  ]);
  const shared = sharedLinks.length > 0 ? `<p>All share:</p>${items(sharedLinks.map(name))}\n` : '';
  return `<details><summary>${count(all.length, 'member')}: why each is in</summary>
${shared}${table({ titles: ['Account', 'Requests', 'Linked by'], rows, numbers: [1] })}</details>`;
}

function networks({ networks: all, networksOmitted }: SuspectStory): string {
  if (all.length === 0) return '';
  const rows = all.map(({ parts, requests }) => [`<span class="name">${parts.map(name).join(' · ')}</span>`, requests]);
  const more = networksOmitted > 0 ? `<p class="soft">and ${networksOmitted} more</p>` : '';
  return `<details><summary>${count(all.length + networksOmitted, 'network')}</summary>
${table({ titles: ['Network', 'Requests'], rows, numbers: [1] })}${more}</details>`;
}
