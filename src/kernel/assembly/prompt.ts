/**
 * What is kept of a prompt's text: numbers only. requests/prompt-text.ts says what each of them is for.
 */
import { combine, hash64, key52, mix64 } from './hash';
import { cutWords, LONGEST_CUT, wordCount, words } from './words';

export let promptHash: f64 = 0;
export let promptHead: f64 = 0;
export let promptTail: f64 = 0;
export let promptPhrase: f64 = 0;
export let promptTopic: f64 = 0;
export let promptTraits: u32 = 0;

/** Words at the edges of a prompt that make its head and tail, and words of a phrase. */
const EDGE: usize = 5;
const PHRASE: usize = 4;
/** Bytes from the end of a long text that are searched for its last words. */
const TAIL_BYTES: usize = 512;

let folded: usize = 0;
let foldedCapacity: usize = 0;

export function analyse(at: usize, length: usize): void {
  if (length + 64 > foldedCapacity) {
    if (folded != 0) heap.free(folded);
    foldedCapacity = 2 * length + 4096;
    folded = heap.alloc(foldedCapacity);
  }
  const size = fold(at, length, folded);
  promptHash = size == 0 ? 1 : key52(hash64(folded, size));
  cutWords(folded, min(size, LONGEST_CUT));
  promptHead = keyOfWords(0, min(EDGE, wordCount));
  promptPhrase = minimalPhrase();
  promptTopic = topic();
  promptTraits = traits();
  if (size > LONGEST_CUT) {
    const from = wordStart(max(LONGEST_CUT, size - TAIL_BYTES), size);
    cutWords(folded + from, size - from);
  }
  promptTail = wordCount > EDGE ? keyOfWords(wordCount - EDGE, wordCount) : 0;
}

/** Copies text with each run of ASCII white space and control bytes as one blank, ends trimmed; returns its length. */
function fold(at: usize, length: usize, to: usize): usize {
  let from = at;
  let end = at + length;
  while (from < end && load<u8>(from) <= 0x20) from++;
  while (end > from && load<u8>(end - 1) <= 0x20) end--;
  let out = to;
  let after: i32 = 0;
  const blank = i8x16.splat(0x20);
  while (from + 16 <= end) {
    const chunk = v128.load(from);
    const white = i8x16.bitmask(i8x16.le_u(chunk, blank));
    if ((white & ((white << 1) | after)) == 0) {
      v128.store(out, i8x16.max_u(chunk, blank));
      out += 16;
      after = white >> 15;
    } else {
      for (let i: usize = 0; i < 16; i++) {
        const byte = load<u8>(from + i);
        if (byte > 0x20) {
          store<u8>(out++, byte);
          after = 0;
        } else if (after == 0) {
          store<u8>(out++, 0x20);
          after = 1;
        }
      }
    }
    from += 16;
  }
  for (; from < end; from++) {
    const byte = load<u8>(from);
    if (byte > 0x20) {
      store<u8>(out++, byte);
      after = 0;
    } else if (after == 0) {
      store<u8>(out++, 0x20);
      after = 1;
    }
  }
  return out - to;
}

/** Moves to the next blank or punctuation, so that the tail does not begin inside a word. */
function wordStart(from: usize, size: usize): usize {
  let i = from;
  while (i < size && i < from + 64) {
    const byte = load<u8>(folded + i);
    const lower = byte | 0x20;
    if (byte < 0x80 && byte != 0x5f && byte - 0x30 >= 10 && (lower < 0x61 || lower > 0x7a)) break;
    i++;
  }
  return i;
}

/** Key of a run of words, 0 for none. */
function keyOfWords(from: usize, to: usize): f64 {
  return from >= to ? 0 : key52(mix64(sequence(from, to)));
}

function sequence(from: usize, to: usize): u64 {
  let h: u64 = <u64>(to - from) * 0x9e3779b97f4a7c15;
  for (let i = from; i < to; i++) h = combine(h, <u64>load<u32>(words + 4 * i));
  return h;
}

/** The phrase whose hash is smallest (min-hash, Broder 1997); 0 where there are too few words. */
function minimalPhrase(): f64 {
  if (wordCount < PHRASE) return 0;
  let best: u64 = u64.MAX_VALUE;
  let place: usize = 0;
  const last = wordCount - PHRASE;
  for (let i: usize = 0; i <= last; i++) {
    const first = load<u64>(words + 4 * i);
    const second = load<u64>(words + 4 * i + 8);
    let rank = (first * 0x880355f21e6d1965) ^ (rotl(second, 29) * 0x2127599bf4325c37);
    rank = (rank ^ (rank >>> 32)) * 0x9e3779b97f4a7c15;
    rank ^= rank >>> 32;
    if (rank < best) {
      best = rank;
      place = i;
    }
  }
  return key52(mix64(combine(sequence(place, place + PHRASE), 0x70687261)));
}

/** First words that vote on the topic: at most 63, since votes are counted in six binary digits. */
const VOTERS: usize = 40;
const SIGNS: u64 = (1 << 48) - 1;

