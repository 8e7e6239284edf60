/**
 * Draws traces from the batches of an input. What is drawn is cells: all requests of one account, address, … in a stretch of
 * time. Which cells are drawn follows from their hashes, so that all inputs have the same ones.
 */
import type { Dictionaries, RequestBatch } from '../../../requests/batch.js';
import { hashText } from '../../../requests/hash.js';
import { idKinds, kinds, type Kind } from './kinds.js';
import { LeastCells } from './least-cells.js';
import { head, headWidth, trace, travelWidth } from './trace.js';

const wholeKey = 1;
const cellTail = 2 ** 20;
const range = 2 ** 32;

export class Tracer {
  readonly #samples: readonly LeastCells<true>[];
  #dictionaries: Dictionaries | undefined;
  /** By kind: hashes of texts by their ids. */
  #keys: number[][] = [];
  #pathEnds: number[] = [];
  #drawn: number[] = [];

  /** @param cells in the sample, of each kind */
  constructor(cells: number) {
    this.#samples = kinds.map(() => new LeastCells<true>(cells));
  }

  /** Traces one after the other, each with the head it travels with. */
  draw(batch: RequestBatch): Float64Array<ArrayBuffer> {
    if (this.#dictionaries !== batch.dictionaries) this.#move(batch.dictionaries);
    this.#drawn = [];
    kinds.forEach((kind, i) => {
      if (kind.columns.every(column => batch.present.has(column))) this.#drawKind(batch, kind, i);
    });
    return Float64Array.from(this.#drawn);
  }

  #move(dictionaries: Dictionaries): void {
    this.#dictionaries = dictionaries;
    this.#keys = idKinds.map(() => []);
    this.#pathEnds = [];
  }

  #drawKind(batch: RequestBatch, { width, family }: Kind, kind: number): void {
    const keyOf = this.#keysOf(batch, kind);
    const sample = this.#samples[kind] as LeastCells<true>;
    const { time, length } = batch;
    for (let row = 0; row < length; row++) {
      const key = keyOf(row);
      // Not a number, too.
      if (!(key > 0)) continue;
      const bin = Math.floor((time[row] as number) / width);
      const rank = mixed(key, bin, family);
      if (rank * cellTail >= sample.bound) continue;
      const cell = rank * cellTail + (mixed(key, bin, ~family) >>> 12);
      if (cell >= sample.bound) continue;
      if (!sample.cells.has(cell)) sample.set(cell, true);
      this.#write(batch, row, { kind, cell, key });
    }
  }

  #keysOf(batch: RequestBatch, kind: number): (row: number) => number {
    const own = idKinds[kind];
    if (own !== undefined) {
      const [column] = own.columns;
      const [ids, known, dictionary] = [batch[column], this.#keys[kind] as number[], batch.dictionaries[column]];
      return row => {
        const id = ids[row] as number;
        return id === 0 ? 0 : (known[id] ??= dictionary.hash(id));
      };
    }
    const [first, second] = (kinds[kind] as Kind).columns;
    if (first === undefined) return () => wholeKey;
    const values = batch[first] as Float64Array;
    if (second === undefined) return row => values[row] as number;
    const others = batch[second] as Float64Array;
    return row => (values[row] as number) * cellTail + (others[row] as number) + 1;
  }

  #write(batch: RequestBatch, row: number, { kind, cell, key }: Record<'kind' | 'cell' | 'key', number>): void {
    const drawn = this.#drawn;
    const at = drawn.length;
    for (let i = 0; i < travelWidth; i++) drawn.push(0);
    drawn[at + head.row] = row;
    drawn[at + head.kind] = kind;
    drawn[at + head.cell] = cell;
    const own = at + headWidth;
    drawn[own + trace.key] = key;
    for (const column of ['time', 'latency', 'outputTokens', 'inputTokens', 'bytesOut', 'promptHash'] as const) {
      drawn[own + trace[column]] = batch[column][row] as number;
    }
    drawn[own + trace.pathEnd] = this.#pathEnd(batch, batch.path[row] as number);
    const model = batch.model[row] as number;
    drawn[own + trace.model] = model === 0 ? 0 : batch.dictionaries.model.hash(model);
  }

  #pathEnd({ dictionaries }: RequestBatch, id: number): number {
    if (id === 0) return 0;
    return (this.#pathEnds[id] ??= hashText(endOf(dictionaries.path.text(id))));
  }
}

function endOf(path: string): string {
  const whole = path.endsWith('/') ? path.slice(0, -1) : path;
  return whole.slice(whole.lastIndexOf('/') + 1);
}

/** 32 bits of key, bin and salt (finalizers as in MurmurHash3). */
function mixed(key: number, bin: number, salt: number): number {
  let hash = Math.imul((key >>> 0) ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul((hash ^ (hash >>> 15)) + Math.floor(key / range), 0xc2b2ae35);
  hash = Math.imul((hash ^ (hash >>> 13)) + bin, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
