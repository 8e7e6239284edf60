/**
 * Streams inside an account: a reseller's customers, one of whom may be a harvester. A stream is the requests in one
 * template; it is judged on its own where it is neither the whole account nor a small part of it.
 */
import { streams } from '../measures/catalogue/streams.js';
import { templates, type TemplateUse } from '../measures/catalogue/templates.js';
import { traffic } from '../measures/catalogue/traffic.js';
import type { Profile } from '../measures/profile.js';

/** Requests of a stream, and its share of the account's, between which it is worth a judgement of its own. */
const leastRequests = 50;
const leastShare = 0.1;
const mostShare = 0.8;
const mostStreams = 3;
/** Streams that have this share of their sampled prompts in common are views of one (its first words, its last words). */
const sameStream = 0.5;

/** Whether an account has streams at all: most have none. */
export function mayDivide(account: Profile): boolean {
  const { requests } = account.get(traffic);
  if (requests < leastRequests) return false;
  return wideUses(account, requests).length > 0;
}

/** The account's streams, the largest first. */
export function streamsOf(account: Profile): TemplateUse[] {
  const { requests } = account.get(traffic);
  if (requests < leastRequests) return [];
  const wide = wideUses(account, requests).sort((a, b) => b.requests - a.requests || a.key - b.key);
  const kept: { use: TemplateUse; prompts: ReadonlySet<number> }[] = [];
  for (const use of wide) {
    const prompts = promptsIn(account, use.key);
    if (kept.some(other => overlap(prompts, other.prompts) >= sameStream * prompts.size)) continue;
    kept.push({ use, prompts });
    if (kept.length === mostStreams) break;
  }
  return kept.map(({ use }) => use);
}

function wideUses(account: Profile, requests: number): TemplateUse[] {
  const least = Math.max(leastRequests, leastShare * requests);
  const common: TemplateUse[] = [];
  // Of a wrapper around everything, some prompts show one phrase and some another: no streams of their own.
  let wrapped = false;
  for (const use of account.get(templates).atLeast(least)) {
    if (use.kind === 'system') continue;
    if (use.kind !== 'phrase' && use.requests > mostShare * requests) wrapped = true;
    if (use.requests >= least && use.requests <= mostShare * requests) common.push(use);
  }
  return wrapped ? common.filter(({ kind }) => kind !== 'phrase') : common;
}

function promptsIn(account: Profile, key: number): Set<number> {
  const found = new Set<number>();
  for (const [prompt, { head, tail, phrase }] of account.get(streams).rows) {
    if (head === key || tail === key || phrase === key) found.add(prompt);
  }
  return found;
}

function overlap(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let both = 0;
  for (const each of a) if (b.has(each)) both++;
  return both;
}
