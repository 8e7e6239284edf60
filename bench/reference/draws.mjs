// Seeded draws: the same seed gives the same log.

/** Uniform numbers in [0, 1) by mulberry32, and what is made of them. */
export function draws(seed) {
  let state = (seed + 1) * 0x9e3779b9;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  /** Gamma of scale 1, after Marsaglia and Tsang 2000. */
  const gamma = shape => {
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return {
    gamma,
    /** Weibull of scale 1. */
    weibull: shape => (-Math.log(1 - uniform())) ** (1 / shape),
    /** One value of a histogram of pairs of value and share. */
    from(pairs) {
      let left = uniform() * pairs.reduce((sum, [, share]) => sum + share, 0);
      for (const [value, share] of pairs) {
        left -= share;
        if (left < 0) return value;
      }
      return pairs.at(-1)[0];
    },
  };
}
