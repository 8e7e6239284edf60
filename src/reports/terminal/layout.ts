/** Lines and columns. All text given here must be printable; styles are put on once it is broken and padded. */
import { displayWidth, padEnd, padStart, wrap } from '../width.js';
import type { Style } from './pen.js';

export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly align?: 'right';
  readonly style?: Style | undefined;
}

const gap = '  ';

/** Cells side by side, each broken to its own width. */
export function row(cells: readonly Cell[], indent: number): string[] {
  const columns = cells.map(({ text, width }) => wrap(text, width));
  const height = Math.max(...columns.map(lines => lines.length));
  return Array.from({ length: height }, (_, y) => {
    const last = cells.length - 1;
    const parts = cells.map((cell, x) => place(cell, columns[x]?.[y] ?? '', x === last));
    return trimmed(' '.repeat(indent) + parts.join(gap));
  });
}

/** Parts joined by dots, broken between them where that is possible: no line starts or ends with a dot. */
export function flow(parts: readonly string[], width: number, dot: string): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const longer = `${last ?? ''} ${dot} ${part}`;
    if (last !== undefined && displayWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(...wrap(part, width));
  }
  return lines;
}

/** Two texts at the two ends of a line; the right one goes under the left where both do not fit. */
export function ends(left: Omit<Cell, 'width'>, right: Omit<Cell, 'width'>, width: number): string[] {
  const styled = ({ text, style }: Omit<Cell, 'width'>, padded: string): string =>
    (style ?? same)(text) + padded.slice(text.length);
  const free = width - displayWidth(left.text) - displayWidth(right.text);
  if (free >= 2) return [`${styled(left, left.text)}${' '.repeat(free)}${styled(right, right.text)}`];
  const lines = wrap(left.text, width).map(line => (left.style ?? same)(line));
  return [...lines, ' '.repeat(Math.max(0, width - displayWidth(right.text))) + styled(right, right.text)];
}

/** Lines moved to the right. */
export function indented(lines: readonly string[], indent: number): string[] {
  return lines.map(line => ' '.repeat(indent) + line);
}

function place({ width, align, style }: Cell, line: string, last: boolean): string {
  if (line === '' && last) return '';
  const padded = align === 'right' ? padStart(line, width) : last ? line : padEnd(line, width);
  return (style ?? same)(padded);
}

/** Blanks at the end are nobody's; those inside a colour's escape end the search. */
function trimmed(line: string): string {
  return line.replace(/ +$/, '');
}

function same(text: string): string {
  return text;
}
