/** The suspects in short: one line each. */
import Table from 'cli-table3';
import type { SuspectStory } from '../story-suspect.js';
import { displayWidth, padEnd, truncate } from '../width.js';
import type { Pen, Style } from './pen.js';

interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  text(suspect: SuspectStory): string;
  style?(suspect: SuspectStory, pen: Pen): Style;
  /** Columns with a higher number go first where the line is too short; each is also in the suspect's block. */
  readonly dispensable?: number;
}

const columns: readonly Column[] = [
  { title: '#', align: 'right', text: ({ rank }) => String(rank) },
  {
    title: 'severity',
    align: 'left',
    text: ({ severity }) => severity.toUpperCase(),
    style: ({ severity }, pen) => pen.severity(severity),
  },
  { title: 'verdict', align: 'left', text: ({ verdict }) => verdict, dispensable: 1 },
  { title: 'who', align: 'left', text: suspect => suspect.who },
  { title: 'requests', align: 'right', text: ({ requests }) => requests, dispensable: 2 },
  { title: 'output tok', align: 'right', text: ({ outputTokens }) => outputTokens, dispensable: 3 },
  { title: 'bits', align: 'right', text: ({ score }) => score, style: (_, pen) => pen.strong },
];

const gap = 2;
/** Below this, a name says too little: a column goes instead. */
const leastName = 24;

/** Stands in for a name while the table is laid out: the table measures wide and joined signs by other rules than ours. */
const standIn = '\ue000';

export function summaryTable(suspects: readonly SuspectStory[], pen: Pen): string[] {
  const { shown, nameWidth } = fit(suspects, pen);
  const named = suspects.map(suspect => padEnd(truncate(pen.text(suspect.who), nameWidth, pen.text('…')), nameWidth));
  const table = new Table({
    head: shown.map(column => pen.dim(column.title === 'who' ? padEnd('who', nameWidth) : column.title)),
    colAligns: shown.map(({ align }) => align),
    chars: bare,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  });
  for (const suspect of suspects) {
    table.push(shown.map(column => cell(column, { suspect, pen, nameWidth })));
  }
  const lines = table.toString().split('\n');
  return lines.map((line, i) => line.replace(new RegExp(`${standIn}+`), () => named[i - 1] ?? '').trimEnd());
}

/** No lines and no box: in a pipe they are noise, on a terminal they are ink. */
const bare = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'],
  ].map(place => [place, '']),
);
bare['middle'] = ' '.repeat(gap);

function cell(
  column: Column,
  { suspect, pen, nameWidth }: { suspect: SuspectStory; pen: Pen; nameWidth: number },
): string {
  const text = column.title === 'who' ? standIn.repeat(nameWidth) : pen.text(column.text(suspect));
  return (column.style?.(suspect, pen) ?? (plain => plain))(text);
}

/** The columns for which there is room, and what is left for the name. */
function fit(suspects: readonly SuspectStory[], pen: Pen): { shown: Column[]; nameWidth: number } {
  const widths = new Map(columns.map(column => [column, widthOf(column, suspects, pen)]));
  const longest = suspects.reduce((most, { who }) => Math.max(most, displayWidth(pen.text(who))), 'who'.length);
  const wanted = Math.min(longest, leastName);
  let shown = [...columns];
  for (;;) {
    const others = shown.filter(({ title }) => title !== 'who').map(column => (widths.get(column) ?? 0) + gap);
    const free = pen.width - others.reduce((sum, width) => sum + width, 0);
    const drop = shown.reduce((most, { dispensable = 0 }) => Math.max(most, dispensable), 0);
    if (free >= wanted || drop === 0) return { shown, nameWidth: Math.max(1, Math.min(longest, free)) };
    shown = shown.filter(({ dispensable }) => dispensable !== drop);
  }
}

function widthOf({ title, text }: Column, suspects: readonly SuspectStory[], pen: Pen): number {
  return suspects.reduce((most, suspect) => Math.max(most, displayWidth(pen.text(text(suspect)))), title.length);
}
