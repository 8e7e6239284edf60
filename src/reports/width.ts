/** How many terminal columns text takes, and making it fit. Text must be printable by then. */

const wide =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
const mark = /[\p{Mn}\p{Me}]/u;
/** A letter and the marks on it, which are parted only where a line is narrower than they are. */
const cluster = /.\p{M}*/gsu;
/** The same less the marks that take a column of their own. */
const narrowest = /.[\p{Mn}\p{Me}]*/su;
const plain = /^[\x20-\x7e]*$/;

/** Columns of a terminal. Where terminals differ (flags, skin tones) the larger number: a line never overflows. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const sign of text) width += mark.test(sign) ? 0 : wide.test(sign) ? 2 : 1;
  return width;
}

/** The text, or as much of its beginning as fits before the ellipsis. */
export function truncate(text: string, width: number, ellipsis = '…'): string {
  if (displayWidth(text) <= width) return text;
  return head(text, Math.max(0, width - displayWidth(ellipsis))) + head(ellipsis, width);
}

/** Lines of at most `width` columns, broken between words, or inside a word that is longer than a line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (displayWidth(line) > width) {
      // A sign wider than the line still has to go somewhere.
      const part = head(line, width) || (narrowest.exec(line)?.[0] ?? line);
      lines.push(part);
      line = line.slice(part.length);
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

function head(text: string, width: number): string {
  let used = 0;
  let kept = '';
  for (const [part] of text.matchAll(cluster)) {
    used += displayWidth(part);
    if (used > width) break;
    kept += part;
  }
  return kept;
}
