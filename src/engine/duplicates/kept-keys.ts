/** What a run counted, as keys that go with its profiles: so that it is known again when others are measured or merged. */
import { KeyLog } from './key-log.js';

/** Requests that tell which they are, in any order; or records, in their order. */
export type KindOfKeys = 'requests' | 'records';

/** Keys in one line of a profile. */
const mostInLine = 2 ** 15;
const keyBytes = 7;

export class KeptKeys {
  readonly kind: KindOfKeys;
  readonly #log: KeyLog;

  /** @param budget bytes of memory; the rest goes to disk */
  constructor(kind: KindOfKeys, budget: number) {
    this.kind = kind;
    this.#log = new KeyLog(budget);
  }

  get count(): number {
    return this.#log.length;
  }

  push(key: number): void {
    this.#log.push(key);
  }

  /** As texts, of at most some 32,000 keys each. */
  *texts(): Generator<string> {
    for (let from = 0; from < this.count; from += mostInLine) {
      const count = Math.min(mostInLine, this.count - from);
      const bytes = Buffer.allocUnsafe(keyBytes * count);
      for (let i = 0; i < count; i++) {
        const key = this.#log.at(from + i);
        bytes.writeUInt32LE(key >>> 0, keyBytes * i);
        bytes.writeUIntLE(Math.floor(key / 2 ** 32), keyBytes * i + 4, 3);
      }
      yield bytes.toString('base64');
    }
  }

  end(): void {
    this.#log.end();
  }
}

/** Keys of a text. @throws SyntaxError when it is none */
export function* keysOf(text: string): Generator<number> {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % keyBytes !== 0 || bytes.toString('base64') !== text) throw new SyntaxError('no keys');
  for (let at = 0; at < bytes.length; at += keyBytes) {
    const key = bytes.readUInt32LE(at) + 2 ** 32 * bytes.readUIntLE(at + 4, 3);
    if (key < 1 || key >= 2 ** 52) throw new SyntaxError('no keys');
    yield key;
  }
}
