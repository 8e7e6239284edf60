/** Small whole numbers as Parquet packs them: runs of one value, and values of so many bits side by side. */

/** Fills `output`; whatever the runs claim, no more is written. Throws where the bytes end before. */
export function readHybrid(bytes: Uint8Array, width: number, output: Uint8Array | Uint32Array): void {
  if (width === 0) return;
  if (width > 32) throw new Error(`numbers of ${width} bits`);
  let at = 0;
  let seen = 0;
  while (seen < output.length) {
    const [header, next] = readVarint(bytes, at);
    at = next;
    const length = Math.floor(header / 2);
    if (header % 2 === 1) {
      const count = Math.min(length * 8, output.length - seen);
      unpackBits(bytes.subarray(at), width, output.subarray(seen, seen + count));
      at += length * width;
      seen += count;
    } else {
      const end = Math.min(seen + length, output.length);
      const byteWidth = Math.ceil(width / 8);
      if (at + byteWidth > bytes.length) throw ended();
      output.fill(littleEndian(bytes, at, byteWidth), seen, end);
      at += byteWidth;
      seen = end;
    }
  }
}

/** A number of up to 32 bits, and where the next one begins. */
function readVarint(bytes: Uint8Array, from: number): [number, number] {
  let value = 0;
  for (let at = from, factor = 1; at < from + 5; at += 1, factor *= 128) {
    const byte = bytes[at];
    if (byte === undefined) throw ended();
    value += (byte & 127) * factor;
    if (byte < 128) return [value, at + 1];
  }
  throw new Error('a run is longer than can be');
}

/** The last of them may lack the bytes that would fill up their group of eight. */
function unpackBits(bytes: Uint8Array, width: number, output: Uint8Array | Uint32Array): void {
  if (Math.ceil((output.length * width) / 8) > bytes.length) throw ended();
  if (width <= 24) unpackNarrow(bytes, width, output);
  else unpackWide(bytes, width, output);
}

/** As whole numbers of 32 bits, which is several times as fast. */
function unpackNarrow(bytes: Uint8Array, width: number, output: Uint8Array | Uint32Array): void {
  const mask = (1 << width) - 1;
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let index = 0; index < output.length; index += 1) {
    while (bits < width) {
      held |= (bytes[at] ?? 0) << bits;
      bits += 8;
      at += 1;
    }
    output[index] = held & mask;
    held >>>= width;
    bits -= width;
  }
}

function unpackWide(bytes: Uint8Array, width: number, output: Uint8Array | Uint32Array): void {
  const most = 2 ** width;
  let held = 0;
  let scale = 1;
  let at = 0;
  for (let index = 0; index < output.length; index += 1) {
    while (scale < most) {
      held += (bytes[at] ?? 0) * scale;
      scale *= 256;
      at += 1;
    }
    const value = held % most;
    output[index] = value;
    held = (held - value) / most;
    scale /= most;
  }
}

function littleEndian(bytes: Uint8Array, from: number, length: number): number {
  let value = 0;
  for (let index = length - 1; index >= 0; index -= 1) value = value * 256 + (bytes[from + index] ?? 0);
  return value;
}

function ended(): Error {
  return new Error('a page ends before its values do');
}
