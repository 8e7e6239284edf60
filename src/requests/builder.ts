/**
 * Fields to columns: the {@link FieldSink} that fills batches, one record at a time (the plain path) or many (the fast path).
 * No object per record in either.
 */
import { batchCapacity, type ColumnName, type Dictionaries, type RequestBatch } from './batch.js';
import type { Kernel, Lease } from '../kernel/kernel.js';
import type { FieldTable } from '../formats/field-table.js';
import type { FieldBinding, FieldSink, FieldValue, RejectSink } from '../formats/format.js';
import { columnsPresent, type SourceColumnName } from './columns.js';
import { Deriver, type StandIns } from './derive.js';
import { fillerFor, type Filler } from './fillers.js';
import { clearRows, moveRow, newBatch } from './new-batch.js';
import { partsOf } from './parts.js';
import { loadPlaceholders } from './placeholders.js';
import { loadLexicon } from './prompt-text.js';
import type { ValueForm } from './forms.js';
import { noProxies, type Proxies } from './proxies.js';
import { usualTimes, type TimeReading } from './time.js';
import { Scratch } from './scratch.js';
import { setterFor, type Setter } from './setters.js';

export { createDictionaries } from './parts.js';

export interface BuilderOptions {
  readonly bindings: readonly FieldBinding[];
  /** Columns that measures read; the others are not computed. */
  readonly wanted: readonly ColumnName[];
  readonly input: number;
  readonly inputName: string;
  /** How times are read, where a binding's form says nothing else; UTC by default. */
  readonly times?: TimeReading;
  /** Whom to believe about clients; nobody by default. */
  readonly proxies?: Proxies;
  readonly dictionaries: Dictionaries;
  /** Memory of the dictionaries' kernel; by default the builder's own, for as long as the kernel lives. */
  readonly lease?: Lease;
  /** Given the one batch, valid until it returns. */
  readonly onBatch: (batch: RequestBatch) => void;
}

const noTime = 'no usable time';

export class BatchBuilder implements FieldSink {
  readonly #batch: RequestBatch;
  readonly #onBatch: (batch: RequestBatch) => void;
  readonly #setters: readonly Setter[];
  readonly #fillers: readonly Filler[];
  readonly #scratch: Scratch;
  readonly #deriver: Deriver;
  /** Whether somebody reads prompts as text. */
  readonly #promptsAsText: boolean;

  constructor({ bindings, wanted, input, inputName, dictionaries, onBatch, ...rest }: BuilderOptions) {
    const bound = new Set(bindings.map(binding => binding.column));
    const columns = new Set(wanted);
    const { kernel } = dictionaries.account;
    const { lease = kernel.lease() } = rest;
    this.#onBatch = onBatch;
    const batch = newBatch(lease, dictionaries, { input, inputName, present: columnsPresent(bindings) });
    const scratch = new Scratch(lease);
    this.#batch = batch;
    this.#scratch = scratch;
    this.#promptsAsText = columns.has('prompt');
    const parts = partsOf(dictionaries);
    const analysed = promptColumns.some(column => columns.has(column));
    const promptsAsText = this.#promptsAsText;
    const { times = usualTimes, proxies = noProxies } = rest;
    const common = { batch, parts, scratch, kernel, lease, analysed, promptsAsText, ...rest, times, proxies, scale: 1 };
    const targets = bindings.map(({ form, scale = 1 }) => ({ ...common, scale, ...(form as ValueForm | undefined) }));
    loadLexicon(kernel);
    loadPlaceholders(kernel);
    this.#setters = bindings.map(({ column }, slot) => setterFor(column as SourceColumnName, targets[slot] ?? common));
    this.#fillers = bindings.map(({ column }, slot) =>
      fillerFor(column as SourceColumnName, targets[slot] ?? common, this.#setters[slot] as Setter),
    );
    this.#deriver = new Deriver(lease, { batch, scratch, parts, bound, wanted: columns });
  }

  field(slot: number, value: FieldValue): void {
    if (value === null || value === undefined) return;
    this.#setters[slot]?.(value, this.#batch.length);
  }

  commit(line: number): string | undefined {
    const batch = this.#batch;
    const row = batch.length;
    if (Number.isNaN(batch.time[row])) {
      this.discard();
      return noTime;
    }
    batch.line[row] = line;
    this.#deriver.derive(row, row + 1);
    batch.length = row + 1;
    if (batch.length === batchCapacity) this.flush();
    return undefined;
  }

  rows(table: FieldTable, rejects: RejectSink): void {
    const batch = this.#batch;
    if (table.rows > batchCapacity - batch.length) this.flush();
    const from = batch.length;
    const to = from + table.rows;
    batch.line.set(table.lines, from);
    for (let slot = 0; slot < this.#fillers.length; slot++) (this.#fillers[slot] as Filler)(table, slot, from);
    const kept = this.#keepTimed(from, to, rejects);
    this.#deriver.derive(from, kept);
    batch.length = kept;
    if (this.#promptsAsText) this.#readPrompts(from, kept, table.kernel);
    if (batch.length === batchCapacity) this.flush();
  }

  discard(): void {
    this.#clear(this.#batch.length, this.#batch.length + 1);
  }

  /** Hands over what is left. */
  flush(): void {
    const batch = this.#batch;
    const { length } = batch;
    if (length > 0) this.#onBatch(batch);
    batch.length = 0;
    this.#clear(0, length);
  }

  /** What stood in for accounts that the log does not name: requests by it. */
  get standIns(): StandIns {
    return this.#deriver.standIns;
  }

  /** Closes the gaps that records without a time leave; returns where the rows end. */
  #keepTimed(from: number, to: number, rejects: RejectSink): number {
    const { time, line } = this.#batch;
    let kept = from;
    for (let row = from; row < to; row++) {
      if (Number.isNaN(time[row])) {
        rejects.reject(line[row] as number, noTime);
        continue;
      }
      if (kept < row) {
        moveRow(this.#batch, row, kept);
        this.#scratch.move(row, kept);
      }
      kept++;
    }
    if (kept < to) this.#clear(kept, to);
    return kept;
  }

  #readPrompts(from: number, to: number, kernel: Kernel): void {
    const { promptAt, promptBytes } = this.#scratch;
    for (let row = from; row < to; row++) {
      const bytes = promptBytes[row] as number;
      if (bytes > 0) this.#batch.prompt[row] = kernel.text(promptAt[row] as number, bytes);
    }
  }

  #clear(from: number, to: number): void {
    clearRows(this.#batch, from, to);
    this.#scratch.clear(from, to);
  }
}

/** Columns that the text of a prompt is read for. */
const promptColumns = [
  'promptHash',
  'promptLength',
  'promptHead',
  'promptTail',
  'promptPhrase',
  'promptTopic',
  'promptTraits',
] as const;
