/** Bytes that open and close a quoted field, and that separate fields. */
export interface Quoting {
  readonly quote: number;
  readonly delimiter: number;
}

/** No end among the bytes given: call again with more. */
export const needsMore = -1;
/** The record goes on over a newline inside quotes for longer than allowed. */
export const unclosed = -2;

const newlineByte = 10;

/**
 * Finds where records with quoted fields end. A quote opens a field only at the field's start, `""` inside is a quote,
 * any other quote is text. Keeps its place between calls, so that a record fed byte by byte costs no more than one fed
 * at once.
 */
export class QuotedScan {
  /** Newlines seen inside quotes of the current record. */
  newlines = 0;
  /** The first of them, as an offset from the record's start; -1 = none. */
  firstNewline = -1;
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
   * spans lines and more than `limit` bytes.
   */
  find(bytes: Buffer, start: number, limit: number): number {
    let place = start + this.#place;
    for (;;) {
      const quote = this.#nextQuote(bytes, place);
      if (this.#inQuotes) {
        this.#countNewlines(bytes, { from: place, to: quote, start });
        if (this.firstNewline >= 0 && quote - start > limit) return unclosed;
        // The last byte may close the field or be half of an escaped quote.
        if (quote + 1 >= bytes.length) return this.#pause(quote - start);
        this.#inQuotes = bytes[quote + 1] === this.#quoting.quote;
        place = this.#inQuotes ? quote + 2 : quote + 1;
      } else {
        const newline = this.#nextNewline(bytes, place);
        if (newline < quote) return newline;
        if (quote === bytes.length) return this.#pause(quote - start);
        this.#inQuotes = quote === start || bytes[quote - 1] === this.#quoting.delimiter;
        place = quote + 1;
      }
    }
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
