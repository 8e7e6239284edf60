import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StoredBytes } from '../../src/sources/stored-bytes.js';
import { createFrameDecoder, portableDecoder } from '../../src/sources/zstd-decoder.js';
import { unzstd } from '../../src/sources/zstd.js';
import { memorySource } from './memory-source.js';
import { blockHeader } from './zstd-frames.js';

const kibibyte = 1024;
const fullBlock = 128 * kibibyte;
const decoders = { portable: portableDecoder, 'of this Node': createFrameDecoder };

/** What is unpacked, piece by piece, and what is wrong. */
async function unpack(
  stored: Uint8Array,
  create = portableDecoder,
  take: (piece: Uint8Array) => void = () => undefined,
) {
  const pieces = unzstd(new StoredBytes(memorySource(stored, { chunk: 100_000 }).open()), 'wide log.zst', create);
  for (;;) {
    const { done, value } = await pieces.next();
    if (done === true) return value;
    take(value);
  }
}

async function textOf(stored: Uint8Array, create = portableDecoder) {
  const parts: Uint8Array[] = [];
  const damage = await unpack(stored, create, piece => void parts.push(piece));
  return { text: Buffer.concat(parts).toString('latin1'), damage };
}

/** Four hundred lines, the same everywhere, of which the files beside this test were made. */
function logText(): string {
  const paths = ['/v1/chat', '/v1/embeddings', '/v1/models', '/health'];
  let state = 7;
  const draw = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  const line = (n: number) =>
    `{"n":${n},"account":"user-${draw(40)}","path":"${paths[draw(4)]}","tokens":${draw(5000)}}\n`;
  return Array.from({ length: 400 }, (_, n) => line(n)).join('');
}

/** `zstd` made them: `-3`; `-19 --zstd=wlog=10,mml=3`; `--ultra -22 --long=27`; `--fast=3 --no-check`. */
const packed = (name: string) => readFileSync(new URL(`zstd/${name}.zst`, import.meta.url));
const names = ['usual', 'narrow', 'long', 'fast'];

/** A frame header without content size: `exponent` as in 2^(10 + exponent) bytes of window. */
const header = (exponent: number) => Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, exponent << 3]);
const raw = (bytes: string, last = false) =>
  Buffer.concat([blockHeader({ last, type: 0, size: bytes.length }), Buffer.from(bytes)]);
const repeated = (byte: string, size = fullBlock) =>
  Buffer.concat([blockHeader({ last: false, type: 1, size }), Buffer.from(byte)]);

/** A last block of one match of three bytes, `distance` back. Its tables have one symbol each. */
function match(distance: number): Buffer {
  const width = Math.floor(Math.log2(distance + 3));
  const bits = 2n ** BigInt(width) + BigInt(distance + 3 - 2 ** width);
  const stream = Buffer.from(bits.toString(16).padStart(2 * Math.ceil((width + 1) / 8), '0'), 'hex').reverse();
  const block = Buffer.concat([Buffer.from([0, 1, 0b01010100, 0, width, 0]), stream]);
  return Buffer.concat([blockHeader({ last: true, type: 2, size: block.length }), block]);
}

describe.each(Object.entries(decoders))('the decoder %s', (_, create) => {
  it.each(names)('unpacks what zstd packed: %s', async name => {
    expect(await textOf(packed(name), create)).toEqual({ text: logText(), damage: undefined });
    const twice = Buffer.concat([packed(name), packed('narrow')]);
    expect(await textOf(twice, create)).toEqual({ text: logText() + logText(), damage: undefined });
  });

  it.each([6, 7, 10, 13, 16, 17])(
    'looks back as far as a window of 2^(10 + %i) bytes, and no further',
    async exponent => {
      const window = 2 ** (10 + exponent);
      const fill = Array.from({ length: Math.floor((window - 3) / fullBlock) }, () => repeated('\n'));
      const rest = (window - 3) % fullBlock;
      const body = [
        header(exponent),
        raw('abc'),
        ...fill,
        ...(rest > 0 ? [repeated('\n', Math.min(rest, window))] : []),
      ];
      let length = 0;
      let end = '';
      const see = (piece: Uint8Array) => {
        length += piece.length;
        end = Buffer.from(piece.subarray(-3)).toString();
      };
      expect(await unpack(Buffer.concat([...body, match(window)]), create, see)).toBeUndefined();
      expect([length, end]).toEqual([window + 3, 'abc']);
      const stored = Buffer.concat([...body, match(window + 1)]);
      expect(await unpack(stored, create)).toMatchObject({ position: stored.length - match(window + 1).length });
    },
  );

  it('takes no longer for small blocks because the window is wide', async () => {
    const blocks = Array.from({ length: 4000 }, () => raw('line\n'));
    const { text, damage } = await textOf(Buffer.concat([header(17), ...blocks, raw('end\n', true)]), create);
    expect([text, damage]).toEqual([`${'line\n'.repeat(4000)}end\n`, undefined]);
  });

  it('says where a frame holds less or more than it says', async () => {
    for (const size of [5, 200]) {
      const stored = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, size]), raw('abcdef', true)]);
      expect((await unpack(stored, create))?.message).toContain('is corrupt');
    }
    const reserved = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x28, 6]), raw('abcdef', true)]);
    expect((await unpack(reserved, create))?.message).toContain('unknown kind of frame');
  });

  it('verifies the checksum', async () => {
    const stored = packed('usual');
    stored[stored.length - 1] = (stored[stored.length - 1] ?? 0) ^ 1;
    const { text, damage } = await textOf(stored, create);
    expect(text).toBe(logText());
    expect(damage).toEqual({
      position: stored.length - 4,
      message: 'the zstd checksum does not match: some of the data before it is wrong',
    });
  });
});

describe('damaged zstd data', () => {
  it('is read up to its damage wherever it is cut, and nowhere throws', async () => {
    const whole = logText();
    const stored = packed('narrow');
    for (let length = 5; length < stored.length; length += 37) {
      const { text, damage } = await textOf(stored.subarray(0, length));
      expect(whole.startsWith(text)).toBe(true);
      expect(damage).toEqual({ position: length, message: 'the zstd data ends unfinished: the file is cut off' });
    }
  });

  it('is noticed whatever bits are wrong: a checksum stands behind it', async () => {
    const whole = logText();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('usual', 'narrow', 'long'),
        fc.nat(),
        fc.nat({ max: 7 }),
        async (name, at, bit) => {
          const stored = packed(name);
          const place = 4 + (at % (stored.length - 4));
          stored[place] = (stored[place] ?? 0) ^ (1 << bit);
          const { text, damage } = await textOf(stored);
          // The header may claim another window and hold the same.
          expect(damage !== undefined || text === whole).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('with a window that is too wide names the command that unpacks it', async () => {
    const message = (await unpack(Buffer.concat([header(18), raw('abc', true)])))?.message;
    expect(message).toContain(`try zstd -dc --long=31 'wide log.zst' | revenuer scan -`);
  });
});
