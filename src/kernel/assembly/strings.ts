/** Text inside records: the ends of strings, their escapes, and whether bytes are UTF-8. */

/** Where the last {@link scanString} found escapes or bytes beyond ASCII. */
export let sawEscape: bool = false;
export let sawHigh: bool = false;

/**
 * Address of the quote that closes a JSON string whose first byte is at `at`; 0 when it holds what JSON forbids or is not
 * closed before `end`. Reads up to 16 bytes beyond.
 */
export function scanString(at: usize, end: usize): usize {
  let escaped = false;
  let high: i32 = 0;
  const quote = i8x16.splat(0x22);
  const backslash = i8x16.splat(0x5c);
  const space = i8x16.splat(0x20);
  while (at < end) {
    const chunk = v128.load(at);
    const stop = i8x16.bitmask(
      v128.or(v128.or(i8x16.eq(chunk, quote), i8x16.eq(chunk, backslash)), i8x16.lt_u(chunk, space)),
    );
    const beyond = i8x16.bitmask(chunk);
    if (stop == 0) {
      high |= beyond;
      at += 16;
      continue;
    }
    const place = ctz(stop);
    high |= beyond & ((1 << place) - 1);
    at += place;
    if (at >= end) return 0;
    const byte = load<u8>(at);
    if (byte == 0x22) {
      sawEscape = escaped;
      sawHigh = high != 0;
      return at;
    }
    if (byte != 0x5c) return 0;
    escaped = true;
    const kind = load<u8>(at + 1);
    if (kind == 0x75) {
      if (at + 6 > end || hex4(at + 2) < 0) return 0;
      at += 6;
    } else {
      if (!isSimpleEscape(kind)) return 0;
      at += 2;
    }
  }
  return 0;
}

// @ts-ignore: decorator
@inline
function isSimpleEscape(byte: u8): bool {
  return (
    byte == 0x22 || byte == 0x5c || byte == 0x2f || byte == 0x62 || byte == 0x66 || byte == 0x6e || byte == 0x72 || byte == 0x74
  );
}

/** Value of four hexadecimal digits, negative when there is another byte among them. */
function hex4(at: usize): i32 {
  let value: i32 = 0;
  for (let i: usize = 0; i < 4; i++) {
    const byte = <i32>load<u8>(at + i);
    let digit: i32;
    if (byte >= 0x30 && byte <= 0x39) digit = byte - 0x30;
    else if (byte >= 0x41 && byte <= 0x46) digit = byte - 0x37;
    else if (byte >= 0x61 && byte <= 0x66) digit = byte - 0x57;
    else return -1;
    value = (value << 4) | digit;
  }
  return value;
}

/**
 * Writes a checked JSON string without its escapes and returns where it ends. A surrogate without its partner becomes U+FFFD,
 * as it does when a string of the host is encoded.
 */
export function unescapeJson(from: usize, end: usize, to: usize): usize {
  while (from < end) {
    const chunk = v128.load(from);
    const stop = i8x16.bitmask(i8x16.eq(chunk, i8x16.splat(0x5c)));
    v128.store(to, chunk);
    let plain: usize = stop == 0 ? 16 : ctz(stop);
    if (from + plain >= end) return to + (end - from);
    from += plain;
    to += plain;
    if (stop == 0) continue;
    const kind = load<u8>(from + 1);
    if (kind != 0x75) {
      store<u8>(to, simpleEscape(kind));
      from += 2;
      to += 1;
      continue;
    }
    let code = hex4(from + 2);
    from += 6;
    if ((code & 0xf800) == 0xd800) {
      const low =
        (code & 0x400) == 0 && from + 6 <= end && load<u16>(from) == 0x755c ? hex4(from + 2) : -1;
      if ((low & 0xfffffc00) == 0xdc00 && low > 0) {
        code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
        from += 6;
      } else code = 0xfffd;
    }
    to = encode(code, to);
  }
  return to;
}

function simpleEscape(kind: u8): u8 {
  switch (kind) {
    case 0x62:
      return 8;
    case 0x66:
      return 12;
    case 0x6e:
      return 10;
    case 0x72:
      return 13;
    case 0x74:
      return 9;
    default:
      return kind;
  }
}

/** UTF-8 of a code point; returns the address after it. */
function encode(code: i32, to: usize): usize {
  if (code < 0x80) {
    store<u8>(to, <u8>code);
    return to + 1;
  }
  if (code < 0x800) {
    store<u8>(to, <u8>(0xc0 | (code >> 6)));
    store<u8>(to + 1, <u8>(0x80 | (code & 0x3f)));
    return to + 2;
  }
  if (code < 0x10000) {
    store<u8>(to, <u8>(0xe0 | (code >> 12)));
    store<u8>(to + 1, <u8>(0x80 | ((code >> 6) & 0x3f)));
    store<u8>(to + 2, <u8>(0x80 | (code & 0x3f)));
    return to + 3;
  }
  store<u8>(to, <u8>(0xf0 | (code >> 18)));
  store<u8>(to + 1, <u8>(0x80 | ((code >> 12) & 0x3f)));
  store<u8>(to + 2, <u8>(0x80 | ((code >> 6) & 0x3f)));
  store<u8>(to + 3, <u8>(0x80 | (code & 0x3f)));
  return to + 4;
}

/** Whether bytes are well-formed UTF-8 (Unicode 15, table 3-7). */
export function isUtf8(at: usize, end: usize): bool {
  while (at < end) {
    if (at + 16 <= end && i8x16.bitmask(v128.load(at)) == 0) {
      at += 16;
      continue;
    }
    const byte = <u32>load<u8>(at);
    if (byte < 0x80) {
      at += 1;
    } else if (byte < 0xc2) {
      return false;
    } else if (byte < 0xe0) {
      if (at + 2 > end || !isContinuation(at + 1)) return false;
      at += 2;
    } else if (byte < 0xf0) {
      if (at + 3 > end || !isContinuation(at + 1) || !isContinuation(at + 2)) return false;
      const second = load<u8>(at + 1);
      if (byte == 0xe0 && second < 0xa0) return false;
      if (byte == 0xed && second > 0x9f) return false;
      at += 3;
    } else if (byte < 0xf5) {
      if (at + 4 > end || !isContinuation(at + 1) || !isContinuation(at + 2) || !isContinuation(at + 3)) return false;
      const second = load<u8>(at + 1);
      if (byte == 0xf0 && second < 0x90) return false;
      if (byte == 0xf4 && second > 0x8f) return false;
      at += 4;
    } else return false;
  }
  return true;
}

// @ts-ignore: decorator
@inline
function isContinuation(at: usize): bool {
  return (load<u8>(at) & 0xc0) == 0x80;
}
