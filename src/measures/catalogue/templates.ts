import type { RequestBatch } from '../../requests/batch.js';
import type { Encoded, Measure } from '../measure.js';
import { TemplateTable } from '../template-table.js';

/** Where the constant part of a prompt was found. */
export const templateKinds = ['head', 'tail', 'phrase', 'system'] as const;
export type TemplateKind = (typeof templateKinds)[number];

/** One account's use of one template. */
export interface TemplateUse {
  key: number;
  kind: TemplateKind;
  requests: number;
  inputTokens: number;
  outputTokens: number;
  /** The request with the smallest hash: an example, and for heads the beginning of its text. */
  example: { hash: number; input: string; line: number };
  excerpt: string;
}

export type TemplateUses = Map<number, TemplateUse>;

/** Uses of each template by each account, exact. One open-addressing table for all accounts instead of a map each. */
export const templates: Measure<TemplateUses> = {
  id: 'templates',
  per: 'account',
  columns: ['promptHead', 'promptTail', 'promptPhrase', 'systemHash', 'inputTokens', 'outputTokens'],
  description: 'requests and tokens by template key (first words, last words, min-hash phrase, system prompt)',
  // Four keys a request at most; an account with n different prompts needs n times this.
  bound: 4 * 72,
  create: () => new Map(),
  merge(into, from) {
    for (const use of from.values()) mergeUse(into, use);
    return into;
  },
  encode: (state): Encoded =>
    [...state.values()]
      .sort((a, b) => a.key - b.key)
      .map(u => [
        u.key,
        templateKinds.indexOf(u.kind),
        u.requests,
        u.inputTokens,
        u.outputTokens,
        [u.example.hash, u.example.input, u.example.line],
        u.excerpt,
      ]),
  decode(encoded) {
    type Row = [number, number, number, number, number, [number, string, number], string];
    const state: TemplateUses = new Map();
    for (const [
      key,
      kind,
      requests,
      inputTokens,
      outputTokens,
      [hash, input, line],
      excerpt,
    ] of encoded as unknown as Row[]) {
      const example = { hash, input, line };
      const name = templateKinds[kind] as TemplateKind;
      state.set(key, { key, kind: name, requests, inputTokens, outputTokens, example, excerpt });
    }
    return state;
  },
  table: () => new TemplateTable(),
};

function mergeUse(into: TemplateUses, use: TemplateUse): void {
  const present = into.get(use.key);
  if (present === undefined) {
    into.set(use.key, { ...use, example: { ...use.example } });
    return;
  }
  present.requests += use.requests;
  present.inputTokens += use.inputTokens;
  present.outputTokens += use.outputTokens;
  if (exampleBefore(use.example, present.example)) {
    present.example = { ...use.example };
    present.excerpt = use.excerpt;
  }
}

/** Order in which examples are preferred: by hash, then by place, so that every split of a log picks the same. */
export function exampleBefore(a: TemplateUse['example'], b: TemplateUse['example']): boolean {
  if (a.hash !== b.hash) return a.hash < b.hash;
  if (a.input !== b.input) return a.input < b.input;
  return a.line < b.line;
}

/** Columns of a batch that hold template keys, in the order of {@link templateKinds}. */
export function keyColumns(batch: RequestBatch): readonly Float64Array[] {
  return [batch.promptHead, batch.promptTail, batch.promptPhrase, batch.systemHash];
}
