/**
 * (account, template key) -> counts, as parallel typed arrays behind an open-addressing index: about 70 bytes an entry,
 * no object per entry. Entries of one account are chained, so an account's uses can be listed without a scan.
 */
import type { RequestBatch } from '../requests/batch.js';
import { hashPair } from '../requests/hash.js';
import {
  exampleBefore,
  keyColumns,
  templateKinds,
  type TemplateUse,
  type TemplateUses,
} from './catalogue/templates.js';
import type { MeasureTable } from './measure.js';

/** Bytes of text kept of a head template's example. */
const excerptBytes = 64;
const noEntry = 0xffffffff;
const encoder = new TextEncoder();

export class TemplateTable implements MeasureTable<TemplateUses> {
  #capacity = 1024;
  #count = 0;
  #slots = new Uint32Array(2048).fill(noEntry);
  #account = new Uint32Array(1024);
  #kind = new Uint8Array(1024);
  #requests = new Float64Array(1024);
  #key = new Float64Array(1024);
  #input = new Float64Array(1024);
  #output = new Float64Array(1024);
  #exampleHash = new Float64Array(1024);
  #exampleLine = new Float64Array(1024);
  #exampleInput = new Uint32Array(1024);
  #next = new Uint32Array(1024);
  /** Slot of the entry's text in the arena, or noEntry. */
  #excerpt = new Uint32Array(1024);
  #arena = new Uint8Array(1024 * excerptBytes);
  #excerpts = 0;
  #first: number[] = [];
  readonly #inputs: string[] = [];
  readonly #inputIds = new Map<string, number>();

  observe(batch: RequestBatch): void {
    const columns = keyColumns(batch);
    const { account, length, requestHash, line, inputTokens, outputTokens } = batch;
    const input = this.#inputIndex(batch.inputName);
    for (let kind = 0; kind < columns.length; kind++) {
      const keys = columns[kind] as Float64Array;
      if (keys.length === 0) continue;
      for (let row = 0; row < length; row++) {
        const key = keys[row] as number;
        if (key === 0) continue;
        const entry = this.#entry(account[row] as number, key, kind);
        this.#requests[entry]!++;
        const tokensIn = inputTokens[row] as number;
        const tokensOut = outputTokens[row] as number;
        if (tokensIn >= 0) this.#input[entry]! += Math.round(tokensIn);
        if (tokensOut >= 0) this.#output[entry]! += Math.round(tokensOut);
        if (this.#offer(entry, { hash: requestHash[row] as number, input, line: line[row] as number }) && kind === 0) {
          this.#setExcerpt(entry, batch.promptText(row) ?? '');
        }
      }
    }
  }

