import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kernel } from '../../src/kernel/kernel.js';
import { analysePrompt, loadLexicon, newPromptText } from '../../src/requests/prompt-text.js';
import { countTopics, topicSigns } from '../../src/requests/prompt-topic.js';

const kernel = new Kernel();
loadLexicon(kernel);

function topic(text: string): number {
  const out = newPromptText();
  analysePrompt(kernel, text, out);
  return out.topic;
}

function signs(text: string): number[] {
  const counts = new Array<number>(topicSigns).fill(0);
  countTopics(counts, Float64Array.of(topic(text)), 0, 1);
  return counts.map(count => 2 * count - 1);
}

const alike = (a: string, b: string): number =>
  signs(a).reduce((sum, sign, i) => sum + sign * (signs(b)[i] as number), 0) / topicSigns;

/** Sixteen words that no other seed has; `shared` of them are everybody's. */
const text = (seed: string, shared: number): string =>
  Array.from({ length: 16 }, (_, i) => `${i < shared ? 'common' : seed}${'abcdefghijklmnop'[i] ?? ''}`).join(' ');

const meanOver = (pairs: number, shared: number): number => {
  let sum = 0;
  for (let i = 0; i < pairs; i++)
    sum += alike(
      text(
        `x${i}y`.replace(/\d/g, d => 'qrstuvwxyz'[+d] ?? ''),
        shared,
      ),
      text(
        `v${i}w`.replace(/\d/g, d => 'qrstuvwxyz'[+d] ?? ''),
        shared,
      ),
    );
  return sum / pairs;
};

describe('the topic of a prompt', () => {
  it('is an integer below 2^48, and 0 only without words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), given => {
        const found = topic(given);
        expect(Number.isSafeInteger(found) && found >= 0 && found < 2 ** topicSigns).toBe(true);
        if (/[a-z]/i.test(given)) expect(found).toBeGreaterThan(0);
      }),
    );
    expect(topic('?! …')).toBe(0);
  });

  it('does not depend on case, digits or punctuation', () => {
    expect(topic('Seven bridges of 1736, please!')).toBe(topic('seven bridges of 9 please'));
  });

  it('agrees by chance in half of the signs for texts without a word in common', () => {
    // 400 pairs of 48 signs: standard error 0.007.
    expect(Math.abs(meanOver(400, 0))).toBeLessThan(0.03);
  });

  it('agrees in more signs the more words are shared', () => {
    const [few, half, most] = [4, 8, 12].map(shared => meanOver(200, shared)) as [number, number, number];
    expect(few).toBeGreaterThan(0.05);
    expect(half).toBeGreaterThan(few + 0.1);
    expect(most).toBeGreaterThan(half + 0.1);
    expect(alike(text('solo', 0), text('solo', 0))).toBe(1);
  });

  it('is counted in any order alike', () => {
    const texts = ['alpha beta', 'gamma', 'delta epsilon zeta'];
    const count = (list: readonly string[]) => {
      const counts = new Array<number>(topicSigns).fill(0);
      countTopics(counts, Float64Array.from(list, topic), 0, list.length);
      return counts;
    };
    expect(count(texts)).toEqual(count([...texts].reverse()));
    expect(Math.max(...count(texts))).toBeLessThanOrEqual(3);
  });
});
