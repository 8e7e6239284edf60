/**
 * What revenuer keeps of a prompt's text: numbers only. One pass over the UTF-8 bytes, in the kernel, cuts words (lower-cased,
 * digits masked, each CJK character a word of its own) and yields the keys by which templates are recognised, wherever in
 * the prompt the constant part stands:
 * - head, tail: the first and the last five words;
 * - phrase: the four-word shingle with the smallest hash (min-hash, Broder 1997): a template that makes up the share s of a
 *   prompt's shingles gives the same phrase in about s of the requests;
 * - topic: 48 signs, see prompt-topic.ts;
 * - traits: bits of the lexicon.
 * Words are cut from the first 4,096 bytes, and the last ones from the last 512; all of the text is hashed. None of it
 * depends on other requests, so any split of a log yields the same keys (unlike Drain's parse tree).
 */
import type { Kernel } from '../kernel/kernel.js';
import { lexicon, probes, promptTraits, sensitiveItems, type PromptTrait } from './prompt-lexicon.js';

export interface PromptText {
  /** Hash of the text with white space folded. */
  hash: number;
  /** Bytes in UTF-8. */
  length: number;
  head: number;
  /** 0 when the prompt is too short to have an end of its own. */
  tail: number;
  phrase: number;
  topic: number;
  /** Bits of `promptTraits`. */
  traits: number;
}

/** Not a trait: decides whether {@link promptTraits.saferWording} is one, and goes no further. */
const sensitive = 1 << 30;

const prepared = new WeakSet<Kernel>();

/** Gives a kernel the lexicon, once. */
export function loadLexicon(kernel: Kernel): void {
  if (prepared.has(kernel)) return;
  prepared.add(kernel);
  const { run } = kernel;
  run.nameBits(promptTraits.probe, sensitive, promptTraits.saferWording);
  const add = (phrases: readonly string[], bit: number) => {
    for (const phrase of phrases) {
      const { at, length } = kernel.place(phrase);
      run.addPhrase(at, length, bit);
    }
  };
  for (const [trait, phrases] of Object.entries(lexicon) as [PromptTrait, readonly string[]][]) {
    add(phrases, promptTraits[trait]);
  }
  add(sensitiveItems, sensitive);
  for (const probe of probes) {
    const { at, length } = kernel.place(probe);
    run.addProbe(at, length);
  }
}

export function newPromptText(): PromptText {
  return { hash: 0, length: 0, head: 0, tail: 0, phrase: 0, topic: 0, traits: 0 };
}

/** Fills `out` for one prompt. The kernel must have the lexicon. */
export function analysePrompt(kernel: Kernel, text: string, out: PromptText): void {
  const { run } = kernel;
  const { at, length } = kernel.place(text);
  run.analyse(at, length);
  out.length = length;
  out.hash = run.promptHash.value;
  out.head = run.promptHead.value;
  out.tail = run.promptTail.value;
  out.phrase = run.promptPhrase.value;
  out.topic = run.promptTopic.value;
  out.traits = run.promptTraits.value;
}
