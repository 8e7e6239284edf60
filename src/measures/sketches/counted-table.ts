/**
 * What was counted for each key, exactly: requests and tokens, by open addressing. Keys are hashes in 1 .. 2^52-1. The kind of a
 * key (0 to 3) is the smallest that was ever given, whatever came first.
 */
export interface Counted {
  readonly kind: number;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Numbers of an entry, side by side: the key, four times the requests plus the kind, input tokens, output tokens. */
const width = 4;
const kinds = 4;
const smallest = 8;

export class CountedTable {
  size = 0;
  #entries = new Float64Array(width * smallest);
  #mask = smallest - 1;

  add(key: number, { kind, requests, inputTokens, outputTokens }: Counted): void {
    this.addTo(this.placeOf(key, kind), requests, inputTokens, outputTokens);
  }

  /** Where a key is counted, put there if need be; valid until the next key is new. */
  placeOf(key: number, kind: number): number {
    let at = this.#find(key);
    if (this.#entries[at] === key) {
      const known = (this.#entries[at + 1] as number) % kinds;
      if (kind < known) this.#entries[at + 1]! -= known - kind;
      return at;
    }
    if (2 * (this.size + 1) > this.#mask + 1) {
      this.#grow();
      at = this.#find(key);
    }
    this.size++;
    this.#entries[at] = key;
    this.#entries[at + 1] = kind;
    return at;
  }

  addTo(at: number, requests: number, inputTokens: number, outputTokens: number): void {
    const entries = this.#entries;
    entries[at + 1]! += kinds * requests;
    entries[at + 2]! += inputTokens;
    entries[at + 3]! += outputTokens;
  }

  /** Calls `visit` for each key, in no order. */
  each(visit: (key: number, counted: Counted) => void): void {
    const entries = this.#entries;
    for (let at = 0; at < entries.length; at += width) {
      const key = entries[at] as number;
      if (key === 0) continue;
      const packed = entries[at + 1] as number;
      const kind = packed % kinds;
      const requests = (packed - kind) / kinds;
      visit(key, {
        kind,
        requests,
        inputTokens: entries[at + 2] as number,
        outputTokens: entries[at + 3] as number,
      });
    }
  }

  #find(key: number): number {
    const entries = this.#entries;
    let place = key & this.#mask;
    for (;;) {
      const held = entries[width * place];
      if (held === 0 || held === key) return width * place;
      place = (place + 1) & this.#mask;
    }
  }

  #grow(): void {
    const old = this.#entries;
    this.#entries = new Float64Array(2 * old.length);
    this.#mask = 2 * this.#mask + 1;
    for (let from = 0; from < old.length; from += width) {
      const key = old[from] as number;
      if (key === 0) continue;
      const at = this.#find(key);
      for (let i = 0; i < width; i++) this.#entries[at + i] = old[from + i] as number;
    }
  }
}
