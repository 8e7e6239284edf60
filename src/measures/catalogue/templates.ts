import { excerptBytes } from '../../requests/batch.js';
import { hashPair } from '../../requests/hash.js';
import { defineMeasure, type Encoded, type MeasureRow } from '../measure.js';
import { CountSketch } from '../sketches/count-sketch.js';
import { CountedTable, type Counted } from '../sketches/counted-table.js';
import { excerptText, RequestSample } from '../sketches/request-sample.js';

/** Where the constant part of a prompt was found. */
export const templateKinds = ['head', 'tail', 'phrase', 'system'] as const;
export type TemplateKind = (typeof templateKinds)[number];

/** One account's use of one template. */
export interface TemplateUse {
  readonly key: number;
  readonly kind: TemplateKind;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The sampled request with the smallest hash; line 0 where none of them uses it, as when the template is rare. */
  readonly example: { readonly hash: number; readonly input: string; readonly line: number };
  /** For heads, the beginning of the example's text. */
  readonly excerpt: string;
}

/** Keys counted exactly. An account with more is estimated, and only templates among its sampled requests are known. */
const mostExact = 512;
/** Requests sampled: of a template in a tenth of the requests, one is missed in a thousand accounts. */
const sampled = 64;

/** Uses of templates by one account, by key. */
export class TemplateUses {
  #exact: CountedTable | undefined = new CountedTable();
  #sketch: CountSketch | undefined;
  #requests = new RequestSample(sampled);
  /** As last asked for. */
  #uses: ReadonlyMap<number, TemplateUse> | undefined;

  observe(rows: MeasureRow<(typeof columns)[number]>, from: number, to: number): void {
    this.#uses = undefined;
    const keys = [rows.promptHead, rows.promptTail, rows.promptPhrase, rows.systemHash];
    for (let kind = 0; kind < keys.length; kind++) this.#count(keys[kind] as Float64Array, kind, { rows, from, to });
    const [heads, tails, phrases, systems] = keys as [Float64Array, Float64Array, Float64Array, Float64Array];
    for (let row = from; row < to; row++) {
      const hash = rows.requestHash[row] as number;
      if (!this.#requests.wants(hash)) continue;
      const own = [heads[row] as number, tails[row] as number, phrases[row] as number, systems[row] as number];
      if (own[0] === 0 && own[3] === 0) continue;
      const place = { hash, input: rows.inputName, line: rows.line[row] as number };
      this.#requests.add(place, own, rows.excerpt, excerptBytes * row);
    }
  }

  /** Hash of requests above which they are not sampled. */
  get largestSampled(): number {
    return this.#requests.threshold;
  }

  merge(from: TemplateUses): this {
    this.#uses = undefined;
    this.#requests.merge(from.#requests);
    if (from.#sketch !== undefined) this.#estimated().merge(from.#sketch);
    else from.#exact?.each((key, counted) => this.#add(key, counted));
    return this;
  }

  get(key: number): TemplateUse | undefined {
    return this.#all().get(key);
  }

  values(): Iterable<TemplateUse> {
    return this.#all().values();
  }

  /** What is known of one template alone. */
  only(key: number): TemplateUses {
    const part = new TemplateUses();
    const use = this.get(key);
    if (use === undefined) return part;
    part.#add(key, { ...use, kind: templateKinds.indexOf(use.kind) });
    for (const request of this.#requests.entries()) {
      if (!request.keys.includes(key)) continue;
      const keys = request.keys.map(other => (other === key ? key : 0));
      part.#requests.add(request, keys, request.excerpt);
    }
    return part;
  }

  encode(): Encoded {
    const counted: [number, Counted][] = [];
    this.#exact?.each((key, each) => counted.push([key, each]));
    counted.sort(([a], [b]) => a - b);
    return [
      this.#sketch === undefined
        ? counted.map(([key, c]) => [key, c.kind, c.requests, c.inputTokens, c.outputTokens])
        : null,
      this.#sketch?.encode() ?? null,
      this.#requests.encode(),
    ];
  }

  static decode(encoded: Encoded): TemplateUses {
    type Row = [number, number, number, number, number];
    const [exact, sketch, requests] = encoded as [Row[] | null, Encoded, Encoded];
    const uses = new TemplateUses();
    uses.#requests = RequestSample.decode(requests, sampled);
    for (const [key, kind, requests, inputTokens, outputTokens] of exact ?? []) {
      uses.#add(key, { kind, requests, inputTokens, outputTokens });
    }
    if (exact === null) {
      uses.#exact = undefined;
      uses.#sketch = CountSketch.decode(sketch);
    }
    return uses;
  }

  /** Counts the keys of one column; equal neighbours are looked up once. */
  #count(keys: Float64Array, kind: number, { rows, from, to }: Stretch): void {
    for (let row = from; row < to;) {
      const key = keys[row] as number;
      let requests = 0;
      let inputTokens = 0;
      let outputTokens = 0;
      for (; row < to && keys[row] === key; row++) {
        requests++;
        const tokensIn = rows.inputTokens[row] as number;
        const tokensOut = rows.outputTokens[row] as number;
        if (tokensIn >= 0) inputTokens += Math.round(tokensIn);
        if (tokensOut >= 0) outputTokens += Math.round(tokensOut);
      }
      if (key === 0) continue;
      const exact = this.#exact;
      if (exact === undefined) this.#sketch?.add(key, requests, inputTokens, outputTokens);
      else {
        exact.addTo(exact.placeOf(key, kind), requests, inputTokens, outputTokens);
        if (exact.size > mostExact) this.#estimated();
      }
    }
  }

  #add(key: number, counted: Counted): void {
    if (this.#exact === undefined) {
      this.#sketch?.add(key, counted.requests, counted.inputTokens, counted.outputTokens);
      return;
    }
    this.#exact.add(key, counted);
    if (this.#exact.size > mostExact) this.#estimated();
  }

  /** From here on by sketch. Whether an account comes here depends on how many keys it has, and not on their order. */
  #estimated(): CountSketch {
    if (this.#sketch !== undefined) return this.#sketch;
    const sketch = new CountSketch();
    this.#exact?.each((key, c) => sketch.add(key, c.requests, c.inputTokens, c.outputTokens));
    this.#exact = undefined;
    return (this.#sketch = sketch);
  }

  #all(): ReadonlyMap<number, TemplateUse> {
    return (this.#uses ??= this.#build());
  }

  #build(): Map<number, TemplateUse> {
    const uses = new Map<number, TemplateUse>();
    const seen = this.#seen();
    this.#exact?.each((key, counted) => uses.set(key, useOf(key, counted, seen.get(key))));
    const sketch = this.#sketch;
    if (sketch === undefined) return uses;
    for (const [key, found] of seen) {
      const estimate = sketch.estimate(key);
      const requests = Math.max(found.requests, estimate.requests);
      uses.set(key, useOf(key, { ...estimate, requests, kind: found.kind }, found));
    }
    return uses;
  }

  /** Keys of the sampled requests, each with the first request that has it. */
  #seen(): Map<number, Seen> {
    const seen = new Map<number, Seen>();
    for (const { hash, input, line, keys, excerpt } of this.#requests.entries()) {
      keys.forEach((key, kind) => {
        const known = seen.get(key);
        if (known !== undefined) {
          known.requests++;
          known.kind = Math.min(known.kind, kind);
          if (known.head === undefined && kind === 0) known.head = excerpt;
        } else if (key !== 0) {
          seen.set(key, { kind, requests: 1, example: { hash, input, line }, head: kind === 0 ? excerpt : undefined });
        }
      });
    }
    return seen;
  }
}

