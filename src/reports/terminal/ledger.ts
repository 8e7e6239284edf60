/** The terms of a score, one a line: bits, family, detector, what was seen, what was to be expected. */
import type { LedgerEntry, SuspectStory } from '../story-suspect.js';
import { displayWidth } from '../width.js';
import { row } from './layout.js';
import type { Cell } from './layout.js';
import type { Pen } from './pen.js';

/** Widths of the columns; an `expected` or `statement` of 0 goes under its line. */
interface Plan {
  readonly indent: number;
  readonly bits: number;
  readonly family: number;
  readonly detector: number;
  readonly statement: number;
  readonly expected: number;
}

const gap = 2;
const most = { detector: 24, expected: 60 };
/** A statement in a narrower column than this is a ribbon nobody reads. */
const leastStatement = 40;

export function ledger({ evidence, mitigating, score }: SuspectStory, pen: Pen, indent: number): string[] {
  const entries = [...evidence, ...mitigating];
  const plan = measure(entries, pen, indent);
  const sum = row(
    [
      { text: pen.text(`= ${score}`), width: plan.bits, align: 'right', style: pen.strong },
      { text: 'bits', width: 4 },
    ],
    indent,
  );
  return [...entries.flatMap(entry => lines(entry, plan, pen)), ...(entries.length > 1 ? sum : [])];
}

function lines(entry: LedgerEntry, plan: Plan, pen: Pen): string[] {
  const { indent } = plan;
  const first: Cell[] = [
    {
      text: pen.text(entry.bits),
      width: plan.bits,
      align: 'right',
      style: entry.mitigates ? pen.relief : pen.strong,
    },
    { text: pen.text(entry.family), width: plan.family, style: pen.dim },
    { text: pen.text(entry.detector), width: plan.detector },
  ];
  const statement = pen.text(entry.statement);
  const expected = entry.expected === '' ? '' : pen.text(`expected ${entry.expected}`);
  const tail: Cell = { text: expected, width: plan.expected, style: pen.dim };
  if (plan.expected > 0) return row([...first, { text: statement, width: plan.statement }, tail], indent);
  const inside = plan.statement > 0 ? plan.bits + plan.family + plan.detector + 3 * gap : plan.bits + gap;
  const width = pen.width - indent - inside;
  const below = expected === '' ? [] : row([{ ...tail, width }], indent + inside);
  if (plan.statement > 0) return [...row([...first, { text: statement, width: plan.statement }], indent), ...below];
  return [...row(first, indent), ...row([{ text: statement, width }], indent + inside), ...below];
}

/** All five columns where they fit, else four, else three. */
function measure(entries: readonly LedgerEntry[], pen: Pen, indent: number): Plan {
  const widest = (text: (entry: LedgerEntry) => string): number =>
    Math.max(0, ...entries.map(entry => displayWidth(pen.text(text(entry)))));
  const bits = Math.max(
    6,
    widest(entry => entry.bits),
  );
  const room = pen.width - indent - bits - gap;
  const family = Math.min(
    widest(entry => entry.family),
    12,
  );
  const detector = Math.min(
    widest(entry => entry.detector),
    most.detector,
    room - family - gap,
  );
  const free = room - family - detector - 2 * gap;
  const expected = Math.min(widest(entry => entry.expected) + 'expected '.length, most.expected);
  const fixed = { indent, bits, family, detector };
  if (free - expected - gap >= leastStatement + 10) return { ...fixed, statement: free - expected - gap, expected };
  if (free >= leastStatement) return { ...fixed, statement: free, expected: 0 };
  return { ...fixed, statement: 0, expected: 0 };
}
