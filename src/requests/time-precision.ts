/** Epochs that a spreadsheet wrote in scientific notation: what it left of them. */
import type { FieldValue } from '../formats/format.js';
import type { FormProblem } from './time-learn.js';

/** Times that are wrong by more than this say nothing of who works when. */
const tolerableMs = 60_000;

/** What is wrong when most values are numbers such as 1.79516E+12, exact to hours only. */
export function precisionProblem(field: string, values: readonly FieldValue[]): FormProblem | undefined {
  const rounded = values.filter(value => typeof value === 'string' && stepOf(value) !== undefined) as string[];
  if (rounded.length === 0 || 2 * rounded.length < values.length) return undefined;
  // One that happens to end in zeros looks shorter than it is.
  const step = Math.min(...rounded.map(value => stepOf(value) as number));
  if (step <= tolerableMs) return undefined;
  const message = `${field} holds "${rounded[0] as string}": a spreadsheet rounded it, and only the first digits are left, which are exact to ${spoken(step)}`;
  return { message, hint: 'Export it again with the times as text, or map another field with --map time=FIELD' };
}

/** ms that the last digit of a number in scientific notation stands for; undefined for other texts. */
function stepOf(text: string): number | undefined {
  const match = /^\s*\d{1,3}(?:[.,](\d{1,20}))?e\+?(\d{1,2})\s*$/i.exec(text);
  if (match === null) return undefined;
  const exponent = Number(match[2]);
  // Seconds, ms, µs and ns since the epoch have 10, 13, 16 and 19 digits.
  const unit = exponent < 11 ? 1000 : exponent < 14 ? 1 : exponent < 17 ? 1e-3 : 1e-6;
  return 10 ** (exponent - (match[1] ?? '').length) * unit;
}

function spoken(ms: number): string {
  return ms >= 3_600_000 ? `${Math.round(ms / 360_000) / 10} hours` : `${Math.round(ms / 6000) / 10} minutes`;
}
