/** Positions of a log that records of one input were found to be doubles of: each is one request, so each serves once. */

const chunk = 2 ** 15;

export class UsedPlaces {
  readonly #chunks = new Map<number, Uint8Array>();

  has(place: number): boolean {
    const bits = this.#chunks.get(Math.floor(place / chunk));
    const bit = place % chunk;
    return bits !== undefined && (((bits[bit >>> 3] as number) >>> (bit & 7)) & 1) === 1;
  }

  add(place: number): void {
    const number = Math.floor(place / chunk);
    let bits = this.#chunks.get(number);
    if (bits === undefined) this.#chunks.set(number, (bits = new Uint8Array(chunk / 8)));
    const bit = place % chunk;
    bits[bit >>> 3] = (bits[bit >>> 3] as number) | (1 << (bit & 7));
  }
}
