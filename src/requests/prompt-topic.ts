/**
 * What a prompt is about, as 48 signs: each of its first words votes by the bits of its hash, and the majority is kept
 * (SimHash, Charikar 2002; hashed words, Weinberger et al. 2009). The expected product of two prompts' signs grows with
 * what their words have in common, and signs can be counted: sums over prompts are integers, whatever their order.
 */

export const topicSigns = 48;
/** Words beyond these say little more and cost as much. At most 63: votes are counted in six binary digits. */
const mostWords = 40;
/** Half of the signs: as many as an integer operation takes at once, with room to spare. */
const half = topicSigns / 2;
const mask = 2 ** half - 1;

/** Signs of a list of hashed words, as bits of an integer below 2^48; 0 when there is no word. */
export function topicOf(words: Uint32Array, count: number): number {
  const length = Math.min(count, mostWords);
  if (length === 0) return 0;
  return Math.max(1, majority(words, length, 0x85ebca6b) * 2 ** half + majority(words, length, 0x2c1b3c6d));
}

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

/**
 * The bits that more than half of the words' hashes have. Votes are counted for all bits at once: `ones` holds the last
 * binary digit of every count, `twos` the one before, and a word is added with carry.
 */
function majority(words: Uint32Array, length: number, factor: number): number {
  let [ones, twos, fours, eights, sixteens, thirtyTwos] = [0, 0, 0, 0, 0, 0];
  let all = 0;
  for (let i = 0; i < length; i++) {
    let hash = words[i] as number;
    hash = Math.imul(hash ^ (hash >>> 15), factor);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    let carry = hash ^ (hash >>> 16);
    all = Math.imul(all ^ carry, 0x9e3779b1);
    let next = ones & carry;
    ones ^= carry;
    carry = twos & next;
    twos ^= next;
    next = fours & carry;
    fours ^= carry;
    carry = eights & next;
    eights ^= next;
    next = sixteens & carry;
    sixteens ^= carry;
    thirtyTwos ^= next;
  }
  const needed = length >>> 1;
  let more = 0;
  let equal = -1;
  for (let digit = 5; digit >= 0; digit--) {
    const own =
      digit === 5
        ? thirtyTwos
        : digit === 4
          ? sixteens
          : digit === 3
            ? eights
            : digit === 2
              ? fours
              : digit === 1
                ? twos
                : ones;
    const wanted = -((needed >>> digit) & 1);
    more |= equal & own & ~wanted;
    equal &= ~(own ^ wanted);
  }
  // An even number of words may be split: the text decides, since a fixed sign would make short prompts alike.
  if ((length & 1) === 0) more |= equal & (all ^ (all >>> 16));
  return (more & mask) >>> 0;
}
