/**
 * Texts that stand for nothing, as the host teaches them (requests/placeholders.ts): at most sixteen bytes, in lower case.
 * Compared in whatever case, sixteen bytes at once.
 */

/** Bytes of one entry, and entries there is room for. */
const WIDTH: usize = 16;
const MOST: usize = 128;

const entries: usize = memory.data(2048, 16);
/** For each length the first letters there are, folded into 32 bits: what keeps nearly every text from being compared. */
const firsts: usize = memory.data(68, 4);
/** Bytes that count, for each length: a slice of this, sixteen wide, that ends in zeros. */
const masks: usize = memory.data<u8>([
  0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0,
]);
let known: usize = 0;

/** @param at `count` texts, padded with zeros to sixteen bytes each */
export function setPlaceholders(at: usize, count: usize): void {
  known = min(count, MOST);
  memory.copy(entries, at, WIDTH * known);
  memory.fill(firsts, 0, 68);
  for (let i: usize = 0; i < known; i++) {
    const entry = entries + WIDTH * i;
    let length: usize = 0;
    while (length < WIDTH && load<u8>(entry + length) != 0) length++;
    const first = firsts + 4 * length;
    store<u32>(first, load<u32>(first) | letter(load<u8>(entry)));
  }
}

// @ts-ignore: decorator
@inline
function letter(byte: u8): u32 {
  return <u32>1 << (byte & 31);
}

// @ts-ignore: decorator
@inline
export function isPlaceholder(at: usize, length: usize): bool {
  if (length - 1 >= WIDTH) return false;
  return (load<u32>(firsts + 4 * length) & letter(load<u8>(at))) != 0 && isEntry(at, length);
}

function isEntry(at: usize, length: usize): bool {
  const text = lower(v128.and(v128.load(at), v128.load(masks + WIDTH - length)));
  for (let i: usize = 0; i < known; i++) {
    const entry = entries + WIDTH * i;
    // An entry that is shorter, before zeros of the text's own, is another text.
    if (!v128.any_true(v128.xor(text, v128.load(entry))) && load<u8>(entry + length - 1) != 0) return true;
  }
  return false;
}

/** `A` to `Z` in lower case. */
// @ts-ignore: decorator
@inline
function lower(text: v128): v128 {
  const capital = v128.and(i8x16.gt_s(text, i8x16.splat(0x40)), i8x16.lt_s(text, i8x16.splat(0x5b)));
  return v128.or(text, v128.and(capital, i8x16.splat(0x20)));
}
