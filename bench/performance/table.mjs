/** Figures and tables, as text that is also Markdown. */

/** @param {readonly (readonly string[])[]} rows the first is the head; numbers stand to the right */
export function table(rows, { left = 1 } = {}) {
  const widths = rows[0].map((_, i) => Math.max(3, ...rows.map(row => width(row[i]))));
  const line = row => `| ${row.map((cell, i) => padded(cell, widths[i], i < left)).join(' | ')} |`;
  const rule = widths.map((each, i) => (i < left ? '-'.repeat(each) : `${'-'.repeat(each - 1)}:`));
  return [line(rows[0]), `| ${rule.join(' | ')} |`, ...rows.slice(1).map(line)];
}

function padded(text, size, left) {
  const blanks = ' '.repeat(Math.max(0, size - width(text)));
  return left ? text + blanks : blanks + text;
}

/** Each character here is one column wide. */
function width(text) {
  return [...text].length;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Three figures, at most three of them behind the point. */
export function figure(value) {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (value >= 100) return count(Math.round(value));
  return value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : 3);
}

export function count(value) {
  return value.toLocaleString('en-US');
}

/** `10^7` for powers of ten, else the number. */
export function power(value) {
  const exponent = Math.round(Math.log10(value));
  return 10 ** exponent === value && exponent >= 3 ? `10^${exponent}` : count(value);
}
