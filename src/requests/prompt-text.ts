/**
 * What revenuer keeps of a prompt's text: numbers only. One pass over the UTF-8 bytes cuts words (lower-cased, digits
 * masked, each CJK character a word of its own) and yields the keys by which templates are recognised, wherever in
 * the prompt the constant part stands:
 * - head, tail: the first and the last {@link edgeWords} words;
 * - phrase: the {@link phraseWords}-word shingle with the smallest hash (min-hash, Broder 1997): a template that makes
 *   up the share s of a prompt's shingles gives the same phrase in about s of the requests.
 * None of it depends on other requests, so any split of a log yields the same keys (unlike Drain's parse tree).
 */
import { encodeShared, hashBytes, hashPair } from './hash.js';
import { lexicon, probes, promptTraits, sensitiveItems, type PromptTrait } from './prompt-lexicon.js';
import { topicOf } from './prompt-topic.js';

export interface PromptText {
  /** Hash of the text with white space folded. */
  hash: number;
  /** Bytes in UTF-8. */
  length: number;
  head: number;
  /** 0 when the prompt is too short to have an end of its own. */
  tail: number;
  phrase: number;
  /** Signs of the first words, see prompt-topic.ts. */
  topic: number;
  /** Bits of `promptTraits`. */
  traits: number;
}

export const edgeWords = 5;
export const phraseWords = 4;
/** Text beyond this many bytes from the start, or from the end, is hashed but not cut into words. */
const headBytes = 4096;
const tailBytes = 512;
const maxWords = 1024;

const words = new Uint32Array(maxWords);
let wordCount = 0;

export function newPromptText(): PromptText {
  return { hash: 0, length: 0, head: 0, tail: 0, phrase: 0, topic: 0, traits: 0 };
}

/** Fills `out` for one prompt. Cost: about 3 ns a byte. */
export function analysePrompt(text: string, out: PromptText): void {
  const { bytes, length } = encodeShared(text);
  out.length = length;
  out.hash = foldedHash(bytes, length);
  cutWords(bytes, 0, Math.min(length, headBytes));
  out.head = keyOf(0, Math.min(edgeWords, wordCount));
  out.phrase = minimalPhrase();
  out.topic = topicOf(words, wordCount);
  out.traits = traitsOf();
  if (length > headBytes) cutWords(bytes, wordStart(bytes, Math.max(headBytes, length - tailBytes)), length);
  out.tail = wordCount > edgeWords ? keyOf(wordCount - edgeWords, wordCount) : 0;
}

/** The first words of a prompt as the head key sees them: equal keys have equal heads. */
export function headText(text: string): string {
  const seen: string[] = [];
  for (const match of text
    .slice(0, 512)
    .toLowerCase()
    .matchAll(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\d+|[\p{L}\p{M}_]+/gu)) {
    seen.push(/^\d/.test(match[0]) ? '0' : match[0]);
    if (seen.length === edgeWords) break;
  }
  return seen.join(' ');
}

/** Hash of the bytes with each run of ASCII white space as one blank, ends trimmed. */
function foldedHash(bytes: Uint8Array, length: number): number {
  let start = 0;
  let end = length;
  while (start < end && (bytes[start] as number) <= 32) start++;
  while (end > start && (bytes[end - 1] as number) <= 32) end--;
  let a = 0x9747b28c;
  let b = 0x3c6ef372;
  let blank = false;
  for (let i = start; i < end; i++) {
    let byte = bytes[i] as number;
    if (byte <= 32) {
      if (blank) continue;
      blank = true;
      byte = 32;
    } else blank = false;
    a = Math.imul(a ^ byte, 0x85ebca6b);
    b = Math.imul(b ^ byte, 0xc2b2ae35);
    b ^= b >>> 15;
  }
  return hashPair(a >>> 0, b >>> 0);
}

/**
 * Character classes by byte: 0 separator, 1 letter, 2 digit, 3 lead byte of a character that is a word of its own (CJK),
 * 4 lead byte of general punctuation (U+2000 to U+2FFF).
 */
const classes = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) {
  if (byte >= 0x30 && byte <= 0x39) classes[byte] = 2;
  else if ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x5f) classes[byte] = 1;
  else if (byte >= 0xe3 && byte <= 0xe9) classes[byte] = 3;
  else if (byte === 0xe2) classes[byte] = 4;
  else if (byte >= 0x80) classes[byte] = 1;
}

