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
const leastName = 30;

/** Stands in for a name while the table is laid out: the table measures wide and joined signs by other rules than ours. */
const standIn = '\ue000';
const standIns = new RegExp(`${standIn}+`);

/** Rows laid out together: the table's cost grows with the square of their number. */
const mostRows = 200;

export function summaryTable(suspects: readonly SuspectStory[], pen: Pen): string[] {
  const { shown, widths } = fit(suspects, pen);
  const nameWidth = widths[shown.findIndex(isName)] ?? 0;
  const head = shown.map(({ title, align }, i) => {
    const room = ' '.repeat(Math.max(0, (widths[i] ?? 0) - title.length));
    return pen.dim(align === 'right' ? room + title : title + room);
  });
  const body = suspects.map(suspect => shown.map(column => cell(column, { suspect, pen, nameWidth })));
  const lines: string[] = [];
  for (let start = 0; start < body.length; start += mostRows) {
    const rows = body.slice(start, start + mostRows);
    lines.push(...layOut(rows, { shown, widths }));
  }
  const names = suspects.map(({ who }) => padEnd(truncate(pen.text(who), nameWidth, pen.text('…')), nameWidth));
  const named = lines.map((line, i) => line.replace(standIns, () => names[i] ?? '').trimEnd());
  return [head.join(' '.repeat(gap)), ...named];
}

function layOut(rows: string[][], { shown, widths }: Fit): string[] {
  const table = new Table({
    colAligns: shown.map(({ align }) => align),
    colWidths: widths,
    chars: bare,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  });
  table.push(...rows);
  return table.toString().split('\n');
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
  const text = isName(column) ? standIn.repeat(nameWidth) : pen.text(column.text(suspect));
  return (column.style?.(suspect, pen) ?? (plain => plain))(text);
}

interface Fit {
  readonly shown: Column[];
  readonly widths: number[];
}

/** The columns for which there is room, and how wide each is: the name takes what the others leave. */
function fit(suspects: readonly SuspectStory[], pen: Pen): Fit {
  const needed = new Map(columns.map(column => [column, widthOf(column, suspects, pen)]));
  const longest = needed.get(columns.find(isName) as Column) ?? 0;
  let shown = [...columns];
  for (;;) {
    const others = shown.filter(column => !isName(column)).map(column => (needed.get(column) ?? 0) + gap);
    const free = pen.width - others.reduce((sum, width) => sum + width, 0);
    const drop = shown.reduce((most, { dispensable = 0 }) => Math.max(most, dispensable), 0);
    if (free >= Math.min(longest, leastName) || drop === 0) {
      const name = Math.max(1, Math.min(longest, free));
      return { shown, widths: shown.map(column => (isName(column) ? name : (needed.get(column) ?? 0))) };
    }
    shown = shown.filter(({ dispensable }) => dispensable !== drop);
  }
}

function isName({ title }: Column): boolean {
  return title === 'who';
}

function widthOf({ title, text }: Column, suspects: readonly SuspectStory[], pen: Pen): number {
  return suspects.reduce((most, suspect) => Math.max(most, displayWidth(pen.text(text(suspect)))), title.length);
}
