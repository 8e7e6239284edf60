/**
 * Accounts written down, some at a time: bytes that mean the same in another place. A chunk has its own texts and tuples, as a
 * reader's parcels do, so that whoever reads it needs nothing else in memory.
 *
 * Layout: length of the head (u32), length of the states (u32), the bytes of each parcel, states (a line for each account:
 * `key<TAB>state`), head (JSON: the parcels).
 */
import { createDictionaries } from '../../requests/parts.js';
import { Packer, type Parcel } from '../../requests/parcel.js';
import { textColumns, type RowDouble } from '../../requests/row-columns.js';
import { accountKey, type Profiles } from '../../measures/profiles.js';
import type { RowReader } from '../../measures/row-reader.js';
import type { Gathered } from '../../measures/row-store.js';

/** A parcel whose bytes stand alone, and which of a chunk's packers made it. */
interface Part {
  readonly packer: string;
  readonly parcel: Parcel;
}

const lengthBytes = 8;

/** Where chunks are written, one after the other: a log of many accounts has thousands of them. */
export class ChunkBuffer {
  #bytes = Buffer.allocUnsafe(256 * 1024);
  #length = 0;

  /** What is known of some accounts, in the order of their names. Good until the next call. */
  encode(profiles: Profiles, accounts: Uint32Array): Buffer {
    this.#length = lengthBytes;
    const parts: Part[] = [];
    const packing = new Packing(profiles);
    for (const gathered of profiles.gather(accounts)) {
      const { part, bytes } = packing.pack(gathered);
      parts.push(part);
      this.#place(bytes.length).set(bytes);
    }
    packing.end();
    const states: string[] = [];
    for (const account of accounts) {
      const written = profiles.written(account);
      if (written !== undefined) states.push(`${accountKey(profiles.accounts.text(account))}\t${written}\n`);
    }
    const statesLength = this.#write(states.join(''));
    const headLength = this.#write(JSON.stringify(parts));
    this.#bytes.writeUInt32LE(headLength, 0);
    this.#bytes.writeUInt32LE(statesLength, 4);
    return this.#bytes.subarray(0, this.#length);
  }

  #write(text: string): number {
    const length = Buffer.byteLength(text);
    this.#place(length).write(text);
    return length;
  }

  #place(length: number): Buffer {
    const from = this.#length;
    this.#length += length;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(2 * this.#length);
      larger.set(this.#bytes.subarray(0, from));
      this.#bytes = larger;
    }
    return this.#bytes.subarray(from, this.#length);
  }
}

/** Adds what a chunk says. */
export function absorbChunk(chunk: Buffer, profiles: Profiles): void {
  const headStart = chunk.length - chunk.readUInt32LE(0);
  const statesStart = headStart - chunk.readUInt32LE(4);
  for (const line of chunk.toString('utf8', statesStart, headStart).split('\n')) {
    const tab = line.indexOf('\t');
    if (tab > 0) profiles.absorb(line.slice(0, tab), line.slice(tab + 1));
  }
  const readers = new Map<string, RowReader>();
  let at = lengthBytes;
  for (const { packer, parcel } of JSON.parse(chunk.toString('utf8', headStart)) as Part[]) {
    let reader = readers.get(packer);
    if (reader === undefined) readers.set(packer, (reader = profiles.reader()));
    profiles.add(parcel, reader, chunk.subarray(at, at + parcel.end));
    at += parcel.end;
  }
  for (const reader of readers.values()) reader.end();
}

/** Packs rows with texts of the chunk's own. */
class Packing {
  readonly #profiles: Profiles;
  readonly #dictionaries;
  readonly #region;
  readonly #lease;
  readonly #packers = new Map<string, Packer>();

  constructor(profiles: Profiles) {
    const { kernel } = profiles.accounts;
    this.#profiles = profiles;
    this.#dictionaries = createDictionaries(kernel);
    this.#lease = kernel.lease();
    this.#region = this.#lease.region(64 * 1024);
  }

  /** The bytes are good until the next call. */
  pack({ rows, columns }: Gathered): { part: Part; bytes: Buffer } {
    const { kernel } = this.#profiles.accounts;
    for (const name of textColumns) {
      const [from, to] = [rows.dictionaries[name].handle, this.#dictionaries[name].handle];
      kernel.run.translateIds(from, to, rows[name].byteOffset, rows.length);
    }
    const packer = this.#packerOf(columns.doubles);
    const parcel = packer.pack(rows, this.#region);
    const bytes = kernel.bytes.subarray(parcel.at, parcel.end);
    return { part: { packer: columns.doubles.join(), parcel: placedAt(parcel, -parcel.at) }, bytes };
  }

  end(): void {
    for (const packer of this.#packers.values()) packer.end();
    for (const dictionary of Object.values(this.#dictionaries)) dictionary.free();
    this.#lease.end();
  }

  #packerOf(doubles: readonly RowDouble[]): Packer {
    const name = doubles.join();
    let packer = this.#packers.get(name);
    if (packer === undefined) {
      const wanted = new Set(doubles.filter(double => double !== 'line' && double !== 'requestHash'));
      this.#packers.set(name, (packer = new Packer(this.#dictionaries, { wanted, complete: true })));
    }
    return packer;
  }
}

/** With all addresses moved. */
function placedAt(parcel: Parcel, by: number): Parcel {
  const moved = <T extends { readonly at: number }>(what: T): T => ({ ...what, at: what.at + by });
  const { texts, whos, hows, end } = parcel;
  return { ...moved(parcel), texts: texts.map(moved), whos: moved(whos), hows: moved(hows), end: end + by };
}
