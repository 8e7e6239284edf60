/** Accounts in a run, as judging sees them: chunk by chunk when all are visited; few that are asked for again stay in memory. */
import type { Kernel } from '../../kernel/kernel.js';
import { StoredAccount, type Account, type MeasuredLog } from '../../measures/account-store.js';
import type { Measure } from '../../measures/measure.js';
import type { Profile } from '../../measures/profile.js';
import { Profiles } from '../../measures/profiles.js';
import { absorbChunk } from './chunk.js';
import type { Chunk, Run } from './run.js';

/** Accounts whose states stay in memory after they were asked for. */
const mostKept = 16_384;

export class SpilledAccounts implements MeasuredLog {
  readonly count: number;
  readonly requests: number;
  readonly failures: Map<string, string>;
  readonly #run: Run;
  /** What is known of the whole log, and no accounts. */
  readonly #whole: Profiles;
  readonly #measures: readonly Measure[];
  /** Index of the first account of each chunk. */
  readonly #starts: number[] = [];
  /** For who is asked for beside a visit to all accounts, which has a chunk of its own in memory. */
  readonly #asked: Window;
  readonly #kept = new Map<number, ReadonlyMap<string, unknown>>();

  /** @param run all accounts, each once @param whole what else was measured */
  constructor(run: Run, whole: Profiles) {
    this.#run = run;
    this.#whole = whole;
    this.requests = whole.requests;
    this.failures = whole.failures;
    this.#measures = whole.measures.filter(({ per }) => per === 'account');
    let count = 0;
    for (const { accounts } of run.chunks) {
      this.#starts.push(count);
      count += accounts;
    }
    this.count = count;
    this.#asked = this.#window();
  }

  name(index: number): string {
    const { number, start } = this.#chunkOf(index);
    return this.#asked.at(number).name(index - start);
  }

  indexOf(name: string): number | undefined {
    const { chunks } = this.#run;
    const number = firstWhere(chunks.length, i => (chunks[i] as Chunk).last >= name);
    if (number === chunks.length) return undefined;
    const own = this.#asked.at(number).indexOf(name);
    return own === undefined ? undefined : (this.#starts[number] as number) + own;
  }

  profile(index: number): Profile {
    return {
      get: <S>(measure: Measure<S>): S => {
        const states = this.#statesOf(index);
        if (!states.has(measure.id)) throw new Error(`measure ${measure.id} was not taken`);
        return states.get(measure.id) as S;
      },
    };
  }

  *each(): Generator<Account> {
    const window = this.#window();
    for (const [number, start] of this.#starts.entries()) {
      const visited = this.#visited(window, { number, start });
      const end = this.#starts[number + 1] ?? this.count;
      for (let index = start; index < end; index++) yield new StoredAccount(visited, index);
    }
  }

  /** Accounts of a chunk that is visited, by their indexes here: a chunk is read when the first of them is asked for. */
  #visited(window: Window, { number, start }: { number: number; start: number }) {
    const isOver = () => window.number > number;
    return {
      name: (index: number): string => (isOver() ? this.name(index) : window.at(number).name(index - start)),
      profile: (index: number): Profile => {
        const later = this.profile(index);
        if (isOver()) return later;
        const profile = window.at(number).profile(index - start);
        return { get: measure => (window.number === number ? profile : later).get(measure) };
      },
    };
  }

  ofLog<S>(measure: Measure<S>): S {
    return this.#whole.ofLog(measure);
  }

  *encode(): Generator<[key: string, state: string]> {
    const window = this.#window();
    for (const number of this.#starts.keys()) yield* window.at(number).encodeAccounts();
    yield this.#whole.encodeLog();
  }

  #window(): Window {
    return new Window(this.#run, this.#measures, this.failures);
  }

  #statesOf(index: number): ReadonlyMap<string, unknown> {
    const known = this.#kept.get(index);
    if (known !== undefined) return known;
    const { number, start } = this.#chunkOf(index);
    const own = this.#asked.at(number).profile(index - start);
    // All at once: who is asked about one measure is asked about others, and by then another chunk may be in memory.
    const states = new Map(this.#measures.map(measure => [measure.id, own.get(measure)]));
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(index, states);
    return states;
  }

  #chunkOf(index: number): { number: number; start: number } {
    const number = firstWhere(this.#starts.length, i => (this.#starts[i] as number) > index) - 1;
    return { number, start: this.#starts[number] as number };
  }
}

/** One chunk at a time. */
class Window {
  readonly #run: Run;
  readonly #measures: readonly Measure[];
  readonly #failures: Map<string, string>;
  #memory: Kernel['memory'] | undefined;
  /** Of the chunk that is in memory. */
  number = -1;
  #profiles: Profiles | undefined;

  constructor(run: Run, measures: readonly Measure[], failures: Map<string, string>) {
    this.#run = run;
    this.#measures = measures;
    this.#failures = failures;
  }

  at(number: number): Profiles {
    if (this.#profiles !== undefined && this.number === number) return this.#profiles;
    const profiles = new Profiles(this.#measures, {
      memory: this.#memory,
      failures: this.#failures,
      // Another chunk comes soon.
      settles: 0,
    });
    this.#memory = profiles.accounts.kernel.memory;
    absorbChunk(this.#run.read(this.#run.chunks[number] as Chunk), profiles);
    this.number = number;
    return (this.#profiles = profiles);
  }
}

/** The first of `count` positions where something holds that holds for all after it; `count` where it holds for none. */
function firstWhere(count: number, holds: (position: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
