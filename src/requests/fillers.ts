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
import type { Parts } from './parts.js';
import type { Setter, Target } from './setters.js';

/** Fills the rows from `base` on. */
export type Filler = (table: FieldTable, slot: number, base: number) => void;

type Column = Uint32Array | Uint8Array | Float64Array;

export function fillerFor(column: SourceColumnName, target: Target & { lease: Lease }, setter: Setter): Filler {
  const cells = new Cells(target.lease, setter);
  return (
    textFiller(column, target, cells) ??
    numberFiller(column, target, cells) ??
    rememberingFiller(column, target, cells) ??
    (column === 'prompt' && target.analysed ? promptFiller(target, cells) : leaveAll(setter))
  );
}

/** Columns of texts that are interned as they are. */
function textFiller(column: SourceColumnName, { batch, kernel: { run } }: Target, cells: Cells): Filler | undefined {
  switch (column) {
    case 'account':
    case 'org':
    case 'endUser':
    case 'country':
    case 'httpFingerprint':
    case 'userAgent':
    case 'method':
    case 'model': {
      const { handle } = batch.dictionaries[column];
      return cells.filler(batch[column], (tokens, rows, out, left) => run.textColumn(tokens, rows, handle, out, left));
    }
    case 'path': {
      const { handle } = batch.dictionaries.path;
      return cells.filler(batch.path, (tokens, rows, out, left) => run.pathColumn(tokens, rows, handle, out, left));
    }
    default:
      return undefined;
  }
}

function numberFiller(column: SourceColumnName, target: Target, cells: Cells): Filler | undefined {
  const { batch, scratch, latencyScale, zoneOffset, kernel } = target;
  const { run } = kernel;
  const time: KernelColumn = (tokens, rows, out, left) => run.timeColumn(tokens, rows, zoneOffset, out, left);
  switch (column) {
    case 'time':
      return cells.filler(batch.time, time);
    case 'endTime':
      return cells.filler(scratch.endTime, time);
    case 'status':
      return cells.filler(batch.status, run.statusColumn);
    case 'latency':
      return cells.filler(batch.latency, (tokens, rows, out, left) =>
        run.durationColumn(tokens, rows, latencyScale, out, left),
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

/** Columns that are made of texts by the host: once for each text, however often it comes. */
function rememberingFiller(column: SourceColumnName, target: Target, cells: Cells): Filler | undefined {
  const { batch, parts, scratch } = target;
  switch (column) {
    case 'asn':
      return cells.remembering(
        text => [parts.asn(text)],
        (row, [id]) => (batch.asn[row] = id as number),
      );
    case 'apiKey':
      return cells.remembering(
        text => [parts.key(text)],
        (row, [id]) => (batch.apiKey[row] = id as number),
      );
    case 'ja4':
      return cells.remembering(
        text => [parts.tls(text)],
        (row, [id]) => {
          if (id !== 0) batch.tls[row] = id as number;
        },
      );
    case 'ja3':
      return cells.remembering(
        text => [parts.tls(text)],
        (row, [id]) => {
          if (batch.tls[row] === 0) batch.tls[row] = id as number;
        },
      );
    case 'ip':
      return cells.remembering(
        text => addressParts(parts, text),
        (row, [ip, prefix, isPublic]) => {
          batch.ip[row] = ip as number;
          batch.prefix[row] = prefix as number;
          scratch.ownPrivate[row] = 1 - (isPublic as number);
        },
      );
    case 'forwardedFor':
      return cells.remembering(
        text => addressParts(parts, text),
        (row, [ip, prefix, isPublic]) => {
          scratch.forwardedIp[row] = ip as number;
          scratch.forwardedPrefix[row] = prefix as number;
          scratch.forwardedPublic[row] = isPublic as number;
        },
      );
    default:
      return undefined;
  }
}

function addressParts(parts: Parts, text: string): readonly number[] {
  const { ip, prefix, isPublic } = parts.address(text);
  return [ip, prefix, isPublic ? 1 : 0];
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

  /** Interns texts for a while, and asks `make` once for each. */
  remembering(make: (text: string) => readonly number[], put: (row: number, made: readonly number[]) => void): Filler {
    let texts = new Dictionary(this.#kernel);
    let made: (readonly number[] | undefined)[] = [];
    this.lease.atEnd(() => texts.free());
    return (table, slot, base) => {
      const { rows } = table;
      if (texts.size > mostRemembered) {
        texts.free();
        texts = new Dictionary(this.#kernel);
        made = [];
      }
      const out = this.#ids.atLeast(4 * rows);
      this.#kernel.words.fill(0, out >>> 2, (out >>> 2) + rows);
      const listed = this.#kernel.run.textColumn(table.tokens(slot), rows, texts.handle, out, this.left(rows));
      const ids = this.#kernel.words.subarray(out >>> 2, (out >>> 2) + rows);
      for (let row = 0; row < rows; row++) {
        const id = ids[row] as number;
        if (id !== 0) put(base + row, (made[id] ??= make(texts.text(id))));
      }
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
