import { inGroups } from '../digits.js';
import type { DecodedInput } from './decoded-input.js';
import { HeldText } from './held-text.js';
import { recogniseJson, shapeBytes } from './json/recognise.js';
import { jqPath, type JsonShape } from './json/shape.js';
import { JsonSplitter } from './json/splitter.js';
import { Rejected, type InputReader, type InputReading, type RecordsFraming } from './reading.js';
import { RecordSplitter, type Cutter, type RecordBlock } from './records.js';
import { chooseSample, emptyBlock, type Region } from './sample.js';
import type { Source, Stretch } from './source.js';

/** Bytes of whole lines that the beginning of a sample is chosen from. */
const sampleBytes = 2 * 1024 * 1024;
/** Places of a file that can be read anywhere, and bytes of each, that the rest of the sample is chosen from. */
const windows = 16;
const windowBytes = 128 * 1024;

/** Reads an input that is text, however it is stored. */
export class TextReader implements InputReader {
  readonly #source: Source;
  readonly #input: DecodedInput;
  readonly #maxRecordBytes: number;
  readonly #held: HeldText;
  #isSettled = false;
  #shape: JsonShape | undefined;
  readonly #notes: string[] = [];
  #lines = 0;
  readonly #rejected = new Rejected();

  constructor(source: Source, input: DecodedInput, maxRecordBytes: number) {
    this.#source = source;
    this.#input = input;
    this.#maxRecordBytes = maxRecordBytes;
    this.#held = new HeldText(input, maxRecordBytes);
  }

  get bytesRead(): number {
    return this.#input.digest.bytes;
  }

  async sample(count: number): Promise<RecordBlock> {
    await this.#settle();
    const head = this.#shape === undefined ? await this.#firstLines() : await this.#firstOfShape(this.#shape);
    const regions: Region[] = [{ block: head, isHead: true }];
    for (const bytes of await this.#windows()) {
      const block = this.#cutWindow(bytes);
      if (block !== undefined) regions.push({ block, isHead: false });
    }
    return chooseSample(regions, count);
  }

