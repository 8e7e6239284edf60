import { excerptBytes } from '../../requests/batch.js';
import { hashPair } from '../../requests/hash.js';
import { defineMeasure, type Encoded, type MeasureRow } from '../measure.js';
import { CountSketch } from '../sketches/count-sketch.js';
import { excerptText, RequestSample } from '../sketches/request-sample.js';

/** Where the constant part of a prompt was found. */
export const templateKinds = ['head', 'tail', 'phrase', 'system'] as const;
export type TemplateKind = (typeof templateKinds)[number];

/** One account's use of one template. */
export interface TemplateUse {
  readonly key: number;
  readonly kind: TemplateKind;
  /** Exact while the account has at most 64 requests with text; else estimated to about sqrt(requests / 128). */
  readonly requests: number;
  /** Of the sampled requests, in proportion. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The sampled request with the smallest hash. */
  readonly example: { readonly hash: number; readonly input: string; readonly line: number };
  /** For heads, the beginning of the example's text. */
  readonly excerpt: string;
}

/** Requests sampled: of a template in a tenth of the requests, one is missed in a thousand accounts. */
const sampled = 64;

/** Uses of templates by one account: of those that are among its sampled requests. */
export class TemplateUses {
  /** Requests with text or a system prompt. */
  #total = 0;
  readonly #counts = new CountSketch();
  #requests = new RequestSample(sampled);
  /** As last asked for. */
  #uses: ReadonlyMap<number, TemplateUse> | undefined;

  observe(rows: MeasureRow<(typeof columns)[number]>, from: number, to: number): void {
    const { promptHead: heads, promptTail: tails, promptPhrase: phrases, systemHash: systems } = rows;
    this.#uses = undefined;
    this.#count(heads, from, to);
    this.#count(tails, from, to);
    this.#count(phrases, from, to);
    this.#count(systems, from, to);
    for (let row = from; row < to; row++) {
      if (heads[row] === 0 && systems[row] === 0) continue;
      this.#total++;
      if (this.#requests.wants(rows.requestHash[row] as number)) this.#requests.addRow(rows, row);
    }
  }

  merge(from: TemplateUses): this {
    this.#uses = undefined;
    this.#total += from.#total;
    this.#counts.merge(from.#counts);
    this.#requests.merge(from.#requests);
    return this;
  }

  get(key: number): TemplateUse | undefined {
    return this.#all().get(key);
  }

  values(): Iterable<TemplateUse> {
    return this.#all().values();
  }

  /** The commonest that is of a text; of equally common ones that with the smallest key. */
  commonestText(): TemplateUse | undefined {
    let top: TemplateUse | undefined;
    for (const use of this.values()) {
      if (use.kind === 'system') continue;
      if (top === undefined || use.requests > top.requests || (use.requests === top.requests && use.key < top.key))
        top = use;
    }
    return top;
  }

  /** Hash of requests above which they are not sampled. */
  get largestSampled(): number {
    return this.#requests.threshold;
  }

  /** What is known of one template alone. */
  only(key: number): TemplateUses {
    const part = new TemplateUses();
    const use = this.get(key);
    if (use === undefined) return part;
    part.#total = use.requests;
    part.#counts.add(key, use.requests);
    part.#requests = this.#requests.only(key);
    return part;
  }

  encode(): Encoded {
    return [this.#total, this.#counts.encode(), this.#requests.encode()];
  }

  static decode(encoded: Encoded): TemplateUses {
    const [total, counts, requests] = encoded as [number, Encoded, Encoded];
    const uses = new TemplateUses();
    uses.#total = total;
    uses.#counts.merge(CountSketch.decode(counts));
    uses.#requests = RequestSample.decode(requests, sampled);
    return uses;
  }

  /** Counts the keys of one column; equal neighbours are looked up once. */
  #count(keys: Float64Array, from: number, to: number): void {
    for (let row = from; row < to;) {
      const key = keys[row] as number;
      const first = row;
      for (row++; row < to && keys[row] === key; row++);
      if (key !== 0) this.#counts.add(key, row - first);
    }
  }

  #all(): ReadonlyMap<number, TemplateUse> {
    return (this.#uses ??= this.#build());
  }

  #build(): Map<number, TemplateUse> {
    const requests = this.#requests.entries();
    const whole = requests.length === this.#total;
    const seen = new Map<number, Seen>();
    for (const { hash, input, line, keys, inputTokens, outputTokens, excerpt } of requests) {
      keys.forEach((key, kind) => {
        if (key === 0) return;
        let use = seen.get(key);
        if (use === undefined) {
          use = { kind, requests: 0, inputTokens: 0, outputTokens: 0, example: { hash, input, line }, head: undefined };
          seen.set(key, use);
        }
        // A key may be the end of one prompt and the beginning of another: the first kind counts, whatever came first.
        use.kind = Math.min(use.kind, kind);
        use.requests++;
        use.inputTokens += inputTokens;
        use.outputTokens += outputTokens;
        if (kind === 0) use.head ??= excerpt;
      });
    }
    return new Map(
      [...seen].map(([key, use]) => {
        const count = whole ? use.requests : Math.max(use.requests, this.#counts.estimate(key));
        return [key, useOf(key, Math.min(count, this.#total), use)];
      }),
    );
  }
}

/** What sampled requests say of a template. */
interface Seen {
  kind: number;
  requests: number;
  inputTokens: number;
  outputTokens: number;
  readonly example: TemplateUse['example'];
  /** The beginning of the first text that begins with it. */
  head: Uint8Array | undefined;
}

function useOf(key: number, requests: number, seen: Seen): TemplateUse {
  const scale = requests / seen.requests;
  return {
    key,
    kind: templateKinds[seen.kind] as TemplateKind,
    requests,
    inputTokens: Math.round(seen.inputTokens * scale),
    outputTokens: Math.round(seen.outputTokens * scale),
    example: seen.example,
    excerpt: seen.kind === 0 && seen.head !== undefined ? excerptText(seen.head) : '',
  };
}

const columns = ['promptHead', 'promptTail', 'promptPhrase', 'systemHash', 'inputTokens', 'outputTokens'] as const;

export const templates = defineMeasure({
  id: 'templates',
  per: 'account',
  columns,
  description:
    'template keys (first words, last words, min-hash phrase, system prompt) of 64 requests drawn by hash, with their tokens, and how many requests have each (count-mean-min sketch)',
  bound: 2 * 512 * 2 + 128 * (8 * 8 + excerptBytes),
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
