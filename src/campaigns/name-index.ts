/** Positions of accounts by the hashes of their names: events of the log know accounts by these. */
export class NameIndex {
  readonly #hashes: Float64Array;
  /** Open addressing, half full at most; -1 is free. */
  readonly #places: Int32Array;

  constructor(hashes: Float64Array) {
    this.#hashes = hashes;
    this.#places = new Int32Array(2 ** Math.ceil(Math.log2(2 * hashes.length + 2))).fill(-1);
    for (let account = 0; account < hashes.length; account++) {
      this.#places[this.#placeOf(hashes[account] as number)] = account;
    }
  }

  get(hash: number): number | undefined {
    const account = this.#places[this.#placeOf(hash)] as number;
    return account < 0 ? undefined : account;
  }

  #placeOf(hash: number): number {
    const mask = this.#places.length - 1;
    let place = (hash ^ (hash / 4294967296)) & mask;
    for (;;) {
      const account = this.#places[place] as number;
      if (account < 0 || this.#hashes[account] === hash) return place;
      place = (place + 1) & mask;
    }
  }
}
