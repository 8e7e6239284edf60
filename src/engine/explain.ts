/** Texts about detectors, all from their own meta: lists, explanations, the pages in docs/. */
import { detectors } from '../detectors/index.js';
import type { Detector } from '../detectors/detector.js';

export interface DetectorSummary {
  id: string;
  code: string;
  family: string;
  title: string;
  question: string;
  needs: string[];
  requires: string[];
  capBits: number;
}

export function listDetectors(among: readonly Detector[] = detectors): DetectorSummary[] {
  return among.map(({ meta, needs, requires }) => ({
    id: meta.id,
    code: meta.code ?? '',
    family: meta.family,
    title: meta.title,
    question: meta.question,
    needs: Object.values(needs).map(measure => measure.id),
    requires: requires.map(column => (typeof column === 'string' ? column : column.join(' or '))),
    capBits: meta.capBits,
  }));
}

/** Markdown about one detector; undefined when there is none of that id or catalogue code. */
export function explainDetector(id: string, among: readonly Detector[] = detectors): string | undefined {
  const detector = among.find(({ meta }) => meta.id === id || meta.code?.toLowerCase() === id.toLowerCase());
  return detector === undefined ? undefined : describe(detector, '#');
}

/** docs/detectors.md: every detector, in the order of the list. */
export function detectorsPage(among: readonly Detector[] = detectors): string {
  const head = [
    '# Detectors',
    '',
    'Generated from the detectors’ own definitions (`revenuer explain ID` prints the same). Bits are log2 of a likelihood',
    'ratio against the log’s own population; a detector never claims more than its cap.',
    '',
    '| id | family | question | needs columns | cap |',
    '|---|---|---|---|---|',
    ...listDetectors(among).map(
      d =>
        `| [${d.id}](#${d.id}) | ${d.family} | ${d.question} | ${d.requires.join(', ') || 'none beyond time'} | ${d.capBits} |`,
    ),
    '',
  ];
  return [...head, ...among.map(detector => describe(detector, '##'))].join('\n');
}

function describe({ meta, needs, requires, options }: Detector, level: string): string {
  const list = (items: readonly string[]) => items.map(item => `- ${item}`);
  const wanted = requires.map(column =>
    typeof column === 'string' ? `\`${column}\`` : column.map(c => `\`${c}\``).join(' or '),
  );
  const measured = Object.values(needs).map(measure => `\`${measure.id}\``);
  return [
    `${level} ${meta.id}`,
    '',
    `**${meta.title}.** ${meta.question}`,
    '',
    `Family ${meta.family}${meta.code === undefined ? '' : `, catalogue ${meta.code}`}; at most ${meta.capBits} bits; ${meta.techniques.join(', ')}.`,
    '',
    ...(meta.optIn === true ? [optInNote(meta.id), ''] : []),
    `${level}# How it is measured`,
    '',
    meta.method,
    '',
    `Columns: ${wanted.join(', ') || 'none beyond time'}. Measures: ${measured.join(', ') || 'what linking found'}.`,
    '',
    `${level}# Who else looks like this`,
    '',
    ...list(meta.lookalikes),
    '',
    `${level}# How to evade it`,
    '',
    meta.evasion,
    '',
    `${level}# Options`,
    '',
    ...(Object.keys(options).length === 0
      ? ['None.']
      : list(Object.entries(options).map(([name, o]) => `\`${name}\` = ${o.default} ${o.unit}: ${o.why}`))),
    '',
    `${level}# References`,
    '',
    ...list(meta.references),
    '',
  ].join('\n');
}

function optInNote(id: string): string {
  return `Off by default. It runs with \`--only ${id}\`, or beside the others when a \`--config\` file names it: \`{ "detectors": { "${id}": {} } }\`.`;
}
