/**
 * One function for each bound field: what the tokens of many records do to the rows being filled. The kernel reads what has
 * the usual form; the rest goes, row by row, to the setter of the plain path.
 */
import type { FieldTable } from '../formats/field-table.js';
import type { Kernel, Lease, Region } from '../kernel/kernel.js';
import { tokenAt, tokenBytes, tokenKinds } from '../kernel/token.js';
import { excerptBytes } from './batch.js';
import type { SourceColumnName } from './columns.js';
import { Dictionary } from './dictionary.js';
import { isPlainText, type Setter, type Target } from './setters.js';
import { hasUsualForms } from './time.js';

/** Fills the rows from `base` on. */
export type Filler = (table: FieldTable, slot: number, base: number) => void;

type Column = Uint32Array | Uint8Array | Float64Array;

export function fillerFor(column: SourceColumnName, target: Target & { lease: Lease }, setter: Setter): Filler {
  const cells = new Cells(target.lease, setter);
  // What stands for nothing in one format alone is the host's to know.
  if (target.absent !== undefined || target.rewrite !== undefined) return leaveAll(setter);
  return (
    textFiller(column, target, cells) ??
    numberFiller(column, target, cells) ??
    rememberingFiller(column, target, cells) ??
    (column === 'prompt' && target.analysed ? promptFiller(target, cells) : leaveAll(setter))
  );
}

function textFiller(column: SourceColumnName, { batch, kernel: { run } }: Target, cells: Cells): Filler | undefined {
  if (isPlainText(column)) {
    const { handle } = batch.dictionaries[column];
    return cells.filler(batch[column], (tokens, rows, out, left) => run.textColumn(tokens, rows, handle, out, left));
  }
  if (column !== 'path') return undefined;
  const { handle } = batch.dictionaries.path;
  return cells.filler(batch.path, (tokens, rows, out, left) => run.pathColumn(tokens, rows, handle, out, left));
}

function numberFiller(column: SourceColumnName, target: Target, cells: Cells): Filler | undefined {
  const { batch, scratch, scale, times, numbers, kernel } = target;
  const { run } = kernel;
  // Forms that the kernel does not know are the host's to read.
  if (numbers !== undefined || (isTime(column) && !hasUsualForms(times))) return undefined;
  const zone = typeof times.zone === 'number' ? times.zone : NaN;
  const time: KernelColumn = (tokens, rows, out, left) => run.timeColumn(tokens, rows, zone, out, left);
  switch (column) {
    case 'time':
      return cells.filler(batch.time, time);
    case 'endTime':
      return cells.filler(scratch.endTime, time);
    case 'status':
      return cells.filler(batch.status, run.statusColumn);
    case 'latency':
      return cells.filler(batch.latency, (tokens, rows, out, left) =>
        run.durationColumn(tokens, rows, scale, out, left),
      );
    case 'bytesIn':
    case 'bytesOut':
    case 'inputTokens':
    case 'cachedTokens':
    case 'outputTokens':
    case 'reasoningTokens':
    case 'maxTokens':
    case 'temperature':
    case 'n':
    case 'topLogprobs':
      return cells.filler(batch[column], run.numberColumn);
    case 'stream':
    case 'logprobs':
      return cells.filler(batch[column], run.flagColumn);
    case 'systemHash':
    case 'session':
    case 'requestId':
      return cells.filler(batch[column], run.hashColumn);
    case 'promptHash':
      return cells.filler(scratch.promptHash, run.hashColumn);
    default:
      return undefined;
  }
}

function isTime(column: SourceColumnName): boolean {
  return column === 'time' || column === 'endTime';
}

/** Columns that are made of texts by the host: once for each text, however often it comes. */
function rememberingFiller(column: SourceColumnName, target: Target, cells: Cells): Filler | undefined {
  const { batch, parts, scratch } = target;
  const address = parts.addresses(target.proxies);
  switch (column) {
    case 'asn':
      return cells.remembering([batch.asn], text => [parts.asn(text)]);
    case 'apiKey':
      return cells.remembering([batch.apiKey], text => [parts.key(text)]);
    case 'ja4':
      return cells.remembering([batch.tls], text => [parts.tls(text)]);
    case 'ja3':
      return cells.remembering([batch.tls], text => [parts.tls(text)], { over: false });
    case 'ip':
      return cells.remembering([batch.ip, batch.prefix, scratch.ownPrivate], text => {
        const { ip, prefix, givesWay } = address(text);
        return [ip, prefix, givesWay ? 1 : 0];
      });
    case 'forwardedFor':
      return cells.remembering([scratch.forwardedIp, scratch.forwardedPrefix, scratch.forwardedPublic], text => {
        const { ip, prefix, standsIn } = address(text);
        return [ip, prefix, standsIn ? 1 : 0];
      });
    default:
      return undefined;
  }
}

