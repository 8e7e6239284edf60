import { describe, expect, it } from 'vitest';
import { Random } from '../../src/simulate/random.js';
import { promptSource } from '../../src/simulate/text/prompts.js';
import { meaning, wording, wrap } from '../../src/simulate/text/wrapper.js';

const source = promptSource();
const random = new Random(5, 'text');
const benign = Array.from({ length: 20_000 }, () => source.task(random));
const harvest = Array.from({ length: 20_000 }, (_, i) => source.dataset(5, 'items', false)(i));

describe('payloads', () => {
  it('hardly repeat', () => {
    expect(new Set(benign).size).toBeGreaterThan(18_500);
    expect(new Set(harvest).size).toBeGreaterThan(18_500);
  });

  it('are of one grammar: innocents and campaigns use the same words equally often', () => {
    const [a, b] = [wordShares(benign), wordShares(harvest)];
    const words = new Set([...a.keys(), ...b.keys()]);
    let distance = 0;
    for (const word of words) distance += Math.abs((a.get(word) ?? 0) - (b.get(word) ?? 0)) / 2;
    // Two halves of one sample differ by about as much.
    const [c, d] = [wordShares(benign.filter((_, i) => i % 2 === 0)), wordShares(benign.filter((_, i) => i % 2 === 1))];
    let noise = 0;
    for (const word of new Set([...c.keys(), ...d.keys()]))
      noise += Math.abs((c.get(word) ?? 0) - (d.get(word) ?? 0)) / 2;
    expect(distance).toBeLessThan(noise);
  });

  it('of a data set are the same for the same number', () => {
    expect(source.dataset(5, 'items', false)(17)).toBe(harvest[17]);
    expect(source.dataset(6, 'items', false)(17)).not.toBe(harvest[17]);
  });
});

describe('wrappers', () => {
  it('keep their meaning and change their words', () => {
    const meant = meaning(new Random(1, 'm'), 'reason');
    const worded = Array.from({ length: 30 }, (_, i) => wrap(wording(new Random(1, String(i)), meant), 'PAYLOAD'));
    expect(new Set(worded).size).toBeGreaterThan(8);
    for (const text of worded) expect(text).toContain(meant.role);
    expect(wrap(wording(new Random(1, '3'), meant), 'PAYLOAD')).toBe(worded[3]);
  });

  it('are many', () => {
    const roles = Array.from({ length: 500 }, (_, i) => JSON.stringify(meaning(new Random(2, String(i)), 'answer')));
    expect(new Set(roles).size).toBeGreaterThan(490);
  });
});

function wordShares(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  const words = texts.flatMap(text => text.split(/\s+/));
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1 / words.length);
  return counts;
}
