import { Bits, EndOfBits } from './bzip2-bits.js';
import { readBlock, readWord, type Block } from './bzip2-block.js';
import type { Damage } from './damage.js';
import type { StoredBytes } from './stored-bytes.js';

/** No compressed block is longer: 900,000 symbols of 20 bits, and its tables. */
const mostBlockBytes = 2_300_000;
const outputBytes = 256 * 1024;
const blockMagic = [0x314159, 0x265359];
const endMagic = [0x177245, 0x385090];

/**
 * Unpacks all streams of a bzip2 file, one after the other, as parallel packers write them. Returns what is wrong with it, after
 * everything that could be unpacked. A block is unpacked at a time and handed on in pieces, whatever it expands to.
 */
export async function* unbzip2(stored: StoredBytes): AsyncGenerator<Uint8Array, Damage | undefined> {
  for (let streams = 0; await stored.fill(1); streams += 1) {
    const start = stored.position;
    if (!(await stored.fill(4))) return truncated(stored);
    const level = (stored.held[3] ?? 0) - 0x30;
    const isHeader = Buffer.from(stored.held.subarray(0, 3)).equals(Buffer.from('BZh'));
    if (!isHeader || level < 1 || level > 9) {
      if (streams > 0) return { position: start, message: 'what follows the bzip2 data is not bzip2' };
      return corrupt(start, 'no level');
    }
    stored.skip(4);
    const damage = yield* unpackStream(stored, new Uint32Array(100_000 * level));
    if (damage !== undefined) return damage;
  }
  return undefined;
}

async function* unpackStream(stored: StoredBytes, chain: Uint32Array): AsyncGenerator<Uint8Array, Damage | undefined> {
  let bit = 0;
  let whole = 0;
  for (;;) {
    await stored.fill(mostBlockBytes);
    const bits = new Bits(stored.held, bit);
    try {
      const magic = [bits.take(24), bits.take(24)];
      if (isSame(magic, endMagic)) {
        const checksum = readWord(bits);
        stored.skip(Math.ceil(bits.position / 8));
        return checksum === whole ? undefined : wrongSum(stored.position);
      }
      if (!isSame(magic, blockMagic)) return corrupt(stored.position, 'no block where one should begin');
      const block = readBlock(bits, chain);
      const sum = yield* expanded(block);
      if (sum !== block.checksum) return wrongSum(stored.position);
      whole = ((whole << 1) | (whole >>> 31)) ^ sum;
      whole >>>= 0;
    } catch (error) {
      if (error instanceof EndOfBits) return truncated(stored);
      return corrupt(stored.position, error instanceof Error ? error.message : String(error));
    }
    stored.skip(Math.floor(bits.position / 8));
    bit = bits.position % 8;
  }
}

/** After four bytes that are alike comes the number of those that follow. Returns the checksum. */
function* expanded({ chain, length, start }: Block): Generator<Uint8Array, number> {
  let output = new Uint8Array(outputBytes);
  let used = 0;
  let crc = 0xffffffff;
  let place = start;
  let alike = 0;
  let last = -1;
  for (let at = 0; at < length; at += 1) {
    const entry = chain[place] as number;
    const value = entry & 0xff;
    place = entry >>> 8;
    const repeated = alike === 4;
    const byte = repeated ? last : value;
    const times = repeated ? value : 1;
    alike = repeated ? 0 : value === last ? alike + 1 : 1;
    last = repeated ? -1 : value;
    if (used + times > outputBytes) {
      yield output.subarray(0, used);
      output = new Uint8Array(outputBytes);
      used = 0;
    }
    for (let time = 0; time < times; time += 1) {
      output[used] = byte;
      used += 1;
      crc = (crc << 8) ^ (crcTable[(crc >>> 24) ^ byte] as number);
    }
  }
  if (used > 0) yield output.subarray(0, used);
  return ~crc >>> 0;
}

/** CRC-32 with the highest bit first. */
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, index) => value === b[index]);
}

function truncated(stored: StoredBytes): Damage {
  return { position: stored.end, message: 'the bzip2 data ends unfinished: the file is cut off' };
}

function corrupt(position: number, reason: string): Damage {
  return { position, message: `the bzip2 data is corrupt: ${reason}` };
}

function wrongSum(position: number): Damage {
  return { position, message: 'the bzip2 checksum does not match: some of the data before it is wrong' };
}
