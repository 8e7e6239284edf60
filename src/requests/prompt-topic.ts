/**
 * What a prompt is about, as 48 signs: each of its first words votes by the bits of its hash, and the majority is kept
 * (SimHash, Charikar 2002; hashed words, Weinberger et al. 2009; see kernel/assembly/prompt.ts). The expected product of two
 * prompts' signs grows with what their words have in common, and signs can be counted: sums over prompts are integers,
 * whatever their order.
 */

export const topicSigns = 48;

const half = 2 ** 24;
/** Four signs as the bytes of an integer: four are counted with one addition. */
const spread = Uint32Array.from({ length: 16 }, (_, bits) =>
  [0, 1, 2, 3].reduce((sum, bit) => sum + ((bits >>> bit) & 1) * 2 ** (8 * bit), 0),
);
const lanes = new Uint32Array(topicSigns / 4);
/** Additions before a byte overflows. */
const mostAdded = 255;

/** Adds to `counts`, per sign, the topics of a stretch in which it is positive; 0 is no topic. Returns how many there are. */
export function countTopics(counts: number[], topics: Float64Array, from: number, to: number): number {
  let topicsFound = 0;
  for (let start = from; start < to; start += mostAdded) {
    lanes.fill(0);
    for (let row = start; row < Math.min(to, start + mostAdded); row++) {
      const topic = topics[row] as number;
      if (topic === 0) continue;
      topicsFound++;
      addSigns(topic % half, 0);
      addSigns(Math.floor(topic / half), lanes.length / 2);
    }
    for (let sign = 0; sign < topicSigns; sign++) {
      (counts[sign] as number) += ((lanes[sign >>> 2] as number) >>> (8 * (sign & 3))) & 255;
    }
  }
  return topicsFound;
}

function addSigns(signs: number, lane: number): void {
  for (let i = 0; i < lanes.length / 2; i++) lanes[lane + i]! += spread[(signs >>> (4 * i)) & 15] as number;
}
