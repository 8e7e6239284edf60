/**
 * What is known of accounts, on disk: whenever it becomes too much for memory, all of it goes to a sorted run; in the end the
 * runs are merged into one, in which an account stands once.
 */
import type { MeasuredLog } from '../../measures/account-store.js';
import { Profiles } from '../../measures/profiles.js';
import { absorbChunk, ChunkBuffer } from './chunk.js';
import { Run, type Chunk } from './run.js';
import { SpilledAccounts } from './spilled-accounts.js';

/** Below this, there would be no end of runs. */
const leastLimit = 1024 * 1024;
/** Runs that are merged at once: a chunk of each is in memory. */
const mostAtOnce = 16;
/** Bytes of a chunk, about. */
const chunkBytes = 1024 * 1024;
/** Bytes that merging may take before it begins anew. */
const mergeBytes = 64 * 1024 * 1024;

/** Share of the memory that accounts may take, and bytes that they never exceed: JavaScript's own memory has bounds, too. */
const accountShare = 1 / 4;
const mostForAccounts = 1024 * 1024 * 1024;

/** Bytes of accounts that go with so many bytes of memory: what reads and what judges needs the rest. */
export function accountMemory(memory: number): number {
  return Math.min(memory * accountShare, mostForAccounts);
}

export class Spill {
  readonly #runs: Run[] = [];
  readonly #profiles: Profiles;
  readonly #limit: number;

  /** @param limit bytes of memory that the accounts of `profiles` may take, about */
  constructor(profiles: Profiles, limit: number) {
    this.#profiles = profiles;
    this.#limit = Math.max(limit, leastLimit);
  }

  /** Whether there is too much in memory. */
  get isDue(): boolean {
    return this.#profiles.bytes > this.#limit;
  }

  /** Writes all accounts down, and lets them go. Readers must have ended. */
  relieve(): void {
    const run = new Run();
    this.#runs.push(run);
    const profiles = this.#profiles;
    for (const portion of portions(profiles, profiles.ordered())) run.add(profiles, portion);
    profiles.forgetAccounts();
  }

  /** All there is. Readers must have ended, and nothing can be added afterwards. */
  result(): MeasuredLog {
    if (this.#runs.length === 0) return this.#profiles;
    this.relieve();
    while (this.#runs.length > 1) {
      const runs = this.#runs.splice(0, mostAtOnce);
      this.#runs.push(this.#merged(runs));
      for (const run of runs) run.end();
    }
    return new SpilledAccounts(this.#runs[0] as Run, this.#profiles);
  }

  #merged(runs: readonly Run[]): Run {
    const { measures, failures } = this.#profiles;
    const ofAccounts = measures.filter(({ per }) => per === 'account');
    return mergeRuns(runs, new Profiles(ofAccounts, { failures }));
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

/** @param empty where accounts are put together */
function mergeRuns(runs: readonly Run[], empty: Profiles): Run {
  const merged = new Run();
  const heads: Head[] = runs.map(run => ({ run, next: 0, chunk: undefined }));
  let profiles = empty;
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
  const buffer = new ChunkBuffer();
  const chunks: Buffer[] = [];
  for (const portion of portions(profiles, profiles.ordered()))
    chunks.push(Buffer.from(buffer.encode(profiles, portion)));
  const fresh = new Profiles(profiles.measures, {
    memory: profiles.accounts.kernel.memory,
    failures: profiles.failures,
  });
  for (const chunk of chunks) absorbChunk(chunk, fresh);
  return fresh;
}
