/** Seeded numbers for made-up logs: the same seed, the same log, on every machine. */

export interface Draw {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Integer in [0, below). */
  integer(below: number): number;
  pick<T>(values: readonly T[]): T;
  /** exp(N(0, 1) * spread) * median. */
  logNormal(median: number, spread: number): number;
  /** The values in another order. */
  shuffled<T>(values: readonly T[]): T[];
}

/** A generator (mulberry32) for a seed that may be any text. */
export function drawFrom(seed: string): Draw {
  let state = seedOf(seed);
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (below: number) => Math.floor(uniform() * below);
  return {
    uniform,
    integer,
    pick: values => {
      if (values.length === 0) throw new RangeError('there is nothing to pick from');
      return values[integer(values.length)] as (typeof values)[number];
    },
    logNormal: (median, spread) => {
      const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
      return median * Math.exp(spread * normal);
    },
    shuffled: values => {
      const order = [...values];
      for (let i = order.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        [order[i], order[j]] = [order[j] as (typeof order)[number], order[i] as (typeof order)[number]];
      }
      return order;
    },
  };
}

/** 32 bits of a text, apart from the product's own hash: a case stays the same log when that changes. */
function seedOf(text: string): number {
  const bytes = Buffer.from(text, 'utf8');
  let a = 0x9747b28c;
  let b = 0x3c6ef372;
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x85ebca6b);
    b = Math.imul(b ^ byte, 0xc2b2ae35);
    b ^= b >>> 15;
  }
  b ^= bytes.length;
  a = Math.imul(a ^ b ^ ((a ^ b) >>> 16), 0x85ebca6b);
  a = Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  a ^= a >>> 16;
  b ^= Math.imul(a, 0x27d4eb2f);
  b = Math.imul(b ^ (b >>> 15), 0x2c1b3c6d);
  b = Math.imul(b ^ (b >>> 12), 0x297a2d39);
  return (b ^ (b >>> 15)) >>> 0;
}