/** Texts are analysed where they lie; where they do is kept for those who want to read one. */
function promptFiller({ batch, scratch, kernel }: Target, cells: Cells): Filler {
  const columns = [
    batch.promptHash,
    batch.promptLength,
    batch.promptHead,
    batch.promptTail,
    batch.promptPhrase,
    batch.promptTopic,
    batch.promptTraits,
  ];
  const addresses = cells.lease.words(10);
  return (table, slot, base) => {
    addresses.set(columns.map(column => column.subarray(base).byteOffset));
    addresses[7] = batch.excerpt.byteOffset + excerptBytes * base;
    addresses[8] = scratch.promptAt.byteOffset + 4 * base;
    addresses[9] = scratch.promptBytes.byteOffset + 4 * base;
    const left = cells.left(table.rows);
    const listed = kernel.run.promptColumn(table.tokens(slot), table.rows, addresses.byteOffset, left);
    cells.leave({ table, slot, base, listed });
  };
}

/** For values that only the host reads. */
function leaveAll(setter: Setter): Filler {
  return (table, slot, base) => {
    const { kernel, rows } = table;
    const tokens = table.tokens(slot);
    for (let row = 0; row < rows; row++) {
      if (tokenAt(kernel.words, tokens + tokenBytes * row).kind === tokenKinds.absent) continue;
      const value = table.value(slot, row);
      if (value !== null && value !== undefined) setter(value, base + row);
    }
  };
}

/** What the kernel offers: tokens and rows, where the column goes, and where the rows are listed that it leaves. */
type KernelColumn = (tokens: number, rows: number, out: number, left: number) => number;

interface Listed {
  readonly table: FieldTable;
  readonly slot: number;
  readonly base: number;
  readonly listed: number;
}

/** Texts remembered before the memory of them is emptied. */
const mostRemembered = 1 << 16;

/** The kernel's memory for one slot. */
class Cells {
  readonly lease: Lease;
  readonly #left: Region;
  readonly #ids: Region;
  readonly #kernel: Kernel;
  readonly #setter: Setter;

  constructor(lease: Lease, setter: Setter) {
    this.lease = lease;
    this.#kernel = lease.kernel;
    this.#setter = setter;
    this.#left = lease.region(4);
    this.#ids = lease.region(4);
  }

  left(rows: number): number {
    return this.#left.atLeast(4 * rows);
  }

  /** Fills a column; what the tokens do not give stays as it is. */
  filler(column: Column, read: KernelColumn): Filler {
    const { byteOffset, BYTES_PER_ELEMENT: size } = column;
    return (table, slot, base) => {
      const { rows } = table;
      const listed = read(table.tokens(slot), rows, byteOffset + size * base, this.left(rows));
      if (listed > 0) this.leave({ table, slot, base, listed });
    };
  }

  /**
   * Interns texts for a while, and asks `make` once for each what they are in each column; 0 is nothing. Unless told
   * otherwise it is written over what is there.
   */
  remembering(
    columns: readonly (Uint32Array | Uint8Array)[],
    make: (text: string) => readonly number[],
    { over = true } = {},
  ): Filler {
    let texts = new Dictionary(this.#kernel);
    let made: Uint32Array[] = columns.map(() => new Uint32Array(256));
    let known = 1;
    this.lease.atEnd(() => texts.free());
    const learn = () => {
      for (const { size } = texts; known < size; known++) {
        if (known >= (made[0] as Uint32Array).length) made = made.map(doubled);
        make(texts.text(known)).forEach((value, i) => ((made[i] as Uint32Array)[known] = value));
      }
    };
    return (table, slot, base) => {
      const { rows } = table;
      if (texts.size > mostRemembered) {
        texts.free();
        texts = new Dictionary(this.#kernel);
        known = 1;
      }
      const out = this.#ids.atLeast(4 * rows);
      this.#kernel.run.clear(out, 4 * rows);
      const listed = this.#kernel.run.textColumn(table.tokens(slot), rows, texts.handle, out, this.left(rows));
      learn();
      const ids = this.#kernel.words.subarray(out >>> 2, (out >>> 2) + rows);
      spread(ids, made, { columns, base, over });
      if (listed > 0) this.leave({ table, slot, base, listed });
    };
  }

  /** Gives the rows that the kernel listed to the setter. */
  leave({ table, slot, base, listed }: Listed): void {
    for (let i = 0; i < listed; i++) {
      const row = this.#kernel.words[(this.#left.at >>> 2) + i] as number;
      const value = table.value(slot, row);
      if (value !== null && value !== undefined) this.#setter(value, base + row);
    }
  }
}

interface Spread {
  readonly columns: readonly (Uint32Array | Uint8Array)[];
  readonly base: number;
  readonly over: boolean;
}

/** Writes what was made of the texts whose ids are given, all columns together where the first holds anything. */
function spread(ids: Uint32Array, made: readonly Uint32Array[], { columns, base, over }: Spread): void {
  const [leading] = made as [Uint32Array];
  columns.forEach((column, i) => {
    const values = made[i] as Uint32Array;
    for (let row = 0; row < ids.length; row++) {
      const id = ids[row] as number;
      if (leading[id] !== 0 && (over || column[base + row] === 0)) column[base + row] = values[id] as number;
    }
  });
}

function doubled(values: Uint32Array): Uint32Array {
  const larger = new Uint32Array(2 * values.length);
  larger.set(values);
  return larger;
}
