/** Little-endian 64-bit words as pairs of 32-bit halves, low first: BigInt in the loop would be fifty times slower. */
const prime1 = { low: 0x85ebca87, high: 0x9e3779b1 };
const prime2 = { low: 0x27d4eb4f, high: 0xc2b2ae3d };
const primes = [0n, 0x9e3779b185ebca87n, 0xc2b2ae3d27d4eb4fn, 0x165667b19e3779f9n] as const;
const prime4 = 0x85ebca77c2b2ae63n;
const prime5 = 0x27d4eb2f165667c5n;
const stripeBytes = 32;

/**
 * XXH64 with seed 0 (xxHash fast digest algorithm, specification 0.1.1), fed piece by piece. A zstd frame's checksum is
 * its low half.
 */
export class Xxh64 {
  readonly #lanes = Uint32Array.from([
    ...[0xadc0b5d6, 0x60ea27ee], // prime1 + prime2
    ...[prime2.low, prime2.high],
    ...[0, 0],
    ...[0x7a143579, 0x61c8864e], // -prime1
  ]);
  readonly #rest = Buffer.alloc(stripeBytes);
  #restBytes = 0;
  #total = 0;

  update(bytes: Uint8Array): void {
    this.#total += bytes.length;
    let from = 0;
    if (this.#restBytes > 0) {
      from = Math.min(bytes.length, stripeBytes - this.#restBytes);
      this.#rest.set(bytes.subarray(0, from), this.#restBytes);
      this.#restBytes += from;
      if (this.#restBytes < stripeBytes) return;
      consumeStripes(this.#lanes, this.#rest);
    }
    const whole = bytes.length - ((bytes.length - from) % stripeBytes);
    consumeStripes(this.#lanes, bytes.subarray(from, whole));
    this.#rest.set(bytes.subarray(whole));
    this.#restBytes = bytes.length - whole;
  }

  /** The whole sum; may be asked at any time. */
  digest(): bigint {
    let hash = this.#total < stripeBytes ? prime5 : foldLanes(this.#lanes);
    hash += BigInt(this.#total);
    let at = 0;
    for (; at + 8 <= this.#restBytes; at += 8) {
      hash = word(rotate(hash ^ round(this.#rest.readBigUInt64LE(at)), 27n) * primes[1] + prime4);
    }
    for (; at + 4 <= this.#restBytes; at += 4) {
      const value = BigInt(this.#rest.readUInt32LE(at));
      hash = word(rotate(hash ^ word(value * primes[1]), 23n) * primes[2] + primes[3]);
    }
    for (; at < this.#restBytes; at += 1) {
      hash = word(rotate(hash ^ word(BigInt(this.#rest.readUInt8(at)) * prime5), 11n) * primes[1]);
    }
    hash = word((hash ^ (hash >> 33n)) * primes[2]);
    hash = word((hash ^ (hash >> 29n)) * primes[3]);
    return hash ^ (hash >> 32n);
  }

  /** What zstd stores. */
  digestLow(): number {
    return Number(this.digest() & 0xffffffffn);
  }
}

/** lane = rotl(lane + input * prime2, 31) * prime1, four lanes a stripe. */
function consumeStripes(lanes: Uint32Array, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += 8) {
    const lane = (at & 24) >>> 2;
    const inLow = view.getUint32(at, true);
    const inHigh = view.getUint32(at + 4, true);
    const addLow = Math.imul(inLow, prime2.low) >>> 0;
    const addHigh = highProduct(inLow, prime2.low) + Math.imul(inHigh, prime2.low) + Math.imul(inLow, prime2.high);
    const low = (lanes[lane] as number) + addLow;
    const high = ((lanes[lane + 1] as number) + addHigh + (low > 0xffffffff ? 1 : 0)) | 0;
    const turnedLow = (low << 31) | (high >>> 1);
    const turnedHigh = (high << 31) | ((low | 0) >>> 1);
    lanes[lane] = Math.imul(turnedLow, prime1.low);
    lanes[lane + 1] =
      highProduct(turnedLow, prime1.low) + Math.imul(turnedHigh, prime1.low) + Math.imul(turnedLow, prime1.high);
  }
}

/** Upper 32 bits of the product of two unsigned 32-bit numbers. */
function highProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + (middle >>> 16) + (other >>> 16);
}

function foldLanes(lanes: Uint32Array): bigint {
  const words = [0, 2, 4, 6].map(lane => BigInt(lanes[lane] ?? 0) | (BigInt(lanes[lane + 1] ?? 0) << 32n));
  const turns = [1n, 7n, 12n, 18n];
  let hash = word(words.reduce((sum, value, lane) => sum + rotate(value, turns[lane] ?? 0n), 0n));
  for (const value of words) hash = word((hash ^ round(value)) * primes[1] + prime4);
  return hash;
}

function round(value: bigint): bigint {
  return word(rotate(word(value * primes[2]), 31n) * primes[1]);
}

function rotate(value: bigint, bits: bigint): bigint {
  const whole = word(value);
  return word(whole << bits) | (whole >> (64n - bits));
}

function word(value: bigint): bigint {
  return value & 0xffffffffffffffffn;
}