/** Replaces the shared word list by the words of a byte range. */
function cutWords(bytes: Uint8Array, start: number, end: number): void {
  let count = 0;
  let i = start;
  while (i < end && count < maxWords) {
    const kind = classes[bytes[i] as number];
    let hash = 0x811c9dc5;
    if (kind === 0 || kind === 4) {
      i += kind === 0 ? 1 : 3;
      continue;
    }
    if (kind === 2) {
      while (i < end && classes[bytes[i] as number] === 2) i++;
      hash = digitWord;
    } else if (kind === 3) {
      const stop = Math.min(end, i + 3);
      for (; i < stop; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    } else {
      for (; i < end; i++) {
        let byte = bytes[i] as number;
        if (classes[byte] !== 1) break;
        if (byte >= 0x41 && byte <= 0x5a) byte += 32;
        hash = Math.imul(hash ^ byte, 0x01000193);
      }
    }
    words[count++] = hash;
  }
  wordCount = count;
}

const digitWord = Math.imul(0x811c9dc5 ^ 0x30, 0x01000193);

/** Moves forward to the next separator, so that the tail does not begin inside a word. */
function wordStart(bytes: Uint8Array, from: number): number {
  let i = from;
  while (i < bytes.length && i < from + 64 && classes[bytes[i] as number] !== 0) i++;
  return i;
}

function keyOf(from: number, to: number): number {
  if (from >= to) return 0;
  let key = to - from;
  for (let i = from; i < to; i++) key = hashPair(key, words[i] as number);
  return key;
}

function minimalPhrase(): number {
  let best = 0xffffffff;
  let at = -1;
  for (let i = 0; i + phraseWords <= wordCount; i++) {
    let hash = 0;
    for (let j = 0; j < phraseWords; j++) hash = Math.imul(hash ^ (words[i + j] as number), 0x9e3779b1) ^ (hash >>> 15);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    const rank = (hash ^ (hash >>> 13)) >>> 0;
    if (rank < best) {
      best = rank;
      at = i;
    }
  }
  return at < 0 ? 0 : hashPair(keyOf(at, at + phraseWords), 0x70687261);
}

interface Phrase {
  words: Uint32Array;
  bit: number;
}

/** Phrases by their first word, behind a bitmap that most words never pass. */
const phrasesByWord = new Map<number, Phrase[]>();
const firstWords = new Uint8Array(4096);
const probeKeys = new Set<number>();
/** Not a trait: decides whether {@link promptTraits.saferWording} is one, and goes no further. */
const sensitive = 1 << 30;
for (const [trait, phrases] of Object.entries(lexicon) as [PromptTrait, readonly string[]][]) {
  addPhrases(phrases, promptTraits[trait]);
}
addPhrases(sensitiveItems, sensitive);
for (const probe of probes) {
  wordsOf(probe);
  probeKeys.add(keyOf(0, wordCount));
}

function addPhrases(phrases: readonly string[], bit: number): void {
  for (const phrase of phrases) {
    const own = wordsOf(phrase);
    const first = own[0] as number;
    const list = phrasesByWord.get(first) ?? [];
    list.push({ words: own, bit });
    phrasesByWord.set(first, list);
    firstWords[first & 4095] = 1;
  }
}

function wordsOf(text: string): Uint32Array {
  const { bytes, length } = encodeShared(text);
  cutWords(bytes, 0, length);
  return words.slice(0, wordCount);
}

function traitsOf(): number {
  let traits = 0;
  if (wordCount <= 4 && probeKeys.has(keyOf(0, wordCount))) traits |= promptTraits.probe;
  for (let i = 0; i < wordCount; i++) {
    const word = words[i] as number;
    if (firstWords[word & 4095] === 0) continue;
    const phrases = phrasesByWord.get(word);
    if (phrases === undefined) continue;
    for (const phrase of phrases) if ((traits & phrase.bit) === 0 && phraseAt(phrase.words, i)) traits |= phrase.bit;
  }
  return (traits & sensitive) === 0 ? traits & ~promptTraits.saferWording : traits & ~sensitive;
}

function phraseAt(phrase: Uint32Array, at: number): boolean {
  if (at + phrase.length > wordCount) return false;
  for (let j = 1; j < phrase.length; j++) if (words[at + j] !== phrase[j]) return false;
  return true;
}

/** Key of a logged system prompt or prompt hash: the same function for all, so that equal texts stay equal. */
export function textKey(text: string): number {
  const { bytes, length } = encodeShared(text);
  return hashBytes(bytes, 0, length);
}
