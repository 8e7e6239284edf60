/**
 * Draws traces from the batches of an input. What is drawn is cells: all requests of one account, address, … in a stretch of
 * time. Which cells are drawn follows from their hashes, so that all inputs have the same ones.
 */
import { batchCapacity, type Dictionaries, type IdColumn, type RequestBatch } from '../../../requests/batch.js';
import { hashText } from '../../../requests/hash.js';
import { idKinds, kinds, type Kind } from './kinds.js';
import { LeastCells } from './least-cells.js';
import { head, headWidth, trace, travelWidth } from './trace.js';

/** Room at first. */
const firstTraces = 256;
const wholeKey = 1;
const cellTail = 2 ** 20;
/** Of a key above its low 32 bits. */
const high = 2 ** -32;

export class Tracer {
  /** Requests of each cell that were drawn: more than say something are not. */
  readonly #samples: readonly LeastCells<number>[];
  #dictionaries: Dictionaries | undefined;
  /** By kind: hashes of texts by their ids. */
  #keys: number[][] = [];
  #pathEnds: number[] = [];
  #models: number[] = [];
  readonly #rowKeys = new Float64Array(batchCapacity);
  #drawn = new Float64Array(firstTraces * travelWidth);
  #length = 0;

  /** @param cells in the sample, of each kind */
  constructor(cells: number) {
    this.#samples = kinds.map(() => new LeastCells<number>(cells));
  }

  /** Traces one after the other, each with the head it travels with. */
  draw(batch: RequestBatch): Float64Array<ArrayBuffer> {
    if (this.#dictionaries !== batch.dictionaries) this.#move(batch.dictionaries);
    this.#length = 0;
    kinds.forEach((kind, i) => {
      if (kind.columns.every(column => batch.present.has(column))) this.#drawKind(batch, kind, i);
    });
    return this.#drawn.slice(0, this.#length);
  }

  #move(dictionaries: Dictionaries): void {
    this.#dictionaries = dictionaries;
    this.#keys = idKinds.map(() => []);
    this.#pathEnds = [];
    this.#models = [];
  }

  #drawKind(batch: RequestBatch, { width, family, most }: Kind, kind: number): void {
    const keys = this.#keysOf(batch, kind);
    const sample = this.#samples[kind] as LeastCells<number>;
    const { time, length } = batch;
    let least = sample.bound / cellTail;
    // Of a cell that is full more rows follow.
    let full = -1;
    for (let row = 0; row < length; row++) {
      const key = keys[row] as number;
      // Not a number, too.
      if (!(key > 0)) continue;
      const bin = Math.floor((time[row] as number) / width);
      const rank = mixed(key, bin, family);
      if (rank >= least) continue;
      const cell = rank * cellTail + (mixed(key, bin, ~family) >>> 12);
      if (cell === full) continue;
      const count = sample.cells.get(cell) ?? 0;
      if (count > most) {
        full = cell;
        continue;
      }
      sample.set(cell, count + 1);
      least = sample.bound / cellTail;
      this.#write(batch, row, { kind, cell, key });
    }
  }

  /** By row; 0 or NaN where there is none. */
  #keysOf(batch: RequestBatch, kind: number): Float64Array {
    const { length } = batch;
    const own = idKinds[kind];
    if (own !== undefined) return this.#keysOfTexts(batch, kind, own.columns[0]);
    const [first, second] = (kinds[kind] as Kind).columns;
    if (first === undefined) return this.#rowKeys.fill(wholeKey, 0, length);
    const values = batch[first] as Float64Array;
    if (second === undefined) return values;
    const [others, keys] = [batch[second] as Float64Array, this.#rowKeys];
    for (let row = 0; row < length; row++) {
      keys[row] = (values[row] as number) * cellTail + (others[row] as number) + 1;
    }
    return keys;
  }

  #keysOfTexts(batch: RequestBatch, kind: number, column: IdColumn): Float64Array {
    const [ids, known, dictionary] = [batch[column], this.#keys[kind] as number[], batch.dictionaries[column]];
    const keys = this.#rowKeys;
    for (let row = 0; row < batch.length; row++) {
      const id = ids[row] as number;
      keys[row] = id === 0 ? 0 : (known[id] ??= dictionary.hash(id));
    }
    return keys;
  }

  #write(batch: RequestBatch, row: number, { kind, cell, key }: Record<'kind' | 'cell' | 'key', number>): void {
    const at = this.#length;
    this.#length += travelWidth;
    const drawn = this.#roomFor(this.#length);
    drawn[at + head.row] = row;
    drawn[at + head.kind] = kind;
    drawn[at + head.cell] = cell;
    const own = at + headWidth;
    drawn[own + trace.key] = key;
    drawn[own + trace.time] = batch.time[row] as number;
    drawn[own + trace.latency] = batch.latency[row] as number;
    drawn[own + trace.outputTokens] = batch.outputTokens[row] as number;
    drawn[own + trace.inputTokens] = batch.inputTokens[row] as number;
    drawn[own + trace.bytesOut] = batch.bytesOut[row] as number;
    drawn[own + trace.promptHash] = batch.promptHash[row] as number;
    drawn[own + trace.pathEnd] = this.#pathEnd(batch, batch.path[row] as number);
    drawn[own + trace.model] = this.#model(batch, batch.model[row] as number);
  }

  #roomFor(length: number): Float64Array {
    const old = this.#drawn;
    if (length > old.length) {
      this.#drawn = new Float64Array(2 * length);
      this.#drawn.set(old);
    }
    return this.#drawn;
  }

  #model({ dictionaries }: RequestBatch, id: number): number {
    return id === 0 ? 0 : (this.#models[id] ??= dictionaries.model.hash(id));
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
  hash = Math.imul((hash ^ (hash >>> 15)) + ((key * high) | 0), 0xc2b2ae35);
  hash = Math.imul((hash ^ (hash >>> 13)) + bin, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
