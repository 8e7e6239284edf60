/** Keys of the records of a block: hashes of their bytes. */
import { Kernel, type Lease, type Region } from '../../kernel/kernel.js';
import type { RecordView } from '../../formats/format.js';

export class RecordKeys {
  readonly #kernel = new Kernel();
  readonly #lease: Lease = this.#kernel.lease();
  readonly #bytes: Region = this.#lease.region(1 << 20);
  readonly #table: Region = this.#lease.region(1 << 16);

  /** One integer from 1 to 2^52 - 1 a record; good until the next call. */
  of({ bytes, starts, ends, count }: RecordView): Float64Array {
    const first = starts[0] ?? 0;
    const length = count === 0 ? 0 : (ends[count - 1] as number) - first;
    const at = this.#bytes.atLeast(length);
    const keys = this.#table.atLeast(16 * count);
    const { run } = this.#kernel;
    this.#kernel.bytes.set(bytes.subarray(first, first + length), at);
    const [from, to] = [keys / 4 + 2 * count, keys / 4 + 3 * count];
    this.#kernel.words.set(starts.subarray(0, count), from);
    this.#kernel.words.set(ends.subarray(0, count), to);
    run.keysOfRecords(at - first, 4 * from, 4 * to, count, keys);
    return this.#kernel.doubles.subarray(keys / 8, keys / 8 + count);
  }
}