  get(entity: number): TemplateUses | undefined {
    let entry = this.#first[entity] ?? noEntry;
    if (entry === noEntry) return undefined;
    const uses: TemplateUses = new Map();
    for (; entry !== noEntry; entry = this.#next[entry] as number) {
      const key = this.#key[entry] as number;
      const kind = templateKinds[this.#kind[entry] as number] as TemplateUse['kind'];
      const hash = this.#exampleHash[entry] as number;
      const input = this.#inputs[this.#exampleInput[entry] as number] ?? '';
      uses.set(key, {
        key,
        kind,
        requests: this.#requests[entry] as number,
        inputTokens: this.#input[entry] as number,
        outputTokens: this.#output[entry] as number,
        example: { hash, input, line: this.#exampleLine[entry] as number },
        excerpt: this.#excerptOf(entry),
      });
    }
    return uses;
  }

  put(entity: number, state: TemplateUses): void {
    for (const use of state.values()) {
      const entry = this.#entry(entity, use.key, templateKinds.indexOf(use.kind));
      this.#requests[entry]! += use.requests;
      this.#input[entry]! += use.inputTokens;
      this.#output[entry]! += use.outputTokens;
      const { hash, line } = use.example;
      if (this.#offer(entry, { hash, line, input: this.#inputIndex(use.example.input) }) && use.kind === 'head') {
        this.#setExcerpt(entry, use.excerpt);
      }
    }
  }

  /** Makes the request the entry's example if it comes before the present one. */
  #offer(entry: number, { hash, input, line }: { hash: number; input: number; line: number }): boolean {
    const present = this.#exampleHash[entry] as number;
    if (hash > present) return false;
    if (hash === present) {
      const mine = { hash, input: this.#inputs[input] as string, line };
      const other = this.#inputs[this.#exampleInput[entry] as number] as string;
      if (!exampleBefore(mine, { hash: present, input: other, line: this.#exampleLine[entry] as number })) return false;
    }
    this.#exampleHash[entry] = hash;
    this.#exampleLine[entry] = line;
    this.#exampleInput[entry] = input;
    return true;
  }

  #entry(account: number, key: number, kind: number): number {
    const mask = this.#slots.length - 1;
    let slot = (Math.imul(account, 0x9e3779b1) ^ (key >>> 0) ^ Math.imul((key / 4294967296) >>> 0, 0x85ebca6b)) & mask;
    for (;;) {
      const entry = this.#slots[slot] as number;
      if (entry === noEntry) break;
      if (this.#key[entry] === key && this.#account[entry] === account) return entry;
      slot = (slot + 1) & mask;
    }
    if (this.#count === this.#capacity) {
      this.#grow();
      return this.#entry(account, key, kind);
    }
    const entry = this.#count++;
    this.#slots[slot] = entry;
    this.#account[entry] = account;
    this.#key[entry] = key;
    this.#kind[entry] = kind;
    this.#exampleHash[entry] = Infinity;
    this.#excerpt[entry] = noEntry;
    while (this.#first.length <= account) this.#first.push(noEntry);
    this.#next[entry] = this.#first[account] as number;
    this.#first[account] = entry;
    return entry;
  }

  #grow(): void {
    const capacity = this.#capacity * 2;
    this.#capacity = capacity;
    this.#account = grown(this.#account, new Uint32Array(capacity));
    this.#kind = grown(this.#kind, new Uint8Array(capacity));
    this.#requests = grown(this.#requests, new Float64Array(capacity));
    this.#key = grown(this.#key, new Float64Array(capacity));
    this.#input = grown(this.#input, new Float64Array(capacity));
    this.#output = grown(this.#output, new Float64Array(capacity));
    this.#exampleHash = grown(this.#exampleHash, new Float64Array(capacity));
    this.#exampleLine = grown(this.#exampleLine, new Float64Array(capacity));
    this.#exampleInput = grown(this.#exampleInput, new Uint32Array(capacity));
    this.#next = grown(this.#next, new Uint32Array(capacity));
    this.#excerpt = grown(this.#excerpt, new Uint32Array(capacity));
    const slots = new Uint32Array(capacity * 2).fill(noEntry);
    const mask = slots.length - 1;
    for (let entry = 0; entry < this.#count; entry++) {
      const key = this.#key[entry] as number;
      const account = this.#account[entry] as number;
      let slot =
        (Math.imul(account, 0x9e3779b1) ^ (key >>> 0) ^ Math.imul((key / 4294967296) >>> 0, 0x85ebca6b)) & mask;
      while (slots[slot] !== noEntry) slot = (slot + 1) & mask;
      slots[slot] = entry;
    }
    this.#slots = slots;
  }

  #setExcerpt(entry: number, text: string): void {
    let at = this.#excerpt[entry] as number;
    if (at === noEntry) {
      at = this.#excerpts++;
      this.#excerpt[entry] = at;
      if (this.#excerpts * excerptBytes > this.#arena.length) {
        this.#arena = grown(this.#arena, new Uint8Array(this.#arena.length * 2));
      }
    }
    const target = this.#arena.subarray(at * excerptBytes, (at + 1) * excerptBytes);
    const { written } = encoder.encodeInto(text.slice(0, excerptBytes), target);
    target.fill(0, written);
  }

  #excerptOf(entry: number): string {
    const at = this.#excerpt[entry] as number;
    if (at === noEntry) return '';
    const bytes = Buffer.from(this.#arena.buffer, at * excerptBytes, excerptBytes);
    const end = bytes.indexOf(0);
    return bytes.toString('utf8', 0, end < 0 ? excerptBytes : end);
  }

  #inputIndex(name: string): number {
    const known = this.#inputIds.get(name);
    if (known !== undefined) return known;
    const index = this.#inputs.push(name) - 1;
    this.#inputIds.set(name, index);
    return index;
  }
}

function grown<A extends Uint8Array | Uint32Array | Float64Array>(from: A, into: A): A {
  into.set(from);
  return into;
}

/** Key under which a template is known beside others of another kind. */
export function templateId(key: number): string {
  return hashPair(key, 1).toString(16).padStart(13, '0').slice(0, 8);
}
