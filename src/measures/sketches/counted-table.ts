/**
 * What was counted for each key, exactly: requests and tokens, by open addressing. Keys are hashes in 1 .. 2^52-1. The kind of a
 * key is the smallest that was ever given, whatever came first.
 */
export interface Counted {
  readonly kind: number;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

const smallest = 8;

export class CountedTable {
  size = 0;
  #keys = new Float64Array(smallest);
  #kinds = new Uint8Array(smallest);
  #sums = new Float64Array(3 * smallest);

  add(key: number, { kind, requests, inputTokens, outputTokens }: Counted): void {
    this.addTo(this.placeOf(key, kind), requests, inputTokens, outputTokens);
  }

  /** Where a key is counted, put there if need be; valid until the next key is new. */
  placeOf(key: number, kind: number): number {
    let place = this.#find(key);
    if (this.#keys[place] === key) {
      if (kind < (this.#kinds[place] as number)) this.#kinds[place] = kind;
      return place;
    }
    if (2 * (this.size + 1) > this.#keys.length) {
      this.#grow();
      place = this.#find(key);
    }
    this.size++;
    this.#keys[place] = key;
    this.#kinds[place] = kind;
    return place;
  }

  addTo(place: number, requests: number, inputTokens: number, outputTokens: number): void {
    const at = 3 * place;
    this.#sums[at]! += requests;
    this.#sums[at + 1]! += inputTokens;
    this.#sums[at + 2]! += outputTokens;
  }

  get(key: number): Counted | undefined {
    const place = this.#find(key);
    return this.#keys[place] === key ? this.#at(place) : undefined;
  }

  /** In no order. */
  *entries(): Generator<[key: number, counted: Counted]> {
    for (let place = 0; place < this.#keys.length; place++) {
      if (this.#keys[place] !== 0) yield [this.#keys[place] as number, this.#at(place)];
    }
  }

  #at(place: number): Counted {
    const [requests, inputTokens, outputTokens] = this.#sums.subarray(3 * place, 3 * place + 3);
    return {
      kind: this.#kinds[place] as number,
      requests: requests as number,
      inputTokens: inputTokens as number,
      outputTokens: outputTokens as number,
    };
  }

  #find(key: number): number {
    const keys = this.#keys;
    const mask = keys.length - 1;
    let place = key & mask;
    while (keys[place] !== 0 && keys[place] !== key) place = (place + 1) & mask;
    return place;
  }

  #grow(): void {
    const [keys, kinds, sums] = [this.#keys, this.#kinds, this.#sums];
    this.#keys = new Float64Array(2 * keys.length);
    this.#kinds = new Uint8Array(2 * keys.length);
    this.#sums = new Float64Array(6 * keys.length);
    for (let from = 0; from < keys.length; from++) {
      const key = keys[from] as number;
      if (key === 0) continue;
      const place = this.#find(key);
      this.#keys[place] = key;
      this.#kinds[place] = kinds[from] as number;
      this.#sums.set(sums.subarray(3 * from, 3 * from + 3), 3 * place);
    }
  }
}
