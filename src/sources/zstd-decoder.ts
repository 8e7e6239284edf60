import zlib from 'node:zlib';
import { SteppedCodec } from './stepped-codec.js';
import { Xxh64 } from './xxh64.js';
import { BlockDecoder } from './zstd-block.js';
import type { FrameHeader } from './zstd-frame.js';

/** Decodes frames, one after the other, that are handed over in whole parts: header, each block, the checksum if there is one. */
export interface FrameDecoder {
  /** Begins a frame. */
  header(bytes: Uint8Array, header: FrameHeader): Promise<void>;
  /** What the block holds. Throws when it is corrupt; earlier blocks are not affected. */
  block(bytes: Uint8Array): Promise<readonly Uint8Array[]>;
  /** Whether the frame's content is what was packed. */
  checksum(bytes: Uint8Array): Promise<boolean>;
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
  let codec: SteppedCodec | undefined;
  const step = async (bytes: Uint8Array) => {
    codec ??= new SteppedCodec(create({ chunkSize: 256 * 1024 }));
    const { outputs, state, message } = await codec.step(bytes);
    if (state === 'failed') throw new Error(message);
    return outputs;
  };
  const close = () => {
    codec?.close();
    codec = undefined;
  };
  return {
    async header(bytes) {
      close();
      await step(bytes);
    },
    block: bytes => step(bytes),
    checksum: bytes =>
      step(bytes).then(
        () => true,
        () => false,
      ),
    close,
  };
}

export function portableDecoder(): FrameDecoder {
  const blocks = new BlockDecoder();
  let sum: Xxh64 | undefined;
  return {
    async header(_, { windowBytes, checksum }) {
      blocks.begin(windowBytes);
      sum = checksum ? new Xxh64() : undefined;
    },
    async block(bytes) {
      const output = blocks.decode(bytes);
      sum?.update(output);
      return output.length === 0 ? [] : [output];
    },
    async checksum(bytes) {
      return Buffer.from(bytes).readUInt32LE(0) === sum?.digestLow();
    },
    close: () => undefined,
  };
}