/**
 * The bits that more than half of the words' hashes have (SimHash, Charikar 2002). Votes are counted for all bits at once:
 * `ones` holds the last binary digit of every count, `twos` the one before, and a word is added with carry.
 */
function topic(): f64 {
  const length = min(wordCount, VOTERS);
  if (length == 0) return 0;
  let ones: u64 = 0;
  let twos: u64 = 0;
  let fours: u64 = 0;
  let eights: u64 = 0;
  let sixteens: u64 = 0;
  let thirtyTwos: u64 = 0;
  let all: u64 = 0;
  for (let i: usize = 0; i < length; i++) {
    let carry = mix64(<u64>load<u32>(words + 4 * i) * 0xd6e8feb86659fd93);
    all = (all ^ carry) * 0x9e3779b97f4a7c15;
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
  const needed = <u64>(length >> 1);
  let more: u64 = 0;
  let equal: u64 = ~(<u64>0);
  more |= equal & thirtyTwos & ~bit(needed, 5);
  equal &= ~(thirtyTwos ^ bit(needed, 5));
  more |= equal & sixteens & ~bit(needed, 4);
  equal &= ~(sixteens ^ bit(needed, 4));
  more |= equal & eights & ~bit(needed, 3);
  equal &= ~(eights ^ bit(needed, 3));
  more |= equal & fours & ~bit(needed, 2);
  equal &= ~(fours ^ bit(needed, 2));
  more |= equal & twos & ~bit(needed, 1);
  equal &= ~(twos ^ bit(needed, 1));
  more |= equal & ones & ~bit(needed, 0);
  equal &= ~(ones ^ bit(needed, 0));
  // An even number of words may be split: the text decides, since a fixed sign would make short prompts alike.
  if ((length & 1) == 0) more |= equal & mix64(all);
  const signs = more & SIGNS;
  return signs == 0 ? 1 : <f64>signs;
}

/** All ones where the binary digit of a number is one. */
// @ts-ignore: decorator
@inline
function bit(number: u64, digit: u64): u64 {
  return <u64>0 - ((number >>> digit) & 1);
}

/** Heads of the lists of phrases by their first word's last twelve bits. */
const phrases: usize = memory.data(4 * 4096, 16);
// A phrase: the next one of the list, its bit, its number of words, the words.
const NEXT: usize = 0;
const BIT: usize = 4;
const LENGTH: usize = 8;
const WORDS: usize = 12;

/** Keys of whole prompts that are probes. */
const probes: usize = memory.data(8 * 128, 16);
let probeCount: usize = 0;
const LONGEST_PROBE: usize = 4;

/** Bits the host gave their meaning: what a probe is, a sensitive item, and the wording that counts only beside one. */
let probeBit: u32 = 0;
let sensitiveBit: u32 = 0;
let besideBit: u32 = 0;

export function nameBits(probe: u32, sensitive: u32, beside: u32): void {
  probeBit = probe;
  sensitiveBit = sensitive;
  besideBit = beside;
}

export function addPhrase(at: usize, length: usize, bits: u32): void {
  cutWords(at, length);
  if (wordCount == 0) return;
  const phrase = heap.alloc(WORDS + 4 * wordCount);
  const head = phrases + 4 * (<usize>load<u32>(words) & 4095);
  store<u32>(phrase, load<u32>(head), NEXT);
  store<u32>(phrase, bits, BIT);
  store<u32>(phrase, <u32>wordCount, LENGTH);
  memory.copy(phrase + WORDS, words, 4 * wordCount);
  store<u32>(head, <u32>phrase);
}

export function addProbe(at: usize, length: usize): void {
  cutWords(at, length);
  if (wordCount == 0 || wordCount > LONGEST_PROBE || probeCount == 128) return;
  store<f64>(probes + 8 * probeCount, keyOfWords(0, wordCount));
  probeCount++;
}

function traits(): u32 {
  let found: u32 = 0;
  if (wordCount != 0 && wordCount <= LONGEST_PROBE && isProbe(keyOfWords(0, wordCount))) found |= probeBit;
  for (let i: usize = 0; i < wordCount; i++) {
    const word = load<u32>(words + 4 * i);
    let phrase = <usize>load<u32>(phrases + 4 * (<usize>word & 4095));
    while (phrase != 0) {
      if (load<u32>(phrase, WORDS) == word && standsAt(phrase, i)) found |= load<u32>(phrase, BIT);
      phrase = load<u32>(phrase, NEXT);
    }
  }
  return (found & sensitiveBit) == 0 ? found & ~besideBit : found & ~sensitiveBit;
}

function isProbe(key: f64): bool {
  for (let i: usize = 0; i < probeCount; i++) if (load<f64>(probes + 8 * i) == key) return true;
  return false;
}

function standsAt(phrase: usize, place: usize): bool {
  const length = <usize>load<u32>(phrase, LENGTH);
  if (place + length > wordCount) return false;
  for (let j: usize = 1; j < length; j++) {
    if (load<u32>(words + 4 * (place + j)) != load<u32>(phrase + 4 * j, WORDS)) return false;
  }
  return true;
}