  async *records(framing: RecordsFraming = {}): AsyncGenerator<RecordBlock, void> {
    await this.#settle();
    const shape = this.#shape;
    if (shape === undefined) yield* this.#cutBy(this.#plainSplitter(framing));
    else {
      const splitter = new JsonSplitter(shape, { maxRecordBytes: this.#maxRecordBytes });
      yield* this.#cutBy(splitter);
      if (splitter.unclosed) this.#notes.push('the list of records is not closed: the file may be cut off');
    }
  }

  async summary(): Promise<InputReading> {
    while ((await this.#input.pull()) !== undefined);
    await this.#input.drain();
    const { compression, decodedBytes, damage, digest } = this.#input;
    return {
      path: this.#source.path,
      compression,
      bytes: digest.bytes,
      decodedBytes,
      sha256: digest.sha256(),
      lines: this.#lines,
      ...this.#rejected.lists(),
      notes: [...this.#notes, ...nulNotes(this.#held.nuls)],
      ...(damage === undefined ? {} : { damage }),
    };
  }

  close(): Promise<void> {
    return this.#input.close();
  }

  /** Decides how records are cut, from the first bytes alone: whoever reads the input again decides the same. */
  async #settle(): Promise<void> {
    if (this.#isSettled) return;
    this.#isSettled = true;
    await this.#held.holdBytes(shapeBytes);
    const head = this.#held.text().subarray(0, shapeBytes);
    this.#shape = recogniseJson(head);
    if (this.#shape !== undefined) this.#notes.push(...shapeNotes(this.#shape));
    else if (head.includes('\r') && !head.includes('\n')) {
      this.#held.endLinesWithReturns();
      this.#notes.push('lines end with a carriage return alone');
    }
  }

  async *#cutBy(
    splitter: Cutter & { pass?(bytes: number): RecordBlock | undefined; leaveLine?(): number },
  ): AsyncGenerator<RecordBlock, void> {
    for (let part = await this.#held.next(); part !== undefined; part = await this.#held.next()) {
      const block = typeof part === 'number' ? splitter.pass?.(part) : splitter.push(part);
      this.#note(splitter);
      if (block !== undefined) yield block;
    }
    if (this.#input.isGrowing) this.#notes.push(growthNote(splitter.leaveLine?.()));
    const isHalf = this.#input.isGrowing && splitter.leaveLine === undefined;
    const last = isHalf ? undefined : splitter.end();
    this.#note(splitter);
    if (last !== undefined) yield last;
  }

  #note(splitter: Cutter): void {
    this.#lines = splitter.lines;
    this.#rejected.add(splitter.takeRejects());
  }

  /** The first whole lines, those that are too long and blank ones left out. */
  async #firstLines(): Promise<RecordBlock> {
    await this.#held.holdLines(sampleBytes);
    const text = this.#held.text();
    // The last line may go on; the same lines are taken however the input comes in chunks.
    const end = text.length > sampleBytes ? text.indexOf('\n', sampleBytes - 1) + 1 : 0;
    const isWhole = end > 0 || !this.#held.ended || text.length === 0 || text[text.length - 1] === 0x0a;
    const lines = isWhole ? text.subarray(0, end > 0 ? end : text.length) : Buffer.concat([text, Buffer.of(0x0a)]);
    return this.#plainSplitter({}).push(lines) ?? emptyBlock;
  }

  /** The first records, from as many bytes as it takes to have one. */
  async #firstOfShape(shape: JsonShape): Promise<RecordBlock> {
    for (let length = sampleBytes; ; length *= 2) {
      await this.#held.holdBytes(length);
      const splitter = new JsonSplitter(shape, { maxRecordBytes: this.#maxRecordBytes });
      const block = splitter.push(this.#held.text().subarray(0, length));
      if (block !== undefined) return block;
      if (this.#held.ended || length > 4 * this.#maxRecordBytes) return splitter.end() ?? emptyBlock;
    }
  }

  async #windows(): Promise<readonly Uint8Array[]> {
    const { bytes = 0, stretches } = this.#source;
    const from = sampleBytes;
    if (stretches === undefined || this.#input.compression !== 'none' || this.#input.isRecoded) return [];
    if (this.#held.ended || bytes < from + windows * windowBytes) return [];
    const step = (bytes - from - windowBytes) / (windows - 1);
    const places: Stretch[] = Array.from({ length: windows }, (_, at) => ({
      from: from + Math.floor(at * step),
      length: windowBytes,
    }));
    // Whoever may not read it any more will hear of it when it is read.
    return stretches(places).catch(() => []);
  }

  #cutWindow(bytes: Uint8Array): RecordBlock | undefined {
    const maxRecordBytes = this.#maxRecordBytes;
    if (this.#shape !== undefined) {
      return new JsonSplitter(this.#shape, { maxRecordBytes, anywhere: true }).push(bytes);
    }
    const begin = bytes.indexOf(0x0a) + 1;
    return begin === 0 ? undefined : this.#plainSplitter({}).push(bytes.subarray(begin));
  }

  #plainSplitter({ quotedBy }: RecordsFraming): RecordSplitter {
    return new RecordSplitter({ maxRecordBytes: this.#maxRecordBytes, quotedBy });
  }
}

function shapeNotes(shape: JsonShape): string[] {
  const path = jqPath(shape);
  const notes = shape.path.length === 0 ? [] : [`records are taken from ${path}`];
  if (shape.numbered) {
    notes.push(
      `records are not on lines of their own: their places are their numbers, in the order of jq -c '${path}'`,
    );
  }
  return notes;
}

/** Lines are left out where they are known to be unfinished, other records where they begin. */
function growthNote(left: number | undefined): string {
  const base = 'the file grew while it was read: it was read as it was when the run began';
  if (left === 0) return base;
  return `${base}, without the record that was being written then${left === undefined ? '' : ` (its first ${inGroups(left)} bytes)`}`;
}

function nulNotes(skipped: number): string[] {
  return skipped === 0 ? [] : [`${skipped} NUL bytes in front of records were passed over`];
}
