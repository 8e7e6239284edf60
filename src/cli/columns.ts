import { printable } from '../reports/escape.js';

/** Rows as aligned columns, two blanks apart, the last column as long as it is. Cells are made printable. */
export function columns(rows: readonly (readonly string[])[], indent = ''): string {
  const cells = rows.map(row => row.map(cell => printable(cell)));
  const widths: number[] = [];
  for (const row of cells) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ');
  return cells.map(row => `${indent}${line(row).trimEnd()}\n`).join('');
}