interface Stretch {
  readonly rows: MeasureRow<(typeof columns)[number]>;
  readonly from: number;
  readonly to: number;
}

interface Seen {
  kind: number;
  requests: number;
  readonly example: TemplateUse['example'];
  /** The beginning of the first text that begins with it. */
  head: Uint8Array | undefined;
}

const nowhere: TemplateUse['example'] = { hash: Infinity, input: '', line: 0 };

function useOf(key: number, { kind, requests, inputTokens, outputTokens }: Counted, seen: Seen | undefined): TemplateUse {
  return {
    key,
    kind: templateKinds[kind] as TemplateKind,
    requests,
    inputTokens,
    outputTokens,
    example: seen?.example ?? nowhere,
    excerpt: kind === 0 && seen?.head !== undefined ? excerptText(seen.head) : '',
  };
}

const columns = ['promptHead', 'promptTail', 'promptPhrase', 'systemHash', 'inputTokens', 'outputTokens'] as const;

export const templates = defineMeasure({
  id: 'templates',
  per: 'account',
  columns,
  description:
    'requests and tokens by template key (first words, last words, min-hash phrase, system prompt): exact up to 512 keys, a count-mean-min sketch beyond; 64 requests drawn by hash',
  bound: 60_000,
  create: () => new TemplateUses(),
  observeRun: (state, rows, from, to) => state.observe(rows, from, to),
  wantsExcerptsUpTo: state => state.largestSampled,
  merge: (into, from) => into.merge(from),
  encode: state => state.encode(),
  decode: encoded => TemplateUses.decode(encoded),
});

/** Order in which examples are preferred: by hash, then by place, so that every split of a log picks the same. */
export { inOrder as exampleOrder } from '../sketches/request-sample.js';

/** Key under which a template is known beside others of another kind. */
export function templateId(key: number): string {
  return hashPair(key, 1).toString(16).padStart(13, '0').slice(0, 8);
}
