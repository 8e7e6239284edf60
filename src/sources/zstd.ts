import type { Damage } from './damage.js';
import { command } from './magic.js';
import type { StoredBytes } from './stored-bytes.js';
import { createFrameDecoder, type FrameDecoder } from './zstd-decoder.js';
import * as frames from './zstd-frame.js';

/** Frames that look back further are refused, as by `zstd -d`: a header of six bytes could claim gigabytes. */
const maxWindowBytes = 128 * 1024 * 1024;
const magic = 0xfd2fb528;
const notPacked = 'what it holds is not what was packed';
const wrongSum = 'the zstd checksum does not match: some of the data before it is wrong';

/**
 * Unpacks all frames of a zstd file (RFC 8878), skippable ones passed over. Returns what is wrong with it, after
 * everything that could be unpacked. Frames and blocks are walked here, so that damage is placed to the block and a
 * decoder never sees a claim (window, block size) that was not checked.
 */
export async function* unzstd(
  stored: StoredBytes,
  path: string,
  createDecoder: () => FrameDecoder = createFrameDecoder,
): AsyncGenerator<Uint8Array, Damage | undefined> {
  const decoder = createDecoder();
  try {
    return yield* unpackFrames(stored, path, decoder);
  } finally {
    decoder.close();
  }
}

async function* unpackFrames(
  stored: StoredBytes,
  path: string,
  decoder: FrameDecoder,
): AsyncGenerator<Uint8Array, Damage | undefined> {
  while (await stored.fill(1)) {
    const start = stored.position;
    if (!(await stored.fill(frames.leastHeaderBytes))) return truncated(stored);
    const first = frames.littleEndian(stored.held, 0, 4);
    if (first >>> 4 === 0x184d2a5) {
      if (!(await skipFrame(stored))) return truncated(stored);
    } else if (first === magic) {
      const damage = yield* unpackFrame(stored, path, decoder);
      if (damage !== undefined) return damage;
    } else {
      return { position: start, message: 'what follows the zstd data is not zstd' };
    }
  }
  return undefined;
}

/** A skippable frame: magic, length, and content for other programs. */
async function skipFrame(stored: StoredBytes): Promise<boolean> {
  if (!(await stored.fill(8))) return false;
  let left = frames.littleEndian(stored.held, 4, 4);
  stored.skip(8);
  while (left > 0 && (await stored.fill(1))) {
    const length = Math.min(left, stored.held.length);
    stored.skip(length);
    left -= length;
  }
  return left === 0;
}

async function* unpackFrame(
  stored: StoredBytes,
  path: string,
  decoder: FrameDecoder,
): AsyncGenerator<Uint8Array, Damage | undefined> {
  try {
    const length = frames.headerLength(stored.held);
    if (!(await stored.fill(length))) return truncated(stored);
    const header = frames.readFrameHeader(stored.held);
    if (header.reserved) return corrupt(stored, 'unknown kind of frame');
    const refusal = refuse(header, path);
    if (refusal !== undefined) return { position: stored.position, message: refusal };
    await decoder.header(stored.held.subarray(0, length), header);
    stored.skip(length);
    const damage = yield* unpackBlocks(stored, header, decoder);
    if (damage !== undefined || !header.checksum) return damage;
    if (!(await stored.fill(4))) return truncated(stored);
    const position = stored.position;
    const isRight = await decoder.checksum(stored.held.subarray(0, 4));
    stored.skip(4);
    return isRight ? undefined : { position, message: wrongSum };
  } catch {
    // Which of its rules it breaks depends on who decodes it.
    return corrupt(stored, notPacked);
  }
}

async function* unpackBlocks(
  stored: StoredBytes,
  { blockBytes, contentBytes = Infinity }: frames.FrameHeader,
  decoder: FrameDecoder,
): AsyncGenerator<Uint8Array, Damage | undefined> {
  let left = contentBytes;
  for (;;) {
    if (!(await stored.fill(frames.blockHeaderBytes))) return truncated(stored);
    const block = frames.readBlockHeader(stored.held);
    if (block.type === 'reserved') return corrupt(stored, 'unknown kind of block');
    if (block.size > blockBytes) return corrupt(stored, 'block larger than the format allows');
    const length = frames.blockHeaderBytes + block.stored;
    if (!(await stored.fill(length))) {
      if (block.type === 'raw') yield stored.held.subarray(frames.blockHeaderBytes);
      return truncated(stored);
    }
    const outputs = await decoder.block(stored.held.subarray(0, length));
    for (const output of outputs) left -= output.length;
    if (left < 0 || (block.last && left > 0 && left < Infinity)) return corrupt(stored, notPacked);
    yield* outputs;
    stored.skip(length);
    if (block.last) return undefined;
  }
}

function refuse({ dictionary, windowBytes }: frames.FrameHeader, path: string): string | undefined {
  if (dictionary !== 0) {
    const unpack = command('zstd -dc -D DICTIONARY %', path);
    return `this zstd data needs a dictionary: try ${unpack} | revenuer scan -`;
  }
  if (windowBytes <= maxWindowBytes) return undefined;
  const unpack = command('zstd -dc --long=31 %', path);
  return `this zstd data needs a window of more than 128 MiB: try ${unpack} | revenuer scan -`;
}

function truncated(stored: StoredBytes): Damage {
  return { position: stored.end, message: 'the zstd data ends unfinished: the file is cut off' };
}

function corrupt(stored: StoredBytes, reason: string): Damage {
  return { position: stored.position, message: `the zstd data is corrupt: ${reason}` };
}
