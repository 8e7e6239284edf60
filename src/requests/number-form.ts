/** How the numbers of one field are written: what its point and its comma mean, concluded from all its sampled values. */
import { absentValues, type FieldValue } from '../formats/format.js';

/** Can be sent to another thread. */
export interface NumberForm {
  readonly decimal: '.' | ',';
  /** What stands between groups of three digits. */
  readonly group?: ',' | '.' | "'" | ' ';
}

export interface LearnedNumbers {
  /** undefined: as JSON and programs write them, with a point and nothing between digits. */
  readonly form?: NumberForm;
  /** A value that has two meanings: the field cannot be read. */
  readonly undecided?: string;
}

const longest = 32;
const apostrophes = /[’‘`´]/g;
const blanks = /[\u00a0\u2009\u202f]/g;

/** A text of a number in one spelling of blanks and apostrophes, without a sign or a currency; undefined for other texts. */
function numeric(value: FieldValue): string | undefined {
  if (typeof value !== 'string' || value.length > longest) return undefined;
  const text = value.trim().replace(apostrophes, "'").replace(blanks, ' ');
  return /^\d[\d.,' ]*$/.test(text) && !absentValues.has(text) ? text : undefined;
}

/** Whether a text is a number in some form. */
export function isNumeric(value: FieldValue): boolean {
  const text = numeric(value);
  return text !== undefined && forms.some(form => !Number.isNaN(readNumber(text, form)));
}

const forms: readonly NumberForm[] = [
  { decimal: '.' },
  { decimal: '.', group: ',' },
  { decimal: ',' },
  { decimal: ',', group: '.' },
  { decimal: '.', group: "'" },
  { decimal: '.', group: ' ' },
  { decimal: ',', group: ' ' },
];

/** A number in a form; NaN for what is none there. */
export function numberIn(value: string, form: NumberForm): number {
  const text = numeric(value);
  return text === undefined ? NaN : readNumber(text, form);
}

function readNumber(text: string, { decimal, group }: NumberForm): number {
  const cut = text.indexOf(decimal);
  const whole = cut < 0 ? text : text.slice(0, cut);
  const fraction = cut < 0 ? '' : text.slice(cut + 1);
  if (!/^\d*$/.test(fraction) || (cut >= 0 && fraction === '')) return NaN;
  const parts = group === undefined ? [whole] : whole.split(group);
  const [first = '', ...others] = parts;
  if (!/^\d+$/.test(first) || others.some(part => !/^\d{3}$/.test(part))) return NaN;
  if (others.length > 0 && (first.length > 3 || first === '0')) return NaN;
  return Number(`${parts.join('')}.${fraction}0`);
}

/**
 * @param isCount whether the field holds whole numbers, so that a point or comma before three digits parts thousands
 * @param decimal what other fields of the same log showed the decimal separator to be
 */
export function learnNumbers(
  values: readonly FieldValue[],
  { isCount = false, decimal }: { isCount?: boolean; decimal?: '.' | ',' | undefined } = {},
): LearnedNumbers {
  const texts = values.map(numeric).filter(text => text !== undefined && /\D/.test(text)) as string[];
  if (texts.length === 0) return {};
  const fit = forms.filter(form => share(texts, text => !Number.isNaN(readNumber(text, form))) >= enough);
  const meant = fit.filter(form => isNeeded(form, texts));
  const likely = decimal === undefined ? meant : meant.filter(form => form.decimal === decimal);
  return settled(likely.length > 0 ? likely : meant, texts, isCount);
}

/** A form must read so many of the texts; a few may be damaged. */
const enough = 0.9;

function share(texts: readonly string[], holds: (text: string) => boolean): number {
  return texts.filter(holds).length / texts.length;
}

/** Whether a form has a use for all of its separators. */
function isNeeded({ decimal, group }: NumberForm, texts: readonly string[]): boolean {
  return texts.some(text => text.includes(group ?? decimal));
}

function settled(meant: readonly NumberForm[], texts: readonly string[], isCount: boolean): LearnedNumbers {
  const [first, ...others] = meant;
  if (first === undefined) return {};
  const same = (form: NumberForm) => texts.every(text => Object.is(readNumber(text, form), readNumber(text, first)));
  if (others.every(same)) return first.decimal === '.' && first.group === undefined ? {} : { form: first };
  if (!isCount) return byPoint(meant, texts);
  // Counts have no fractions: the reading in which all of them are whole is meant.
  const whole = meant.filter(form => share(texts, text => Number.isInteger(readNumber(text, form))) >= enough);
  return whole.length > 0 && whole.length < meant.length
    ? settled(whole, texts, false)
    : { undecided: texts[0] as string };
}

/** 4.100 is what programs write for four and a tenth; 4,100 may be that or four thousand. */
function byPoint(meant: readonly NumberForm[], texts: readonly string[]): LearnedNumbers {
  return meant.some(form => form.decimal === '.' && form.group === undefined) ? {} : { undecided: texts[0] as string };
}
