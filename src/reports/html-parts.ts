/** Pieces of the HTML report. Cells and items given here are HTML already: escape text first. */
import { html as text } from './escape.js';

export interface TableParts {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of numbers, set to the right. */
  readonly numbers: readonly number[];
  readonly className?: string;
  /** Cells of a last row that sums up. */
  readonly foot?: readonly string[];
}

/** Text from the log: isolated, so that its direction of writing does not reach its surroundings. */
export function name(raw: string): string {
  return `<bdi>${text(raw)}</bdi>`;
}

export function items(list: readonly string[], className = ''): string {
  if (list.length === 0) return '';
  const attribute = className === '' ? '' : ` class="${className}"`;
  return `<ul${attribute}>${list.map(item => `<li>${item}</li>`).join('')}</ul>`;
}

export function table({ titles, rows, numbers, className, foot }: TableParts): string {
  const side = (column: number): string => (numbers.includes(column) ? ' class="number"' : '');
  const cells = (row: readonly string[]): string => row.map((cell, i) => `<td${side(i)}>${cell}</td>`).join('');
  const head = titles.map((title, i) => `<th scope="col"${side(i)}>${text(title)}</th>`).join('');
  const body = rows.map(row => `<tr>${cells(row)}</tr>`).join('\n');
  const last = foot === undefined ? '' : `\n<tfoot><tr>${cells(foot)}</tr></tfoot>`;
  const attribute = className === undefined ? '' : ` class="${className}"`;
  return `<div class="scroll"><table${attribute}>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody>${last}
</table></div>
`;
}

/** Labels and what belongs to them; pairs with nothing to say are left out. */
export function definitions(pairs: readonly (readonly [string, string])[]): string {
  const said = pairs.filter(([, value]) => value !== '');
  return `<dl>${said.map(([label, value]) => `<dt>${label}</dt><dd>${value}</dd>`).join('\n')}</dl>`;
}
