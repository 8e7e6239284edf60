import type { Damage } from './damage.js';
import { decompress, type Compression, type Decompressed } from './decompress.js';
import { command, isTar } from './magic.js';
import type { FileChanges } from './file-reading.js';
import type { Source } from './source.js';
import { StoredBytes } from './stored-bytes.js';
import { Utf8Recoder } from './text-encoding.js';

/** tar finds out itself how a file is packed, but not a pipe. */
const tarOptions: Readonly<Record<Compression, string>> = {
  none: '-xOf',
  gzip: '-xzOf',
  xz: '-xJOf',
  bzip2: '-xjOf',
  zstd: '--zstd -xOf',
};

/** One input as a pull of UTF-8 text in chunks, whatever it is stored as; never throws for what is in it. */
export class DecodedInput {
  readonly compression: Compression;
  decodedBytes = 0;
  damage: Damage | undefined;
  readonly #path: string;
  readonly #changes: Readonly<FileChanges> | undefined;
  readonly #stored: StoredBytes;
  readonly #chunks: Decompressed['chunks'];
  readonly #recoder = new Utf8Recoder();
  #done = false;

  /** @internal use {@link openDecoded} */
  constructor({ path, changes }: Source, stored: StoredBytes, { compression, chunks }: Decompressed) {
    this.#path = path;
    this.#changes = changes;
    this.#stored = stored;
    this.compression = compression;
    this.#chunks = chunks;
  }

  /** Bytes as stored, read so far, and their digest. */
  get digest(): StoredBytes['digest'] {
    return this.#stored.digest;
  }

  /** The text is stored in another encoding than UTF-8. */
  get isRecoded(): boolean {
    return this.#recoder.isRecoding;
  }

  /** It is text that somebody was writing while it was read: its last line may be half a record. */
  get isGrowing(): boolean {
    return this.compression === 'none' && this.#changes?.grew === true;
  }

  /** The next bytes of text; undefined at the end, and then `damage` is known. */
  async pull(): Promise<Uint8Array | undefined> {
    while (!this.#done) {
      const next = await this.#chunks.next();
      if (next.done === true) return this.#finish(next.value);
      if (this.decodedBytes === 0 && isTar(next.value)) return this.#refuseTar();
      this.decodedBytes += next.value.length;
      const text = this.#recoder.push(next.value);
      if (text.length > 0) return text;
    }
    return undefined;
  }

  /** Reads what is left, for the digest alone, and closes the input. */
  async drain(): Promise<void> {
    this.#done = true;
    await this.#chunks.return(undefined);
    await this.#stored.drain();
    this.#noteFailure();
    await this.#stored.close();
  }

  async close(): Promise<void> {
    this.#done = true;
    await this.#chunks.return(undefined);
    await this.#stored.close();
  }

  async #finish(damage: Damage | undefined): Promise<Uint8Array | undefined> {
    this.damage = damage;
    await this.drain();
    const rest = this.#recoder.end();
    return rest.length > 0 ? rest : undefined;
  }

  async #refuseTar(): Promise<undefined> {
    const options = tarOptions[this.compression];
    const unpack = this.#path === '-' ? `tar ${options} -` : command(`tar ${options} %`, this.#path);
    this.damage = {
      position: 0,
      message: `this is a tar archive, which is not read directly: try ${unpack} | revenuer scan -`,
    };
    await this.drain();
  }

  /** A read error explains any damage that was found where the bytes ended, and so does what became of the file. */
  #noteFailure(): void {
    const { failure, end } = this.#stored;
    if (failure !== undefined) this.damage = { position: end, message: `cannot be read: ${failure.message}` };
    else if (this.#changes?.replaced === true) this.damage ??= { position: 0, message: replaced };
    else if (this.#changes?.grew === true && this.damage?.position === end) {
      this.damage = { position: end, message: `${this.damage.message}, or is still being written: it grew` };
    }
  }
}

const replaced =
  'another file took its name after it was listed, and was read instead: what was listed may be missing, run it again';

export async function openDecoded(source: Source, stored = new StoredBytes(source.open())): Promise<DecodedInput> {
  const reopen = source.reopenable ? (from: number) => source.open(from) : undefined;
  return new DecodedInput(source, stored, await decompress(stored, { path: source.path, reopen }));
}
