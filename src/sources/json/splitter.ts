import type { Cutter, CutReject, RecordBlock } from '../records.js';
import { Cuts, type Beginning } from './cuts.js';
import { HeldBytes } from './held-bytes.js';
import { lookBehind, nextPlace } from './resync.js';
import { each, type JsonShape } from './shape.js';
import * as tokens from './tokens.js';
import { damaged, needsMore, ValueScan } from './value-scan.js';

export interface JsonSplitterOptions {
  readonly maxRecordBytes: number;
  /** The bytes may begin anywhere in the file: what stands before the first record is passed over. */
  readonly anywhere?: boolean;
}

/** Bytes that may be scanned again behind damage, earned back with every byte cut: damage upon damage stays linear. */
const maxCredit = 64 * 1024 * 1024;
const creditPerByte = 4;
/** A record over the limit is followed to its end for so many times the limit. */
const followed = 4;

/** An object on the path that is a record itself if it turns out to hold no list; containers open there, itself among them. */
interface Item extends Beginning {
  readonly open: number;
}

/**
 * Cuts JSON that is not one object a line into its records, which are handed on as they stand: lists, objects one after the
 * other, lists inside objects. How the bytes are cut into chunks makes no difference. Holds at most `maxRecordBytes` plus one
 * chunk. What is damaged is counted and located, and the next record is found again.
 */
export class JsonSplitter implements Cutter {
  readonly #shape: JsonShape;
  readonly #max: number;
  readonly #held = new HeldBytes(lookBehind);
  readonly #recordScan: ValueScan;
  readonly #besideScan = new ValueScan();
  #scan = this.#besideScan;
  readonly #cuts: Cuts;
  /** What is at hand: around records, in a record, in a value beside the list, or looking for a record behind damage. */
  #mode: 'walk' | 'record' | 'overlong' | 'beside' | 'string' | 'scalar' | 'seek' = 'walk';
  /** Where to look on: an offset in what is held, as are all places below; and its line. */
  #at = 0;
  #line = 1;
  /** The value that is being scanned. */
  #start = 0;
  /** Offset in the stream of the over-long record that is followed to its end. */
  #overlongFrom = 0;
  /** Containers open on the path, and lists around top-level objects. */
  #open = 0;
  #lists = 0;
  #item: Item | undefined;
  /** Bytes looked through for a place to go on. */
  #sought = 0;
  #credit = maxCredit;
  #damaged = false;
  #final = false;

  constructor(shape: JsonShape, { maxRecordBytes, anywhere = false }: JsonSplitterOptions) {
    this.#shape = shape;
    this.#max = maxRecordBytes;
    this.#cuts = new Cuts(this.#held, { max: maxRecordBytes, numbered: shape.numbered });
    this.#recordScan = new ValueScan(shape.indent);
    this.#mode = anywhere ? 'seek' : 'walk';
    this.#damaged = anywhere;
  }

  get lines(): number {
    return this.#line - 1;
  }

  /** The input ended inside a list, with nothing else wrong. */
  get unclosed(): boolean {
    return this.#final && !this.#damaged && (this.#lists > 0 || this.#open > 0);
  }

  push(chunk: Uint8Array): RecordBlock | undefined {
    this.#cuts.clear();
    this.#compact();
    this.#held.append(chunk);
    return this.#cut();
  }

  end(): RecordBlock | undefined {
    this.#cuts.clear();
    this.#final = true;
    const block = this.#cut();
    const { bytes } = this.#held;
    if (bytes.length > 0 && bytes[bytes.length - 1] !== tokens.newline) this.#line += 1;
    return block;
  }

  takeRejects(): readonly CutReject[] {
    return this.#cuts.takeRejects();
  }

