/** Bytes that open and close a quoted field, and that separate fields. */
export interface Quoting {
  readonly quote: number;
  readonly delimiter: number;
  /** Byte that makes text of a quote behind it; without it two quotes do. */
  readonly escape?: number;
  /** Whether blanks may stand before and after the quotes of a field. */
  readonly blanks?: boolean;
  /** Fields a record may have. One over several lines that has another number of them is none. */
  readonly widths?: readonly number[];
}

/** No end among the bytes given: call again with more. */
export const needsMore = -1;
/**
 * The record goes on over a newline inside quotes for longer than allowed, or until something that cannot follow a quote: its
 * quote was opened by somebody else than the writer of the file.
 */
export const unclosed = -2;

const newlineByte = 10;
const returnByte = 13;
const spaceByte = 32;

/**
 * Finds where records with quoted fields end. A quote opens a field only at the field's start, `""` inside is a quote,
 * any other quote is text, unless the file has other habits. Keeps its place between calls, so that a record fed byte by byte costs no more than one fed
 * at once.
 */
export class QuotedScan {
  /** Newlines seen inside quotes of the current record. */
  newlines = 0;
  /** The first of them, as an offset from the record's start; -1 = none. */
  firstNewline = -1;
  /** Bytes looked at of a record that turned out {@link unclosed}. */
  scanned = 0;
  readonly #quoting: Quoting;
  #inQuotes = false;
  /** Where to go on, as an offset from the record's start. */
  #place = 0;
  /** Next quote and newline at or after the place (the length of the bytes when there is none); -1 = not looked for. */
  #quoteAt = -1;
  #newlineAt = -1;

  constructor(quoting: Quoting) {
    this.#quoting = quoting;
  }

  /** Begins another record, behind what was scanned so far. */
  restart(): void {
    this.newlines = 0;
    this.firstNewline = -1;
    this.#inQuotes = false;
    this.#place = 0;
  }

  /** To be called when bytes were moved or added, or when scanning goes back. */
  forget(): void {
    this.#quoteAt = -1;
    this.#newlineAt = -1;
  }

  /**
   * Offset of the newline that ends the record starting at `start`, or {@link needsMore}, or {@link unclosed} when it
   * spans lines and more than `limit` bytes, or is none.
   */
  find(bytes: Buffer, start: number, limit: number): number {
    let place = start + this.#place;
    for (;;) {
      const quote = this.#nextQuote(bytes, place);
      if (this.#inQuotes) {
        this.#countNewlines(bytes, { from: place, to: quote, start });
        if (this.firstNewline >= 0 && quote - start > limit) return this.#giveUp(quote - start);
        // The last byte may close the field or be half of an escaped quote.
        if (quote + 1 >= bytes.length) return this.#pause(quote - start);
        place = quote + 1;
        if (this.#isEscaped(bytes, start, quote)) continue;
        if (this.#quoting.escape === undefined && bytes[place] === this.#quoting.quote) place += 1;
        else if (this.firstNewline < 0 || this.#mayFollow(bytes[place])) this.#inQuotes = false;
        else return this.#giveUp(quote - start);
      } else {
        const newline = this.#nextNewline(bytes, place);
        if (newline < quote) return this.#hasWidth(bytes, start, newline) ? newline : this.#giveUp(newline - start);
        if (quote === bytes.length) return this.#pause(quote - start);
        this.#inQuotes = this.#isFieldStart(bytes, start, quote);
        place = quote + 1;
      }
    }
  }

  /** Whether an odd number of escapes stands before a quote. */
  #isEscaped(bytes: Buffer, start: number, quote: number): boolean {
    const { escape } = this.#quoting;
    if (escape === undefined) return false;
    let at = quote;
    while (at > start && bytes[at - 1] === escape) at -= 1;
    return (quote - at) % 2 === 1;
  }

  #isFieldStart(bytes: Buffer, start: number, quote: number): boolean {
    let at = quote;
    if (this.#quoting.blanks === true) while (at > start && bytes[at - 1] === spaceByte) at -= 1;
    return at === start || bytes[at - 1] === this.#quoting.delimiter;
  }

  /** What can stand behind the quotes of a field. */
  #mayFollow(byte: number | undefined): boolean {
    const isBlank = byte === spaceByte && this.#quoting.blanks === true;
    return byte === this.#quoting.delimiter || byte === newlineByte || byte === returnByte || isBlank;
  }

  /** Asked of records over several lines alone. Looks at bytes one by one: most fields are shorter than a search is worth. */
  #hasWidth(bytes: Buffer, start: number, end: number): boolean {
    const { widths, delimiter, quote, blanks } = this.#quoting;
    if (widths === undefined || this.firstNewline < 0) return true;
    let fields = 1;
    let isFieldStart = true;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (byte === delimiter) {
        fields += 1;
        isFieldStart = true;
      } else if (isFieldStart && !(blanks === true && byte === spaceByte)) {
        isFieldStart = false;
        if (byte === quote) at = this.#closing(bytes, at, end);
      }
    }
    return widths.includes(fields);
  }

  /** The quote that closes the field which another opens; `end` where none does. */
  #closing(bytes: Buffer, opening: number, end: number): number {
    const { quote, escape } = this.#quoting;
    let at = nextByte(bytes, quote, opening + 1);
    while (at < end) {
      const doubled = escape === undefined && at + 1 < end && bytes[at + 1] === quote;
      if (!doubled && !this.#isEscaped(bytes, opening + 1, at)) return at;
      at = nextByte(bytes, quote, at + (doubled ? 2 : 1));
    }
    return end;
  }

  #giveUp(scanned: number): number {
    this.scanned = scanned;
    return unclosed;
  }

  #pause(place: number): number {
    this.#place = place;
    return needsMore;
  }

  #countNewlines(bytes: Buffer, { from, to, start }: { from: number; to: number; start: number }): void {
    for (let at = this.#nextNewline(bytes, from); at < to; at = this.#nextNewline(bytes, at + 1)) {
      if (this.firstNewline < 0) this.firstNewline = at - start;
      this.newlines += 1;
    }
  }

  #nextQuote(bytes: Buffer, place: number): number {
    if (this.#quoteAt < place) this.#quoteAt = nextByte(bytes, this.#quoting.quote, place);
    return this.#quoteAt;
  }

  #nextNewline(bytes: Buffer, place: number): number {
    if (this.#newlineAt < place) this.#newlineAt = nextByte(bytes, newlineByte, place);
    return this.#newlineAt;
  }
}

function nextByte(bytes: Buffer, byte: number, from: number): number {
  const found = bytes.indexOf(byte, from);
  return found === -1 ? bytes.length : found;
}
