/**
 * Seeded randomness: sfc32 (Doty-Humphrey, PractRand), one independent stream for each name, so that adding an account
 * changes no other one's draws.
 */
export class Random {
  readonly #seed: number;
  readonly #stream: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, stream: string) {
    this.#seed = seed;
    this.#stream = stream;
    let low = 0x811c9dc5 ^ seed;
    let high = 0x9e3779b9 ^ Math.floor(seed / 4294967296);
    for (let i = 0; i < stream.length; i++) {
      low = Math.imul(low ^ stream.charCodeAt(i), 0x01000193);
      high = Math.imul(high ^ low ^ (high >>> 15), 0x2c1b3c6d);
    }
    this.#a = seed | 0;
    this.#b = low | 0;
    this.#c = high | 0;
    for (let i = 0; i < 16; i++) this.next();
  }

  /** Another stream, the same whatever has been drawn from this one. */
  fork(name: string): Random {
    return new Random(this.#seed, `${this.#stream}/${name}`);
  }

  /** Uniform in [0, 1). */
  next(): number {
    const t = (this.#a + this.#b + this.#counter++) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  }

  /** Whole number in [from, to]. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)] as T;
  }

  /** An item, drawn in proportion to its weight. */
  weighted<T>(items: readonly (readonly [weight: number, item: T])[]): T {
    let left = this.next() * items.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, item] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return (items.at(-1) as readonly [number, T])[1];
  }

  chance(p: number): boolean {
    return this.next() < p;
  }

  /** Exponential with this mean. */
  exponential(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normal by its median and the standard deviation of its logarithm. */
  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** A positive gap of this mean and coefficient of variation: 0 a clock, 1 much like Poisson, above 1 bursts. */
  gap(mean: number, variation: number): number {
    if (variation === 0) return mean;
    const sigma2 = Math.log(1 + variation * variation);
    return this.logNormal(mean * Math.exp(-sigma2 / 2), Math.sqrt(sigma2));
  }

  /** Number of events of a Poisson process with this mean; for means above 50 its normal approximation. */
  poisson(mean: number): number {
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    let count = -1;
    for (let left = Math.exp(-mean), product = 1; product > left; count++) product *= this.next();
    return Math.max(0, count);
  }

  /** The items in random order. */
  shuffled<T>(items: readonly T[]): T[] {
    const all = [...items];
    for (let i = all.length - 1; i > 0; i--) {
      const j = this.between(0, i);
      [all[i], all[j]] = [all[j] as T, all[i] as T];
    }
    return all;
  }

  /** Lower-case letters and digits. */
  word(length: number): string {
    return this.#text('abcdefghijklmnopqrstuvwxyz0123456789', length);
  }

  hex(length: number): string {
    return this.#text('0123456789abcdef', length);
  }

  #text(letters: string, length: number): string {
    let text = '';
    for (let i = 0; i < length; i++) text += letters.charAt(this.between(0, letters.length - 1));
    return text;
  }
}