  /** Lets go of what nobody will ask for again. */
  #compact(): void {
    const start = this.#mode === 'record' ? this.#start : this.#at;
    const item = this.#item === undefined ? start : this.#item.from - this.#held.offset;
    // What is too long to be a record is not kept in case it is one.
    const gone = this.#held.release(start - item > this.#max ? start : Math.min(start, item));
    this.#at -= gone;
    this.#start -= gone;
  }

  #cut(): RecordBlock | undefined {
    while (this.#step());
    return this.#cuts.block();
  }

  /** False when more bytes are needed. */
  #step(): boolean {
    switch (this.#mode) {
      case 'walk':
        return this.#walk();
      case 'record':
        return this.#scanRecord();
      case 'overlong':
        return this.#followOverlong();
      case 'beside':
        return this.#scanBeside();
      case 'string':
        return this.#pass(tokens.passString(this.#held.bytes, this.#at));
      case 'scalar':
        return this.#pass(tokens.passScalar(this.#held.bytes, this.#at));
      case 'seek':
        return this.#seek();
    }
  }

  /** One step through what is around records. */
  #walk(): boolean {
    const { bytes } = this.#held;
    let at = this.#at;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === tokens.newline) this.#line += 1;
      else if (byte !== tokens.comma && !tokens.isBlank(byte)) break;
    }
    this.#moveTo(at);
    if (at === bytes.length) return this.#unfinished(this.#item !== undefined);
    const byte = bytes[at];
    if (this.#open === 0) return this.#topLevel(byte);
    const step = this.#shape.path[this.#open - 1];
    if (byte === (step === each ? tokens.closeList : tokens.closeObject)) return this.#close();
    if (step === each) return this.#target();
    return byte === tokens.quote ? this.#member(step) : this.#damage(at);
  }

  #topLevel(byte: number | undefined): boolean {
    if (byte === tokens.openObject) {
      if (this.#shape.path.length === 0) return this.#begin('record');
      this.#item = this.#itemHere();
      return this.#enter();
    }
    if (byte === tokens.openList) this.#lists += 1;
    else if (byte === tokens.closeList && this.#lists > 0) this.#lists -= 1;
    // Behind damage brackets may be left over.
    else if (!this.#damaged || (byte !== tokens.closeList && byte !== tokens.closeObject))
      return this.#damage(this.#at);
    this.#moveTo(this.#at + 1);
    return true;
  }

  /** `"key": value` in an object on the path. */
  #member(step: string | undefined): boolean {
    const member = tokens.readMember(this.#held.bytes, this.#at);
    if (member === 'broken') return this.#damage(this.#at);
    if (member === 'open') return this.#unfinished(true);
    this.#line += member.newlines;
    this.#moveTo(member.value);
    return member.key === step ? this.#target() : this.#beside();
  }

  /** A value to which the path leads. */
  #target(): boolean {
    const { path } = this.#shape;
    const byte = this.#held.bytes[this.#at];
    const next = path[this.#open];
    if (next === undefined) {
      if (byte === tokens.openObject) return this.#begin('record');
      this.#cuts.number += 1;
      this.#cuts.reject({ from: this.#held.offset + this.#at, line: this.#line }, 0, 'not a JSON object');
      return this.#beside();
    }
    if (byte !== (next === each ? tokens.openList : tokens.openObject)) return this.#beside();
    if (next === each) this.#item = undefined;
    else if (path[this.#open - 1] === each) this.#item = this.#itemHere();
    return this.#enter();
  }

  #itemHere(): Item {
    return { from: this.#held.offset + this.#at, line: this.#line, open: this.#open + 1 };
  }

  #enter(): boolean {
    this.#open += 1;
    this.#moveTo(this.#at + 1);
    return true;
  }

  /** The end of a container on the path. */
  #close(): boolean {
    const item = this.#item;
    this.#moveTo(this.#at + 1);
    if (item?.open === this.#open) {
      this.#cuts.number += 1;
      this.#cuts.add(item, this.#at);
      this.#item = undefined;
    }
    this.#open -= 1;
    return true;
  }

  /** A value that is none of ours. */
  #beside(): boolean {
    const byte = this.#held.bytes[this.#at] as number;
    if (byte === tokens.openObject || byte === tokens.openList) return this.#begin('beside');
    if (byte !== tokens.quote && !tokens.isScalar(byte)) return this.#damage(this.#at);
    this.#mode = byte === tokens.quote ? 'string' : 'scalar';
    this.#moveTo(byte === tokens.quote ? this.#at + 1 : this.#at);
    return true;
  }

  /** Goes on behind a string or a word, as far as it was passed. */
  #pass({ at, state }: tokens.Passed): boolean {
    this.#moveTo(at);
    if (state === 'broken') return this.#damage(at);
    if (state === 'open') return this.#unfinished(true);
    this.#mode = 'walk';
    return true;
  }

  #begin(mode: 'record' | 'beside'): boolean {
    if (mode === 'record') {
      this.#cuts.number += 1;
      this.#item = undefined;
    }
    this.#start = this.#at;
    this.#scan = mode === 'record' ? this.#recordScan : this.#besideScan;
    this.#scan.restart();
    this.#mode = mode;
    return true;
  }

  #scanRecord(): boolean {
    const { bytes, offset } = this.#held;
    const start = this.#start;
    const end = this.#scan.find(bytes, start);
    if (end >= 0) {
      this.#cuts.add({ from: offset + start, line: this.#line }, end);
      return this.#ended(end);
    }
    const place = start + this.#scan.place;
    if ((end === damaged ? place : bytes.length) - start > this.#max) {
      this.#overlongFrom = offset + start;
      this.#mode = 'overlong';
      return true;
    }
    return end === damaged ? this.#damage(start, place) : this.#unfinished(true);
  }

  /** Without keeping it. */
  #followOverlong(): boolean {
    const { bytes, offset } = this.#held;
    const limit = this.#overlongFrom + followed * this.#max - offset;
    const end = this.#scan.find(bytes.subarray(0, limit), this.#start);
    if (end === needsMore && bytes.length < limit && !this.#final) {
      this.#dropScanned();
      return false;
    }
    const at = end >= 0 ? end : this.#start + this.#scan.place;
    const length = offset + at - this.#overlongFrom;
    this.#cuts.reject({ from: this.#overlongFrom, line: this.#line }, length, 'over-long record');
    if (end >= 0) return this.#ended(end);
    this.#damaged = true;
    this.#line += this.#scan.newlines;
    return this.#seekFrom(at);
  }

  #scanBeside(): boolean {
    const end = this.#scan.find(this.#held.bytes, this.#start);
    if (end >= 0) return this.#ended(end);
    if (end === damaged) return this.#damage(this.#start + this.#scan.place);
    this.#dropScanned();
    return this.#unfinished(true);
  }

  /** Of a value that is not kept only its scan goes on. */
  #dropScanned(): void {
    this.#start += this.#scan.place;
    this.#scan.place = 0;
    this.#moveTo(this.#start);
  }

  #ended(at: number): boolean {
    this.#line += this.#scan.newlines;
    this.#moveTo(at);
    this.#mode = 'walk';
    return true;
  }

  /** Waits for more bytes; when there are none, what is at hand is cut off, if anything is. */
  #unfinished(isCutOff: boolean): boolean {
    if (!this.#final || !isCutOff) return false;
    const from = this.#mode === 'record' ? this.#start : this.#at;
    return this.#damage(from, this.#held.bytes.length, 'truncated JSON');
  }

  /** Rejects what lies between the two places, and looks for a record behind the first, or behind both when that was done too often. */
  #damage(from: number, to = from, reason: CutReject['reason'] = 'not JSON'): boolean {
    const { offset } = this.#held;
    const at = this.#item ?? { from: offset + from, line: this.#line };
    this.#cuts.reject(at, offset + to - at.from, reason);
    this.#damaged = true;
    this.#item = undefined;
    const isRecord = this.#mode === 'record';
    if (isRecord && to - from <= this.#credit) {
      this.#credit -= to - from;
      return this.#seekFrom(from + 1);
    }
    if (isRecord || this.#mode === 'beside') this.#line += this.#scan.newlines;
    return this.#seekFrom(to);
  }

  #seekFrom(at: number): boolean {
    this.#at = at;
    this.#sought = 0;
    this.#mode = 'seek';
    return true;
  }

  #seek(): boolean {
    const { bytes } = this.#held;
    const from = this.#at;
    const { at, kind } = nextPlace(bytes, from, { shape: this.#shape, searched: this.#sought, final: this.#final });
    this.#line += tokens.countNewlines(bytes, from, at);
    this.#sought += at - from;
    this.#moveTo(at);
    if (kind === needsMore) return false;
    this.#open = kind === 'record' ? this.#shape.path.length : 0;
    this.#mode = 'walk';
    return true;
  }

  #moveTo(at: number): void {
    this.#credit = Math.min(maxCredit, this.#credit + creditPerByte * (at - this.#at));
    this.#at = at;
  }
}
