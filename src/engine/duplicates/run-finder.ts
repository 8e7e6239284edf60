/**
 * Finds runs of records that stand in two inputs, record by record while the later one is read: picks of a winnowing are looked
 * up (seeds), and a seed is extended to both sides. A record is a duplicate when it lies in a run of at least
 * {@link shortestRun} that an earlier input has, too, or in one that is all there is of the earlier input, or of this one if
 * that has {@link windowWidth} records at least: single equal lines are two requests. A record of an earlier input has one
 * double at most in each later one.
 */
import { KeyTable } from './key-table.js';
import type { KeyLog } from './key-log.js';
import { UsedPlaces } from './used-places.js';
import { Winnow } from './winnow.js';

export const shortestRun = 16;
export const windowWidth = 8;
/** What must be known behind a record before it is decided: the run, and the picks in it. */
export const lookahead = shortestRun + windowWidth;
/** Places looked at where a key has stood before; more would let equal lines cost without end. */
const mostPlaces = 4;

/** Given the input in which records `from` to `to` (exclusive) of the log stand already, or -1. */
export type Give = (input: number, from: number, to: number) => void;

/** Inputs by the position of their first record. */
interface Stretch {
  readonly input: number;
  readonly from: number;
  to: number;
}

interface Hit {
  readonly at: number;
  readonly places: readonly number[];
}

interface Alignment {
  readonly shift: number;
  readonly stretch: Stretch;
  readonly length: number;
}

export class RunFinder {
  readonly #log: KeyLog;
  readonly #picks = new KeyTable();
  /** All records of inputs that are shorter than a run. */
  readonly #shorts = new KeyTable();
  #hasShorts = false;
  readonly #stretches: Stretch[] = [];
  #own: Stretch = { input: -1, from: 0, to: 0 };
  #isLast = false;
  #winnow = new Winnow(windowWidth);
  /** Records of this input that were looked up, and those that stand elsewhere, in order. */
  #hits: Hit[] = [];
  #decided = 0;
  #alignment: Alignment | undefined;
  #used = new UsedPlaces();

  constructor(log: KeyLog) {
    this.#log = log;
  }

  /** @param isLast nothing of it need be found again */
  begin(input: number, isLast: boolean): void {
    const from = this.#log.length;
    this.#own = { input, from, to: from };
    this.#isLast = isLast;
    this.#winnow = new Winnow(windowWidth);
    this.#hits = [];
    this.#decided = from;
    this.#alignment = undefined;
    this.#used = new UsedPlaces();
  }

  take(key: number): void {
    const at = this.#log.length;
    this.#log.push(key);
    const pick = this.#winnow.take(key);
    if (pick >= 0) this.#lookUp(this.#own.from + pick);
    if (this.#hasShorts) this.#hit(at, this.#shorts.all(key, mostPlaces));
  }

  /** Decides what can be decided. */
  decide(give: Give): void {
    this.#decide(this.#log.length - lookahead, false, give);
  }

  /** Decides the rest of the input. */
  end(give: Give): void {
    const pick = this.#winnow.end();
    if (pick >= 0) this.#lookUp(this.#own.from + pick);
    this.#decide(this.#log.length, true, give);
    this.#own.to = this.#log.length;
    this.#stretches.push(this.#own);
    if (this.#isLast || this.#own.to - this.#own.from >= shortestRun) return;
    this.#hasShorts = true;
    for (let at = this.#own.from; at < this.#own.to; at++) remember(this.#shorts, this.#log.at(at), at);
  }

  #lookUp(at: number): void {
    const key = this.#log.at(at);
    const places = this.#picks.all(key, mostPlaces);
    if (places.length > 0) this.#hit(at, places);
    if (!this.#isLast && places.length < mostPlaces) this.#picks.add(key, at);
  }

  #hit(at: number, all: readonly number[]): void {
    const places = all.filter(place => place < this.#own.from);
    if (places.length > 0) this.#hits.push({ at, places });
  }

  #decide(to: number, isEnd: boolean, give: Give): void {
    while (this.#decided < to) {
      const from = this.#decided;
      if (this.#alignment === undefined && this.#hits.length === 0) {
        this.#decided = to;
        give(-1, from, to);
        return;
      }
      const input = this.#next(isEnd);
      give(input, from, this.#decided);
    }
  }

  #next(isEnd: boolean): number {
    const at = this.#decided++;
    if (!this.#continues(at)) this.#alignment = this.#align(at, isEnd);
    if (this.#alignment === undefined) return -1;
    this.#used.add(at - this.#alignment.shift);
    return this.#alignment.stretch.input;
  }

  #continues(at: number): boolean {
    if (this.#alignment === undefined) return false;
    const { shift, stretch } = this.#alignment;
    const place = at - shift;
    return place < stretch.to && !this.#used.has(place) && this.#log.at(place) === this.#log.at(at);
  }

  /** The longest run through a record, of those that are long enough. */
  #align(at: number, isEnd: boolean): Alignment | undefined {
    let first = 0;
    while (first < this.#hits.length && (this.#hits[first] as Hit).at <= at - shortestRun) first++;
    if (first > 0) this.#hits.splice(0, first);
    let best: Alignment | undefined;
    for (const hit of this.#hits) {
      if (hit.at >= at + shortestRun) break;
      for (const place of hit.places) {
        const found = this.#extend(at, hit.at - place, isEnd);
        if (found !== undefined && (best === undefined || found.length > best.length)) best = found;
      }
    }
    return best;
  }

  /** The run through a record and the one so far before it, as far as it must be known. */
  #extend(at: number, shift: number, isEnd: boolean): Alignment | undefined {
    const place = at - shift;
    const stretch = this.#stretchOf(place);
    if (stretch === undefined || this.#used.has(place)) return undefined;
    const [log, own] = [this.#log, this.#own];
    const known = log.length;
    let [from, to] = [at, at];
    while (to < known && to - at < shortestRun && to - shift < stretch.to && log.at(to) === log.at(to - shift)) to++;
    if (to === at) return undefined;
    while (from > own.from && at - from < shortestRun && from - shift > stretch.from) {
      if (log.at(from - 1) !== log.at(from - 1 - shift)) break;
      from--;
    }
    const isAllOfIt = from - shift === stretch.from && to - shift === stretch.to;
    const isAllOfThis = isEnd && from === own.from && to === known && to - from >= windowWidth;
    const length = to - from;
    return length >= shortestRun || isAllOfIt || isAllOfThis ? { shift, stretch, length } : undefined;
  }

  #stretchOf(place: number): Stretch | undefined {
    let [low, high] = [0, this.#stretches.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#stretches[middle] as Stretch).to <= place) low = middle + 1;
      else high = middle;
    }
    const found = this.#stretches[low];
    return found !== undefined && found.from <= place ? found : undefined;
  }
}

function remember(table: KeyTable, key: number, at: number): void {
  if (table.all(key, mostPlaces).length < mostPlaces) table.add(key, at);
}
