/**
 * What is known of accounts, on disk: whenever it becomes too much for memory, all of it goes to a sorted run; in the end the
 * runs are merged into one, in which an account stands once.
 */
import type { Measure } from '../measure.js';
import { Profiles } from '../profiles.js';
import { absorbChunk, encodeChunk } from './chunk.js';
import { Run, type Chunk } from './run.js';

/** Runs that are merged at once: a chunk of each is in memory. */
const mostAtOnce = 16;
/** Bytes of a chunk, about. */
const chunkBytes = 1024 * 1024;
/** Bytes that merging may take before it begins anew. */
const mergeBytes = 64 * 1024 * 1024;

export class Spill {
  readonly #runs: Run[] = [];
  readonly #measures: readonly Measure[];

  constructor(measures: readonly Measure[]) {
    this.#measures = measures.filter(({ per }) => per === 'account');
  }

  get isEmpty(): boolean {
    return this.#runs.length === 0;
  }

  /** Writes all accounts down, and lets them go. Readers must have ended. */
  take(profiles: Profiles): void {
    const run = new Run();
    this.#runs.push(run);
    for (const portion of portions(profiles, profiles.ordered())) run.add(profiles, portion);
    profiles.forgetAccounts();
  }

  /** All accounts in one run; nothing can be taken afterwards. */
  merged(): Run {
    while (this.#runs.length > 1) {
      const runs = this.#runs.splice(0, mostAtOnce);
      this.#runs.push(mergeRuns(runs, this.#measures));
      for (const run of runs) run.end();
    }
    return this.#runs[0] ?? new Run();
  }
}

/** Accounts in portions of a chunk; those of whom nothing is known are left out. */
function* portions(profiles: Profiles, accounts: Uint32Array): Generator<Uint32Array> {
  const chosen = new Uint32Array(accounts.length);
  let [first, end, weight] = [0, 0, 0];
  for (const account of accounts) {
    const more = profiles.weight(account);
    if (more === 0) continue;
    chosen[end++] = account;
    weight += more;
    if (weight < chunkBytes) continue;
    yield chosen.subarray(first, end);
    [first, weight] = [end, 0];
  }
  if (end > first) yield chosen.subarray(first, end);
}

/** One of the runs that are merged. */
interface Head {
  readonly run: Run;
  next: number;
  /** The last chunk that was read. */
  chunk: Chunk | undefined;
}

function mergeRuns(runs: readonly Run[], measures: readonly Measure[]): Run {
  const merged = new Run();
  const heads: Head[] = runs.map(run => ({ run, next: 0, chunk: undefined }));
  let profiles = new Profiles(measures);
  for (;;) {
    // Of the accounts up to here everything is in memory.
    let complete: string | undefined;
    for (const head of heads) {
      if (head.chunk === undefined) advance(head, profiles);
      const last = head.chunk?.last;
      if (last !== undefined && (complete === undefined || last < complete)) complete = last;
    }
    write(merged, profiles, complete);
    if (complete === undefined) return merged;
    for (const head of heads) if (head.chunk?.last === complete) head.chunk = undefined;
    if (profiles.bytes > mergeBytes) profiles = begunAnew(profiles);
  }
}

function advance(head: Head, profiles: Profiles): void {
  head.chunk = head.run.chunks[head.next++];
  if (head.chunk !== undefined) absorbChunk(head.run.read(head.chunk), profiles);
}

/** Writes accounts up to a name, or all, as soon as there are enough for a chunk. */
function write(run: Run, profiles: Profiles, upTo: string | undefined): void {
  const ordered = profiles.ordered();
  const end = upTo === undefined ? ordered.length : countUpTo(profiles, { ordered, name: upTo });
  for (const portion of portions(profiles, ordered.subarray(0, end))) {
    if (upTo !== undefined && weightOf(profiles, portion) < chunkBytes) return;
    run.add(profiles, portion);
    for (const account of portion) profiles.drop(account);
  }
}

function weightOf(profiles: Profiles, accounts: Uint32Array): number {
  return accounts.reduce((sum, account) => sum + profiles.weight(account), 0);
}

function countUpTo(profiles: Profiles, { ordered, name }: { ordered: Uint32Array; name: string }): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (profiles.accounts.text(ordered[middle] as number) <= name) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same accounts, without what is left of others. */
function begunAnew(profiles: Profiles): Profiles {
  const chunks = [...portions(profiles, profiles.ordered())].map(portion => encodeChunk(profiles, portion));
  const fresh = new Profiles(profiles.measures, profiles.accounts.kernel.memory);
  for (const chunk of chunks) absorbChunk(chunk, fresh);
  return fresh;
}
