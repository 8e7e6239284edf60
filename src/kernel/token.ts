/** Tokens as the kernel writes them (assembly/tokens.ts): eight bytes, the address below, kind and length above. */

export const tokenKinds = { absent: 0, text: 1, number: 2, true: 3, false: 4, value: 5, unread: 6 } as const;

/** Bytes of one token. */
export const tokenBytes = 8;

/** What became of a record in the kernel. */
export const recordStates = { left: 0, read: 1 } as const;

const lengthBits = 29;
const lengthMask = 2 ** lengthBits - 1;

export interface Token {
  readonly kind: number;
  readonly at: number;
  readonly length: number;
}

/** The token at an address, from the words of a kernel's memory. */
export function tokenAt(words: Uint32Array, address: number): Token {
  const at = words[address >>> 2] as number;
  const upper = words[(address >>> 2) + 1] as number;
  return { kind: upper >>> lengthBits, at, length: upper & lengthMask };
}

/** Copies tokens as something that only the host can read. */
export function hideTokens(words: Uint32Array, from: number, to: number, count: number): void {
  const unread = (tokenKinds.unread << lengthBits) >>> 0;
  for (let i = 0, source = from >>> 2, target = to >>> 2; i < count; i++, source += 2, target += 2) {
    const upper = words[source + 1] as number;
    words[target] = words[source] as number;
    words[target + 1] = upper === 0 ? 0 : (upper & lengthMask) | unread;
  }
}
