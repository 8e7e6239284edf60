/**
 * What a prompt is about, as 48 signs: hashed words, each adding to eight signed buckets (feature hashing, Weinberger et
 * al. 2009; very sparse random projections, Li, Hastie & Church 2006), of which the sign is kept (SimHash, Charikar
 * 2002). The expected product of two prompts' signs grows with the angle between their words, and signs can be counted:
 * sums over prompts are integers, whatever their order.
 */

export const topicSigns = 48;
/** Words beyond these say little more and cost as much. */
const mostWords = 40;
/** Half of the signs, as many as fit an integer operation. */
const half = topicSigns / 2;

const buckets = new Int32Array(topicSigns);

/** Signs of a list of hashed words, as bits of an integer below 2^48; 0 when there is no word. */
export function topicOf(words: Uint32Array, count: number): number {
  const length = Math.min(count, mostWords);
  if (length === 0) return 0;
  buckets.fill(0);
  let all = 0;
  for (let i = 0; i < length; i++) {
    const word = words[i] as number;
    all = Math.imul(all ^ word, 0x9e3779b1);
    let hash = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    spread(hash ^ (hash >>> 16));
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    spread(hash ^ (hash >>> 12));
  }
  // Empty buckets get the text's own signs: fixed ones would make all short prompts alike.
  all = Math.imul(all ^ (all >>> 16), 0x85ebca6b);
  const low = signsOf(0, all);
  const high = signsOf(half, Math.imul(all ^ (all >>> 13), 0xc2b2ae35));
  return Math.max(1, high * 2 ** half + low);
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

/** Each byte of the hash names a bucket and a direction. */
function spread(hash: number): void {
  for (let rest = hash, i = 0; i < 4; i++, rest >>>= 8) {
    const bucket = ((rest & 127) * topicSigns) >>> 7;
    buckets[bucket] = (buckets[bucket] as number) + ((rest & 128) === 0 ? 1 : -1);
  }
}

function signsOf(from: number, empty: number): number {
  let signs = 0;
  for (let i = 0; i < half; i++) {
    const sum = buckets[from + i] as number;
    const positive = sum === 0 ? (empty >>> i) & 1 : sum > 0 ? 1 : 0;
    signs |= positive << i;
  }
  return signs;
}
