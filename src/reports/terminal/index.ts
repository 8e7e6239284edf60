/** The report on a terminal. */
import type { Reporter } from '../reporter.js';
import { tell } from '../story.js';
import type { Story } from '../story.js';
import { wrap } from '../width.js';
import { block, labelled, labelledFlow } from './block.js';
import { flow, row } from './layout.js';
import { pen } from './pen.js';
import type { Pen } from './pen.js';
import { summaryTable } from './table.js';

export const terminal: Reporter = {
  name: 'terminal',
  description: 'for reading: a summary, then one block a suspect',
  *render(report, look) {
    const hand = pen(look);
    const story = tell(report, look);
    const sections = [
      header(story, hand),
      alarms(story, hand),
      story.suspects.length > 0
        ? summaryTable(story.suspects, hand)
        : story.nothing.flatMap(text => wrap(hand.text(text), hand.width)),
      story.hidden === undefined ? [] : wrap(hand.text(story.hidden), hand.width),
      allowedLines(story, hand),
      ...story.suspects.map(suspect => block(suspect, hand)),
      read(story, hand),
      wrap(hand.text(story.outcome), hand.width).map(line => hand.strong(line)),
    ].filter(lines => lines.length > 0);
    for (const [i, lines] of sections.entries()) yield `${i === 0 ? '' : '\n'}${lines.join('\n')}\n`;
  },
};

function header({ tool, facts, coverage, notes }: Story, hand: Pen): string[] {
  const dot = hand.text('·');
  const [first = '', ...others] = flow([tool, ...facts].map(hand.text), hand.width, dot);
  return [
    hand.strong(first),
    ...others,
    ...flow(coverage.map(hand.text), hand.width, dot).map(line => hand.dim(line)),
    ...notes.flatMap(note => marked('-', hand.text(note), hand)),
  ];
}

function alarms({ problems }: Story, hand: Pen): string[] {
  if (problems.length === 0) return [];
  return [hand.alarm('PROBLEMS'), ...problems.flatMap(problem => marked('!', hand.text(problem), hand))];
}

function marked(sign: string, text: string, { width, alarm, dim }: Pen): string[] {
  const style = sign === '!' ? alarm : dim;
  const cells = [
    { text: sign, width: 1, style },
    { text, width: width - 3, style: sign === '!' ? undefined : dim },
  ];
  return row(cells, 0);
}

/** Allowed suspects that are listed; the JSON report has all. */
const mostAllowed = 10;

function allowedLines({ allowed }: Story, hand: Pen): string[] {
  const lines = allowed.slice(0, mostAllowed).map(({ rank, facts, by }) => [`#${rank}`, ...facts, ...by]);
  const left = allowed.length - lines.length;
  return labelledFlow('allowed', [...lines, ...(left > 0 ? [[`and ${left} more`]] : [])], hand);
}

/** Inputs that are listed; where there are more, those with something amiss. */
const mostInputs = 8;

/** What was read and what was looked for. */
function read({ inputs, total, lookedFor }: Story, hand: Pen): string[] {
  const shown = (inputs.length <= mostInputs ? inputs : inputs.filter(({ amiss }) => amiss)).slice(0, mostInputs);
  const left = inputs.length - shown.length;
  const texts = [
    ...(inputs.length > 1 ? [[`${inputs.length} inputs`, total]] : []),
    ...shown.flatMap(({ path, kind, records, remarks }) => [[path, kind, records], ...remarks.map(remark => [remark])]),
    ...(left > 0 ? [[`and ${left} more, counted above`]] : []),
  ];
  return [
    ...labelledFlow('read', texts, hand),
    ...labelled(
      'looked for',
      lookedFor.ran.map(({ family, detectors }) => `${family}: ${detectors.join(', ')}`),
      hand,
    ),
    ...labelled(
      'not run',
      lookedFor.missing.map(({ reason, detectors }) => `${detectors.join(', ')} · ${reason}`),
      hand,
    ),
  ];
}
