import type { StoredBytes } from './stored-bytes.js';

const flags = { checksum: 2, extra: 4, name: 8, comment: 16 };
const fixedBytes = 10;

/** Consumes a gzip member's header (RFC 1952 section 2.3). `foreign`: this is no header; nothing was consumed. */
export async function readGzipHeader(stored: StoredBytes): Promise<'ok' | 'truncated' | 'foreign'> {
  const complete = await stored.fill(fixedBytes);
  const [first, second, method, flag = 0] = stored.held;
  if (first !== 0x1f || (second ?? 0x8b) !== 0x8b || (method ?? 8) !== 8 || flag > 31) return 'foreign';
  if (!complete) return 'truncated';
  stored.skip(fixedBytes);
  if (flag & flags.extra && !(await skipExtra(stored))) return 'truncated';
  if (flag & flags.name && !(await skipText(stored))) return 'truncated';
  if (flag & flags.comment && !(await skipText(stored))) return 'truncated';
  if (flag & flags.checksum && !(await skipBytes(stored, 2))) return 'truncated';
  return 'ok';
}

async function skipExtra(stored: StoredBytes): Promise<boolean> {
  if (!(await stored.fill(2))) return false;
  const [low = 0, high = 0] = stored.held;
  return skipBytes(stored, 2 + low + 256 * high);
}

async function skipBytes(stored: StoredBytes, length: number): Promise<boolean> {
  if (!(await stored.fill(length))) return false;
  stored.skip(length);
  return true;
}

/** A text that ends with a zero byte, of any length. */
async function skipText(stored: StoredBytes): Promise<boolean> {
  while (await stored.fill(1)) {
    const end = stored.held.indexOf(0);
    stored.skip(end === -1 ? stored.held.length : end + 1);
    if (end !== -1) return true;
  }
  return false;
}
