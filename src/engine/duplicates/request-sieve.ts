/**
 * Requests that tell which they are (by an id, or by account, prompt and millisecond), in several inputs: each counts as often
 * as it stands in the input that has it most often. So two equal ones of one input are two requests, and the order of the
 * inputs makes no difference to how many there are.
 */
import { KeyTable } from './key-table.js';

/** Requests that are remembered between two looks at the memory they take. */
const interval = 4096;
/** What is known of a request is a number of 32 bits: the input that had it first, and a stamp of the one that had it last. */
const stamps = 2 ** 12;
const mostInputs = 2 ** 20;

/** What all inputs share. */
export class SeenRequests {
  /** The input that had a request first, times {@link stamps}, plus the stamp of a later one. */
  readonly owners = new KeyTable();
  /** How often a request stands in one input, where that is more than once. */
  readonly repeats = new KeyTable();
  /** Requests that there was no room for: whether they come again is not known. */
  forgotten = 0;
  readonly #budget: number;
  #remembered = 0;
  #stamp = 0;
  #isFull = false;

  /** @param budget bytes that may be taken */
  constructor(budget: number) {
    this.#budget = budget;
  }

  remember(request: number, input: number): void {
    if (this.#remembered++ % interval === 0) this.#isFull = this.owners.bytes + this.repeats.bytes > this.#budget;
    if (this.#isFull || input >= mostInputs) this.forgotten++;
    else this.owners.add(request, input * stamps);
  }

  /** A stamp that no request bears yet. */
  newStamp(): number {
    if (++this.#stamp === stamps) {
      this.owners.map(value => value - (value % stamps));
      this.#stamp = 1;
    }
    return this.#stamp;
  }
}

/** Of one input; inputs come one after the other. */
export class RequestSieve {
  /** Input that had them before, to the number of requests that stand in this one too. */
  readonly found = new Map<number, number>();
  readonly #seen: SeenRequests;
  readonly #input: number;
  readonly #isLast: boolean;
  readonly #stamp: number;
  /** How often requests of other inputs came here, where that is more than once. */
  readonly #here = new KeyTable();

  /** @param isLast nothing of it need be remembered */
  constructor(seen: SeenRequests, input: number, isLast: boolean) {
    this.#seen = seen;
    this.#input = input;
    this.#isLast = isLast;
    this.#stamp = seen.newStamp();
  }

  isDuplicate(request: number): boolean {
    const { owners, repeats } = this.#seen;
    const known = owners.get(request);
    if (known === undefined) {
      if (!this.#isLast) this.#seen.remember(request, this.#input);
      return false;
    }
    const owner = Math.floor(known / stamps);
    const isNew = known % stamps !== this.#stamp;
    if (isNew && owner !== this.#input) owners.set(request, owner * stamps + this.#stamp);
    else if (owner === this.#input || this.#here.raise(request, 1) > (repeats.get(request) ?? 1)) {
      repeats.raise(request, 1);
      return false;
    }
    this.found.set(owner, (this.found.get(owner) ?? 0) + 1);
    return true;
  }
}
