/** Zstd frames of raw blocks, made by hand: Node 20 has no compressor. */
export function zstdFrame(content: Uint8Array, blockBytes = 1000): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0]); // single segment, 4-byte content size
  header.writeUInt32LE(content.length, 5);
  const blocks: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < content.length; at += blockBytes) {
    const block = content.subarray(at, at + blockBytes);
    blocks.push(blockHeader({ last: at + blockBytes >= content.length, type: 0, size: block.length }), block);
  }
  return Buffer.concat([header, ...blocks]);
}

export function blockHeader({ last, type, size }: { last: boolean; type: number; size: number }): Buffer {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntLE((last ? 1 : 0) + 2 * type + 8 * size, 0, 3);
  return bytes;
}

export function skippableFrame(content: Uint8Array, kind = 0): Buffer {
  const header = Buffer.from([0x50 + kind, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]);
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, content]);
}
