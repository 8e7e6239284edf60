/** No end among the bytes given: call again with more. */
export const needsMore = -1;
/** What was scanned is no JSON: brackets that do not fit, a string with a newline in it, nesting without end. */
export const damaged = -2;

/** Nesting beyond this is somebody's joke. */
export const maxDepth = 512;

/** What a byte outside strings is. */
const blank = 0;
const newline = 1;
const quote = 2;
const openObject = 3;
const openList = 4;
const closeObject = 5;
const closeList = 6;
const comma = 7;
const colon = 8;
const scalar = 9;
const foreign = 10;

const kinds = new Uint8Array(256).fill(foreign);
for (const byte of Buffer.from(' \t\r\0')) kinds[byte] = blank;
kinds[0x0a] = newline;
for (const [kind, byte] of [...Buffer.from('"{[}],:')].entries()) kinds[byte] = quote + kind;
for (const byte of Buffer.from('+-._0123456789')) kinds[byte] = scalar;
for (let letter = 0x61; letter <= 0x7a; letter += 1) kinds[letter] = kinds[letter - 0x20] = scalar;

/** Kinds that may stand before one, as bits: what tells a string that was never closed, or a bracket that is missing. */
const before = new Uint16Array(foreign + 1);
const bits = (...kind: number[]) => kind.reduce((sum, each) => sum | (1 << each), 0);
before[quote] = bits(openObject, openList, comma, colon);
before[openObject] = before[openList] = bits(openList, comma, colon);
before[closeObject] = before[closeList] = bits(openObject, openList, closeObject, closeList, comma, quote, scalar);
before[comma] = bits(quote, closeObject, closeList, scalar);
before[colon] = bits(quote);
before[scalar] = bits(openList, comma, colon, scalar);

/** Bytes at which a string has to be looked at. */
const inText = new Uint8Array(256);
inText[0x22] = inText[0x5c] = inText[0x0a] = 1;

/**
 * Finds where an object or a list ends, without reading what is in it: brackets are matched, and so much of the grammar is
 * checked that damage shows where it is and not at the end of the file. Keeps its place between calls, so that a value fed
 * byte by byte costs no more than one fed at once.
 */
export class ValueScan {
  /** Newlines seen in the value so far. */
  newlines = 0;
  /** Where it was found to be damaged, or where to go on, as an offset from the value's start. */
  place = 0;
  readonly #open = new Uint8Array(maxDepth);
  #depth = 0;
  #inString = false;
  #last = 0;
  readonly #indent: number | undefined;

  /** @param indent blanks before values that begin lines of their own: such a beginning inside a value is its damage */
  constructor(indent?: number) {
    this.#indent = indent;
  }

  /** Begins another value. */
  restart(): void {
    this.newlines = 0;
    this.place = 0;
    this.#depth = 0;
    this.#inString = false;
    this.#last = 0;
  }

  /** One past the last byte of the value that begins at `start` with a bracket, or {@link needsMore}, or {@link damaged}. */
  find(bytes: Buffer, start: number): number {
    const { length } = bytes;
    let at = start + this.place;
    let last = this.#last;
    while (at < length) {
      if (this.#inString) {
        at = this.#passString(bytes, at);
        if (at < 0) return this.#pause(-1 - at - start, last, bytes[-1 - at] === 0x0a);
        this.#inString = false;
        last = quote;
        continue;
      }
      const kind = kinds[bytes[at] as number] as number;
      if (kind > newline) {
        if (last !== 0 && ((before[kind] as number) & (1 << last)) === 0) return this.#pause(at - start, last, true);
        if (kind === quote) this.#inString = true;
        else if (kind < comma) {
          if (!this.#bracket(kind, last)) return this.#pause(at - start, last, true);
          if (this.#depth === 0) return at + 1;
        }
        last = kind;
      } else if (kind === newline) {
        const begins = this.#beginsAnother(bytes, at + 1);
        if (begins !== false) return this.#pause(at - start, last, begins === true);
        this.newlines += 1;
      }
      at += 1;
    }
    return this.#pause(at - start, last, false);
  }

  #pause(place: number, last: number, broken: boolean): number {
    this.place = place;
    this.#last = last;
    return broken ? damaged : needsMore;
  }

  /** Behind the closing quote; or, as -1 less its place, the byte that has to wait for more, or that is a newline. */
  #passString(bytes: Buffer, from: number): number {
    const { length } = bytes;
    for (let at = from; at < length; at += 1) {
      const byte = bytes[at] as number;
      if (inText[byte] === 0) continue;
      if (byte === 0x22) return at + 1;
      if (byte === 0x0a || at + 1 === length) return -1 - at;
      // The byte behind a backslash is not looked at.
      at += 1;
    }
    return -1 - length;
  }

  #bracket(kind: number, last: number): boolean {
    const depth = this.#depth;
    if (kind <= openList) {
      if (depth === maxDepth) return false;
      // Where a key is due: the value before it was not closed.
      if (kind === openObject && last === comma && this.#open[depth - 1] === openObject) return false;
      this.#open[depth] = kind;
      this.#depth = depth + 1;
      return true;
    }
    if (this.#open[depth - 1] !== kind - 2) return false;
    this.#depth = depth - 1;
    return true;
  }

  /** Whether a line that begins at `at` begins another value; undefined when there is too little of it to say. */
  #beginsAnother(bytes: Buffer, at: number): boolean | undefined {
    const indent = this.#indent;
    if (indent === undefined) return false;
    let brace = at;
    while (brace < at + indent && (bytes[brace] === 0x20 || bytes[brace] === 0x09)) brace += 1;
    if (brace >= bytes.length) return undefined;
    return bytes[brace] === 0x7b && (brace === at || brace === at + indent);
  }
}
