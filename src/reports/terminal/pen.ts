/** What a terminal can show: its width, its colours, its signs. */
import { Chalk } from 'chalk';
import { printable } from '../escape.js';
import type { Severity } from '../report.js';
import type { Look } from '../reporter.js';

export type Style = (text: string) => string;

export interface Pen {
  readonly width: number;
  readonly unicode: boolean;
  /** Text as it may be printed. Everything printed passes through here, whoever wrote it, before it is measured. */
  text(text: string): string;
  /** Colour only underlines what the words already say. */
  readonly strong: Style;
  readonly dim: Style;
  readonly alarm: Style;
  readonly relief: Style;
  severity(severity: Severity): Style;
}

/** Lines longer than this are hard to follow, however wide the window is. */
const widest = 160;

const ascii: Readonly<Record<string, string>> = {
  '·': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '≤': '<=',
  '≥': '>=',
  '±': '+/-',
  '×': 'x',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
};

export function pen({ width, color, unicode }: Look): Pen {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const severities: Readonly<Record<Severity, Style>> = {
    critical: chalk.bold.red,
    high: chalk.bold.yellow,
    medium: chalk.bold.cyan,
    low: chalk.bold,
    info: chalk.dim,
  };
  return {
    width: Math.max(40, Math.min(width, widest)),
    unicode,
    text: text => (unicode ? printable(text) : toAscii(printable(text))),
    strong: chalk.bold,
    dim: chalk.dim,
    alarm: chalk.bold.red,
    relief: chalk.green,
    severity: severity => severities[severity],
  };
}

function toAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, sign => ascii[sign] ?? `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}
