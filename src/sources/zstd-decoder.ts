import zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import { SteppedCodec } from './stepped-codec.js';
import { Xxh64 } from './xxh64.js';

/** Decodes one frame that is handed over in whole parts: its header, each block, the checksum if it has one. */
export interface FrameDecoder {
  header(bytes: Uint8Array): Promise<void>;
  /** What the block holds. Throws when it is corrupt; earlier blocks are not affected. */
  block(bytes: Uint8Array, last: boolean): Promise<readonly Uint8Array[]>;
  /** Throws when the frame's content is not what was packed. */
  checksum(bytes: Uint8Array): Promise<void>;
  close(): void;
}

type ZstdCodec = ConstructorParameters<typeof SteppedCodec>[0];

/** Node 22.15 and 23.8 brought zstd; before, a decoder in JavaScript does. */
const createNative = (zlib as unknown as { createZstdDecompress?: (options: { chunkSize: number }) => ZstdCodec })
  .createZstdDecompress;

export function createFrameDecoder(): FrameDecoder {
  return createNative === undefined ? portableDecoder() : nativeDecoder(createNative);
}

function nativeDecoder(create: NonNullable<typeof createNative>): FrameDecoder {
  const codec = new SteppedCodec(create({ chunkSize: 256 * 1024 }));
  const step = async (bytes: Uint8Array) => {
    const { outputs, state, message } = await codec.step(bytes);
    if (state === 'failed') throw new Error(message);
    return outputs;
  };
  return {
    header: async bytes => void (await step(bytes)),
    block: bytes => step(bytes),
    checksum: async bytes => void (await step(bytes)),
    close: () => codec.close(),
  };
}

/** fzstd skips checksums, so the flag is taken off the header it sees and the sum is made here. */
export function portableDecoder(): FrameDecoder {
  let outputs: Uint8Array[] = [];
  const sum = new Xxh64();
  const decoder = new Decompress(output => void (output.length > 0 && outputs.push(output)));
  return {
    async header(bytes) {
      const unchecked = Uint8Array.from(bytes);
      unchecked[4] = (unchecked[4] ?? 0) & ~4;
      decoder.push(unchecked);
    },
    async block(bytes, last) {
      outputs = [];
      decoder.push(bytes, last);
      for (const output of outputs) sum.update(output);
      return outputs;
    },
    async checksum(bytes) {
      if (Buffer.from(bytes).readUInt32LE(0) !== sum.digestLow()) throw new Error('checksum does not match');
    },
    close: () => undefined,
  };
}
