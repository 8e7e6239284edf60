import { excerptBytes } from '../../requests/batch.js';
import { hashPair } from '../../requests/hash.js';
import { defineMeasure, type Encoded, type MeasureRow } from '../measure.js';
import { CountSketch } from '../sketches/count-sketch.js';
import { excerptText, keysOfRequest, RequestSample, type SampledRequest } from '../sketches/request-sample.js';

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

/** Different templates of the sampled requests, in order of the first request of each: parallel lists. */
interface Counted {
  readonly keys: readonly number[];
  /** Positions among {@link templateKinds}. */
  readonly kinds: readonly number[];
  readonly requests: readonly number[];
}

/** Uses of templates by one account: of those that are among its sampled requests. */
export class TemplateUses {
  /** Requests with text or a system prompt. */
  #total = 0;
  /** Made when there are more requests than are sampled: until then these tell all. */
  #counts: CountSketch | undefined;
  #requests = new RequestSample(sampled);
  /** As last asked for. */
  #counted: Counted | undefined;

  observe(rows: MeasureRow<(typeof columns)[number]>, from: number, to: number): void {
    const { promptHead: heads, promptTail: tails, promptPhrase: phrases, systemHash: systems } = rows;
    this.#counted = undefined;
    if (this.#counts !== undefined || this.#total + to - from > sampled) {
      const counts = this.#sketch();
      for (const keys of [heads, tails, phrases, systems]) count(counts, keys, from, to);
    }
    for (let row = from; row < to; row++) {
      if (heads[row] === 0 && systems[row] === 0) continue;
      this.#total++;
      if (this.#requests.wants(rows.requestHash[row] as number)) this.#requests.addRow(rows, row, to - row);
    }
  }

  merge(from: TemplateUses): this {
    this.#counted = undefined;
    if (this.#counts !== undefined || from.#counts !== undefined || this.#total + from.#total > sampled)
      this.#sketch().merge(from.#counts ?? from.#sketched());
    this.#total += from.#total;
    this.#requests.merge(from.#requests);
    return this;
  }

  get(key: number): TemplateUse | undefined {
    const counted = this.#all();
    const place = counted.keys.indexOf(key);
    return place < 0 ? undefined : this.#use(counted, place);
  }

  values(): TemplateUse[] {
    return this.atLeast(0);
  }

  /** Uses of at least so many requests: those of one or two are many, and of no interest to most who ask. */
  atLeast(requests: number): TemplateUse[] {
    const counted = this.#all();
    const found: TemplateUse[] = [];
    counted.requests.forEach((count, place) => {
      if (count >= requests) found.push(this.#use(counted, place));
    });
    return found;
  }

  /** The commonest that is of a text; of equally common ones that with the smallest key. */
  commonestText(): TemplateUse | undefined {
    const counted = this.#all();
    const { keys, kinds, requests } = counted;
    let top = -1;
    let most = 0;
    for (let place = 0; place < keys.length; place++) {
      const count = requests[place] as number;
      if (templateKinds[kinds[place] as number] === 'system' || count < most) continue;
      if (count === most && (keys[place] as number) > (keys[top] as number)) continue;
      top = place;
      most = count;
    }
    return top < 0 ? undefined : this.#use(counted, top);
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
    part.#sketch().add(key, use.requests);
    part.#requests = this.#requests.only(key);
    return part;
  }

  encode(): Encoded {
    return [this.#total, (this.#counts ?? this.#sketched()).encode(), this.#requests.encode()];
  }

  static decode(encoded: Encoded): TemplateUses {
    const [total, counts, requests] = encoded as [number, Encoded, Encoded];
    const uses = new TemplateUses();
    uses.#total = total;
    uses.#counts = CountSketch.decode(counts);
    uses.#requests = RequestSample.decode(requests, sampled);
    return uses;
  }

  #sketch(): CountSketch {
    return (this.#counts ??= this.#sketched());
  }

  /** A sketch of the sampled requests. */
  #sketched(): CountSketch {
    const counts = new CountSketch();
    for (let place = 0; place < this.#requests.size; place++) {
      for (let kind = 0; kind < keysOfRequest; kind++) {
        const key = this.#requests.keyAt(place, kind);
        if (key !== 0) counts.add(key, 1);
      }
    }
    return counts;
  }

  #all(): Counted {
    return (this.#counted ??= this.#count());
  }

  #count(): Counted {
    const [keys, kinds, requests]: [number[], number[], number[]] = [[], [], []];
    const order = this.#requests.order();
    places.clear();
    for (const at of order) {
      for (let kind = 0; kind < keysOfRequest; kind++) {
        const key = this.#requests.keyAt(at, kind);
        if (key === 0) continue;
        const place = places.add(key, keys.length);
        if (place === keys.length) {
          keys.push(key);
          kinds.push(kind);
          requests.push(1);
          continue;
        }
        // A key may be the end of one prompt and the beginning of another: the first kind counts, whatever came first.
        if (kind < (kinds[place] as number)) kinds[place] = kind;
        requests[place]!++;
      }
    }
    if (order.length < this.#total) this.#estimate(keys, requests);
    return { keys, kinds, requests };
  }

  /** Puts in the number of all requests in place of that of the sampled ones. */
  #estimate(keys: readonly number[], requests: number[]): void {
    const counts = this.#sketch();
    keys.forEach((key, place) => {
      const seen = requests[place] as number;
      requests[place] = Math.min(this.#total, Math.max(seen, counts.estimate(key)));
    });
  }

  #use({ keys, kinds, requests }: Counted, place: number): TemplateUse {
    const kind = templateKinds[kinds[place] as number] as TemplateKind;
    return new SampledUse({ key: keys[place] as number, kind, requests: requests[place] as number }, this.#requests);
  }
}

/** Counts the keys of one column; equal neighbours are looked up once. */
function count(counts: CountSketch, keys: Float64Array, from: number, to: number): void {
  for (let row = from; row < to;) {
    const key = keys[row] as number;
    const first = row;
    for (row++; row < to && keys[row] === key; row++);
    if (key !== 0) counts.add(key, row - first);
  }
}

/** What sampled requests say of a template is put together when it is asked for: of most only the number is. */
class SampledUse implements TemplateUse {
  readonly key: number;
  readonly kind: TemplateKind;
  readonly requests: number;
  readonly #sample: RequestSample;
  #having: readonly SampledRequest[] | undefined;

  constructor({ key, kind, requests }: Pick<TemplateUse, 'key' | 'kind' | 'requests'>, sample: RequestSample) {
    this.key = key;
    this.kind = kind;
    this.requests = requests;
    this.#sample = sample;
  }

  get inputTokens(): number {
    return this.#scaled(({ inputTokens }) => inputTokens);
  }

  get outputTokens(): number {
    return this.#scaled(({ outputTokens }) => outputTokens);
  }

  get example(): TemplateUse['example'] {
    const { hash, input, line } = this.#requests()[0] as SampledRequest;
    return { hash, input, line };
  }

  get excerpt(): string {
    const headed = this.kind === 'head' ? this.#requests().find(({ keys }) => keys[0] === this.key) : undefined;
    return headed === undefined ? '' : excerptText(headed.excerpt);
  }

  #scaled(tokensOf: (request: SampledRequest) => number): number {
    let [times, sum] = [0, 0];
    for (const request of this.#requests()) {
      // It may be the first words of a request and its last: then it is used twice.
      for (const key of request.keys) {
        if (key !== this.key) continue;
        times++;
        sum += tokensOf(request);
      }
    }
    return Math.round(sum * (this.requests / times));
  }

  #requests(): readonly SampledRequest[] {
    return (this.#having ??= this.#sample.having(this.key));
  }
}

/** Which keys were seen, and as the how-many-eth: for one account after another. */
class Places {
  static readonly #slots = 4 * sampled * keysOfRequest;
  readonly #keys = new Float64Array(Places.#slots);
  readonly #places = new Uint16Array(Places.#slots);
  /** Slots in use. */
  readonly #used: number[] = [];

  /** The place of a key: `next` for one that is new. */
  add(key: number, next: number): number {
    // Keys are hashes: their last bits are as good as any.
    let slot = key & (Places.#slots - 1);
    for (; this.#keys[slot] !== 0; slot = (slot + 1) & (Places.#slots - 1)) {
      if (this.#keys[slot] === key) return this.#places[slot] as number;
    }
    this.#keys[slot] = key;
    this.#places[slot] = next;
    this.#used.push(slot);
    return next;
  }

  clear(): void {
    for (const slot of this.#used) this.#keys[slot] = 0;
    this.#used.length = 0;
  }
}

const places = new Places();

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

/** A template as reports name it: the number behind the eight digits of {@link templateId}. */
export function templateNumber(key: number): number {
  return Math.floor(hashPair(key, 1) / 2 ** 20);
}

/** Key under which a template is known beside others of another kind. */
export function templateId(key: number): string {
  return templateNumber(key).toString(16).padStart(8, '0');
}
