import { describe, expect, it } from 'vitest';
import { traffic, type Traffic } from '../../src/measures/catalogue/traffic.js';

describe('traffic', () => {
  it('adds up counts that no double holds exactly, in any order', () => {
    const state = (inputTokens: number): Traffic => ({ ...traffic.create(), inputTokens });
    const sum = (...counts: number[]) =>
      counts.map(state).reduce((into, from) => traffic.merge(into, from), traffic.create()).inputTokens;
    expect(sum(2 ** 53, 1, 1, 1)).toBe(sum(1, 1, 1, 2 ** 53));
    expect(sum(2.7e21, 457035509543653760, 3)).toBe(sum(3, 2.7e21, 457035509543653760));
    expect(sum(2 ** 52, 2 ** 51, 7)).toBe(2 ** 52 + 2 ** 51 + 7);
  });
});
