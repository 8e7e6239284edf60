import { createInflateRaw } from 'node:zlib';
import { crc32 } from './crc32.js';
import type { Damage } from './damage.js';
import { readGzipHeader } from './gzip-header.js';
import { corruptDeflate, salvageTail, type Reopen } from './gzip-salvage.js';
import { SteppedCodec, type Step } from './stepped-codec.js';
import type { StoredBytes } from './stored-bytes.js';

/**
 * Output buffer of the inflater: what is lost at most when a stored byte is corrupt and the input cannot be read again.
 */
export const inflateChunkBytes = 256 * 1024;
/** Stored bytes inflated in one step. Deflate expands at most 1032-fold, so a step holds 66 MiB at the very worst. */
export const inflatePieceBytes = 64 * 1024;

/**
 * Unpacks all members of a gzip file (RFC 1952), which may be followed by zero padding. Returns what is wrong with it,
 * after everything that could be unpacked. Members are walked here, not in zlib, which would drop a member's last output
 * when garbage follows it.
 */
export async function* gunzip(stored: StoredBytes, reopen: Reopen): AsyncGenerator<Uint8Array, Damage | undefined> {
  for (let member = 0; ; member += 1) {
    if (member > 0 && !(await skipPadding(stored))) return undefined;
    const start = stored.position;
    const header = await readGzipHeader(stored);
    if (header === 'truncated') return truncated(stored);
    if (header === 'foreign') {
      return { position: start, message: 'what follows the gzip data is not gzip' };
    }
    const damage = yield* inflateMember(stored, reopen);
    if (damage !== undefined) return damage;
  }
}

/** One member's deflate data and trailer, from the byte after its header. */
async function* inflateMember(stored: StoredBytes, reopen: Reopen): AsyncGenerator<Uint8Array, Damage | undefined> {
  const start = stored.position;
  const codec = new SteppedCodec(createInflateRaw({ chunkSize: inflateChunkBytes }));
  let crc = 0;
  let size = 0;
  try {
    let stepping = nextStep(codec, stored);
    for (;;) {
      const step = await stepping;
      if (step === undefined) return truncated(stored);
      stored.skip(step.consumed);
      if (step.state === 'open') stepping = nextStep(codec, stored);
      for (const output of step.outputs) {
        crc = crc32(output, crc);
        size += output.length;
        yield output;
      }
      if (step.state === 'ended') return await checkTrailer(stored, crc, size);
      if (step.state === 'failed') {
        if (reopen === undefined) return corruptDeflate(stored.position, step.message);
        return yield* salvageTail({ reopen, start, sound: stored.position, delivered: size });
      }
    }
  } finally {
    codec.close();
  }
}

async function nextStep(codec: SteppedCodec, stored: StoredBytes): Promise<Step | undefined> {
  if (!(await stored.fill(1))) return undefined;
  return codec.step(stored.held.subarray(0, inflatePieceBytes));
}

/** CRC-32 and length (modulo 2^32) of what the member holds, both little endian. */
async function checkTrailer(stored: StoredBytes, crc: number, size: number): Promise<Damage | undefined> {
  if (!(await stored.fill(8))) return truncated(stored);
  const position = stored.position;
  const trailer = Buffer.from(stored.held.subarray(0, 8));
  stored.skip(8);
  if (trailer.readUInt32LE(0) === crc && trailer.readUInt32LE(4) === size % 2 ** 32) return undefined;
  return { position, message: 'the gzip checksum does not match: some of the data before it is wrong' };
}

/** True when another byte follows that is not padding. */
async function skipPadding(stored: StoredBytes): Promise<boolean> {
  while (await stored.fill(1)) {
    const data = stored.held.findIndex(byte => byte !== 0);
    stored.skip(data === -1 ? stored.held.length : data);
    if (data !== -1) return true;
  }
  return false;
}

function truncated(stored: StoredBytes): Damage {
  return { position: stored.end, message: 'the gzip data ends unfinished: the file is cut off' };
}
