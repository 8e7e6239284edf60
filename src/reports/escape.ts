/**
 * The one place where text from a log is made harmless for where it is printed. A log is written by those it accuses:
 * a user agent may hold terminal commands, a script, a spreadsheet formula, or signs that turn the text around.
 */
export type Medium = 'terminal' | 'markdown' | 'html' | 'csv' | 'json';

/**
 * What a terminal obeys or a reader cannot see: C0, DEL, C1, bidirectional controls, zero-width and other format
 * characters, tags, variation selectors, fillers, line and paragraph separators, lone surrogates.
 */
const hidden = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}`;
/** Marks beyond the third on one letter would climb over the lines above and below. */
const unprintable = new RegExp(String.raw`[${hidden}]|(?<=\p{M}{3})\p{M}`, 'gu');
const plainJson = /^[\n -~]*$/;
const unprintableInJson = new RegExp(`(?!\n)[${hidden}]`, 'gu');

/**
 * The text with everything harmful made visible: `\x1b`, `\n`, `\u{202e}`. For JSON the text is a whole document, and the
 * signs become `\u202e`, which a parser reads as what they were. Quoting for the medium comes on top: {@link html},
 * {@link markdown}, {@link csv}.
 */
export function printable(text: string, medium: Medium = 'terminal'): string {
  if (medium === 'json') return plainJson.test(text) ? text : text.replace(unprintableInJson, inJson);
  return text.replace(unprintable, visible);
}

/** For HTML, as text and as the value of a quoted attribute alike. */
export function html(text: string): string {
  return printable(text, 'html').replace(/[&<>"'`]/g, sign => `&#${sign.charCodeAt(0)};`);
}

/** For running Markdown text and table cells: no emphasis, link, image, HTML, mention or new block can arise. */
export function markdown(text: string): string {
  return printable(text, 'markdown')
    .replace(/[\\`*_[\]<>|~&#@!$]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, match => `${match.slice(0, -1)}\\.`)
    .replace(/^(\s*)([-+=:])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** A Markdown code span, for names and lines: nothing inside it is interpreted. Outside of tables. */
export function markdownCode(text: string): string {
  const clean = printable(text, 'markdown');
  const longest = Math.max(0, ...(clean.match(/`+/g) ?? []).map(run => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = /^[` ]|[` ]$/.test(clean) || clean === '' ? ' ' : '';
  return `${fence}${gap}${clean}${gap}${fence}`;
}

/** The same for a table's cell. There a pipe ends the cell, even inside of a code span; only an entity does not. */
export function markdownCell(text: string): string {
  if (!text.includes('|')) return markdownCode(text);
  const entities = printable(text, 'markdown').replace(/[!-/:-@[-`{-~]/g, sign => `&#${sign.charCodeAt(0)};`);
  return `<code>${entities}</code>`;
}

/** One field of a CSV record (RFC 4180). What a spreadsheet would calculate gets an apostrophe in front. */
export function csv(text: string): string {
  const clean = printable(text, 'csv');
  const guarded = /^(\s*[=+\-@＝＋－＠]|[\t\r])/.test(text) ? `'${clean}` : clean;
  return /[",]|^\s|\s$/.test(guarded) ? `"${guarded.replace(/"/g, '""')}"` : guarded;
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function visible(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  return named[sign] ?? (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 4)}}`);
}

function inJson(sign: string): string {
  return Array.from({ length: sign.length }, (_, i) => `\\u${hex(sign.charCodeAt(i), 4)}`).join('');
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
