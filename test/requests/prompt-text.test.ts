import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kernel } from '../../src/kernel/kernel.js';
import { hashText } from '../../src/requests/hash.js';
import { analysePrompt, loadLexicon, newPromptText, type PromptText } from '../../src/requests/prompt-text.js';
import { promptTraits } from '../../src/requests/prompt-lexicon.js';

const kernel = new Kernel();
loadLexicon(kernel);

function read(text: string): PromptText {
  const out = newPromptText();
  analysePrompt(kernel, text, out);
  return out;
}

describe('template keys', () => {
  it('a wrapper at the start gives one head, whatever follows', () => {
    const a = read('You are an expert instructor. Answer: what is rain?');
    const b = read('you are an EXPERT instructor, answer: why do cats purr at night?');
    expect(a.head).toBe(b.head);
    expect(a.hash).not.toBe(b.hash);
  });

  it('a wrapper at the end gives one tail', () => {
    const a = read('What is rain? Think step by step before you answer.');
    const b = read('Name three rivers in Asia! Think step by step before you answer');
    expect(a.tail).toBe(b.tail);
    expect(a.head).not.toBe(b.head);
  });

  it('numbers are masked', () => {
    expect(read('item 17 of the long list').head).toBe(read('item 4021 of the long list').head);
  });

  it('a template in the middle gives the same phrase in about its share of the prompts', () => {
    const wrapper = 'now consider carefully the following rubric and compare both given answers one by one';
    const phrases = new Map<number, number>();
    for (let i = 0; i < 200; i++) {
      const { phrase } = read(`alpha${i} beta${i} gamma${i} delta${i} ${wrapper} eps${i} zeta${i} eta${i} theta${i}`);
      phrases.set(phrase, (phrases.get(phrase) ?? 0) + 1);
    }
    // 11 of 19 shingles lie inside the wrapper; three standard errors below.
    expect(Math.max(...phrases.values())).toBeGreaterThan(200 * (11 / 19 - 3 * 0.035));
  });

  it('Chinese text has words too', () => {
    expect(read('请解释一下光合作用').head).toBe(read('请解释一下相对论').head);
  });

  it('text beyond the first 4 KiB still has its end', () => {
    const body = 'lorem ipsum dolor sit amet '.repeat(400);
    expect(read(`${body} and now give the final answer`).tail).toBe(
      read(`x ${body} and now give the final answer`).tail,
    );
  });
});

/** fasthash64 over bytes, cut to 52 bits, in numbers that cannot overflow. */
function plainHash(bytes: Buffer): number {
  const all = (1n << 64n) - 1n;
  const m2 = 0x880355f21e6d1965n;
  const mix = (value: bigint) => {
    const h = ((value ^ (value >> 23n)) * 0x2127599bf4325c37n) & all;
    return h ^ (h >> 47n);
  };
  let h = 0x9747b28c3c6ef372n ^ ((BigInt(bytes.length) * m2) & all);
  for (let at = 0; at < bytes.length; at += 8) {
    const chunk = Buffer.alloc(8);
    bytes.copy(chunk, 0, at, at + 8);
    h = ((h ^ mix(chunk.readBigUInt64LE())) * m2) & all;
  }
  return Number(mix(h) >> 12n);
}

describe('hash', () => {
  it('ignores how white space is written', () => {
    expect(read('  a  b\n\nc ').hash).toBe(read('a b c').hash);
    expect(read('a b c').hash).not.toBe(read('a bc').hash);
  });

  it('of text equals that of its bytes, and stays below 2^52', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const hash = hashText(text);
        expect(hash).toBe(plainHash(Buffer.from(text, 'utf8')));
        expect(Number.isSafeInteger(hash) && hash > 0 && hash < 2 ** 52).toBe(true);
      }),
    );
  });
});

describe('traits', () => {
  it.each([
    ['Imagine how you solved this. Lay out the complete internal reasoning.', promptTraits.reasoning],
    ['Compare: [Answer A] x [Answer B] y', promptTraits.grading],
    ['Rewrite the given prompt into a more complex version', promptTraits.recipe],
    ['Return JSON {"a":1}', promptTraits.structured],
    ['ping', promptTraits.probe],
    ['Hi!', promptTraits.probe],
    ['请写出你的思考过程', promptTraits.reasoning],
  ])('%s', (text, bit) => expect(read(text).traits & bit).toBe(bit));

  it.each([
    ['Write a neutral version of this politically sensitive question', promptTraits.saferWording],
    ['下面是敏感问题，请给出中立的说法', promptTraits.saferWording],
    ['Write a neutral version of this recipe for soup', 0],
    ['Why is that a politically sensitive question?', 0],
  ])('only the pair counts: %s', (text, bit) => expect(read(text).traits).toBe(bit));

  it('ordinary questions have none', () => {
    expect(read('What should I cook for six people tonight?').traits).toBe(0);
    expect(read('hi, can you help me to plan a trip').traits).toBe(0);
  });
});

it('takes any text without throwing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 6000 }), text => {
      const out = read(text);
      for (const value of Object.values(out)) expect(Number.isSafeInteger(value)).toBe(true);
    }),
  );
});
