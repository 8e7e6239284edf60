/**
 * Profiles whose logs overlap. What one of them has in whole is left out, since its requests are in the other; what overlaps
 * in part cannot be taken apart any more, and is a problem that says how to measure it again.
 */
import { inGroups } from '../../digits.js';
import { parseAbout, type About } from './about.js';
import { KeyLog } from './key-log.js';
import { KeptKeys, type KindOfKeys } from './kept-keys.js';
import { notRemembered } from './wording.js';
import { RequestSieve, SeenRequests } from './request-sieve.js';
import { RunFinder } from './run-finder.js';

const requestShare = 1 / 4;
const recordShare = 1 / 16;

export interface ProfileDuplicatesOptions {
  readonly memory: number;
  /** Whether it is kept what was counted, to be written again. */
  readonly keeps: boolean;
}

export class ProfileDuplicates {
  /** What was counted, by run. */
  readonly kept = new Map<string, KeptKeys[]>();
  readonly #problems: string[] = [];
  readonly #options: ProfileDuplicatesOptions;
  readonly #seen: SeenRequests;
  readonly #log: KeyLog;
  readonly #finder: RunFinder;
  /** Files by number, as sieves know them: one number for each run and kind in it. */
  readonly #names: string[] = [];
  #file: OpenFile | undefined;
  #unit: Unit | undefined;

  constructor(options: ProfileDuplicatesOptions) {
    this.#options = options;
    this.#seen = new SeenRequests(options.memory * requestShare);
    this.#log = new KeyLog(options.memory * recordShare);
    this.#finder = new RunFinder(this.#log);
  }

  open(name: string): void {
    this.#file = { name, counted: 0, doubles: new Map(), runs: [] };
  }

  /** @throws SyntaxError, in which case nothing more of the line is known */
  add(line: string): void {
    const about = parseAbout(line);
    const keys = [...about.keys];
    const file = this.#file;
    if (file === undefined) return;
    if (this.#unit?.run !== about.run || this.#unit.kind !== about.kind) this.#begin(about, file);
    for (const key of keys) this.#unit?.take(key);
  }

  /**
   * Says whether all that a file holds was counted before; to be asked when its other lines begin. Then nothing of it must be
   * taken in but its runs.
   */
  isAllCounted(): boolean {
    this.#endUnit();
    const file = this.#file;
    if (file === undefined || file.counted === 0) return false;
    const doubles = sumOf(file.doubles);
    if (doubles === 0) return false;
    if (doubles === file.counted) {
      for (const run of file.runs) this.kept.delete(run);
      return true;
    }
    this.#problems.push(this.#problem(file, doubles));
    return false;
  }

  /** What the file that is open has in common with others: their names, to requests. */
  get doublesOf(): { input: string; requests: number }[] {
    return [...(this.#file?.doubles ?? [])].map(([input, requests]) => ({ input, requests }));
  }

  /** What is counted twice, or may be, for want of memory. */
  get problems(): string[] {
    const unchecked = this.#names.length > 1 ? notRemembered(this.#seen.forgotten) : undefined;
    return [...this.#problems, ...(unchecked === undefined ? [] : [unchecked])];
  }

  end(): void {
    this.#log.end();
    for (const kept of [...this.kept.values()].flat()) kept.end();
  }

  #begin({ run, kind }: About, file: OpenFile): void {
    this.#endUnit();
    const number = this.#names.push(file.name) - 1;
    const note = (other: number, requests = 1): void => {
      const name = this.#names[other] ?? '';
      file.doubles.set(name, (file.doubles.get(name) ?? 0) + requests);
    };
    const kept = this.#options.keeps ? this.#newKept(run, kind) : undefined;
    if (!file.runs.includes(run)) file.runs.push(run);
    const count = (key: number): void => {
      file.counted++;
      kept?.push(key);
    };
    this.#unit =
      kind === 'requests' ? this.#requests(number, { run, note, count }) : this.#records(number, { run, note, count });
  }

  #requests(number: number, { run, note, count }: UnitWork): Unit {
    const sieve = new RequestSieve(this.#seen, number, false);
    const take = (key: number): void => {
      count(key);
      sieve.isDuplicate(key);
    };
    const end = (): void => {
      for (const [other, requests] of sieve.found) note(other, requests);
    };
    return { run, kind: 'requests', take, end };
  }

  #records(number: number, { run, note, count }: UnitWork): Unit {
    const finder = this.#finder;
    const give = (other: number, from: number, to: number): void => {
      if (other >= 0) note(other, to - from);
    };
    finder.begin(number, false);
    const take = (key: number): void => {
      count(key);
      finder.take(key);
      finder.decide(give);
    };
    return { run, kind: 'records', take, end: () => finder.end(give) };
  }

  #endUnit(): void {
    this.#unit?.end();
    this.#unit = undefined;
  }

  #newKept(run: string, kind: KindOfKeys): KeptKeys {
    const kept = new KeptKeys(kind, this.#options.memory / 64);
    this.kept.set(run, [...(this.kept.get(run) ?? []), kept]);
    return kept;
  }

  #problem({ name, counted, doubles }: OpenFile, all: number): string {
    const others = [...doubles.keys()].filter(other => other !== name);
    const where = others.length > 0 ? `in ${others.join(', ')}, too` : 'there more than once';
    const advice =
      others.length > 0
        ? `Measure its logs again: revenuer measure LOG ${others.map(other => `--after ${other}`).join(' ')} -o ${name}`
        : 'Give the profiles as files, or measure the later log with --after EARLIER.profiles';
    return `${name}: ${inGroups(all)} of its ${inGroups(counted)} requests stand ${where}, and are counted twice. ${advice}`;
  }
}

interface OpenFile {
  readonly name: string;
  /** Keys, and those of them that other profiles have, by name. */
  counted: number;
  readonly doubles: Map<string, number>;
  readonly runs: string[];
}

interface Unit {
  readonly run: string;
  readonly kind: KindOfKeys;
  readonly take: (key: number) => void;
  readonly end: () => void;
}

interface UnitWork {
  readonly run: string;
  readonly note: (other: number, requests?: number) => void;
  readonly count: (key: number) => void;
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
