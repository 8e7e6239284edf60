import type { Source } from '../../src/sources/source.js';

/** An input that lives in memory, delivered in chunks of the given size. */
export function memorySource(bytes: Uint8Array, options: { chunk?: number; reopenable?: boolean } = {}): Source {
  const { chunk = 1000, reopenable = true } = options;
  return {
    path: 'memory.log',
    bytes: bytes.length,
    reopenable,
    async *open(from = 0) {
      for (let at = from; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
    },
  };
}
