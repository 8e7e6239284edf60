/**
 * What a prompt is about, as 48 signs: each of its first words votes by the bits of its hash, and the majority is kept
 * (SimHash, Charikar 2002; hashed words, Weinberger et al. 2009; see kernel/assembly/prompt.ts). The expected product of two
 * prompts' signs grows with what their words have in common, and signs can be counted: sums over prompts are integers,
 * whatever their order.
 */

export const topicSigns = 48;
const half = topicSigns / 2;

/** Adds to `counts`, per sign, whether it is positive. */
export function countTopic(counts: number[], topic: number): void {
  let low = topic % 2 ** half;
  let high = Math.floor(topic / 2 ** half);
  for (let i = 0; i < half; i++) {
    counts[i] = (counts[i] as number) + (low & 1);
    counts[half + i] = (counts[half + i] as number) + (high & 1);
    low >>>= 1;
    high >>>= 1;
  }
}
