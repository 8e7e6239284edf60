import type { Cell, Row } from './row.js';

/** A line of CSV or TSV (RFC 4180 quoting); absent values are empty. */
export function delimitedLine(cells: readonly Cell[], delimiter: ',' | '\t'): string {
  return `${cells.map(cell => quoted(cell, delimiter)).join(delimiter)}\n`;
}

export function headerLine(row: Row, delimiter: ',' | '\t'): string {
  return delimitedLine(Object.keys(row), delimiter);
}

function quoted(cell: Cell, delimiter: string): string {
  const text = cell === null ? '' : String(cell);
  return text.includes(delimiter) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
