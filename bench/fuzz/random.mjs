/** Draws from a seed: the same seed, the same draws. The generator is sfc32 (Chris Doty-Humphrey). */
export class Random {
  #a;
  #b;
  #c;
  #counter = 1;

  /** Whole numbers: the parts of the seed. */
  constructor(...seed) {
    this.#a = 0x9e3779b9;
    this.#b = 0x243f6a88;
    this.#c = 0xb7e15162;
    for (const part of seed) {
      this.#a ^= part | 0;
      this.#b ^= Math.floor(part / 2 ** 32);
      for (let i = 0; i < 12; i++) this.next();
    }
  }

  /** 32 random bits. */
  next() {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** A whole number from 0 to below `limit`, which is at most 2^32. */
  below(limit) {
    return Math.floor((this.next() / 2 ** 32) * limit);
  }

  /** A whole number, both ends included. */
  between(least, most) {
    return least + this.below(most - least + 1);
  }

  /** Small ones more often: as many of two digits as of five. */
  size(least, most) {
    return Math.floor(Math.exp(Math.log(least) + (this.next() / 2 ** 32) * (Math.log(most + 1) - Math.log(least))));
  }

  chance(probability) {
    return this.next() < probability * 2 ** 32;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** One of `[weight, value]` pairs. */
  weighted(pairs) {
    let left = this.below(pairs.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, value] of pairs) {
      if (left < weight) return value;
      left -= weight;
    }
    return pairs.at(-1)[1];
  }

  /** The same members in another order. */
  shuffled(list) {
    const copy = [...list];
    for (let at = copy.length - 1; at > 0; at--) {
      const other = this.below(at + 1);
      [copy[at], copy[other]] = [copy[other], copy[at]];
    }
    return copy;
  }

  digits(count) {
    let text = '';
    for (let i = 0; i < count; i++) text += this.below(10);
    return text;
  }

  hex(count) {
    let text = '';
    while (text.length < count) text += this.next().toString(16).padStart(8, '0');
    return text.slice(0, count);
  }
}
