/**
 * Requests that tell which they are (by an id, or by account, prompt and millisecond), in several inputs: each counts as often
 * as it stands in the input that has it most often. So two equal ones of one input are two requests, and the order of the
 * inputs makes no difference to how many there are.
 */
import { KeyTable } from './key-table.js';

/** Requests that are remembered between two looks at the memory they take. */
const interval = 4096;

/** What all inputs share. */
export class SeenRequests {
  /** The input that had a request first. */
  readonly owners = new KeyTable();
  /** How often a request stands in one input, where that is more than once. */
  readonly repeats = new KeyTable();
  /** Requests that there was no room for: whether they come again is not known. */
  forgotten = 0;
  readonly #budget: number;
  #remembered = 0;
  #isFull = false;

  /** @param budget bytes that may be taken */
  constructor(budget: number) {
    this.#budget = budget;
  }

  remember(request: number, input: number): void {
    if (this.#remembered++ % interval === 0) this.#isFull = this.owners.bytes + this.repeats.bytes > this.#budget;
    if (this.#isFull) this.forgotten++;
    else this.owners.add(request, input);
  }
}

/** Of one input; inputs come one after the other. */
export class RequestSieve {
  /** Input that had them before, to the number of requests that stand in this one too. */
  readonly found = new Map<number, number>();
  readonly #seen: SeenRequests;
  readonly #input: number;
  readonly #isLast: boolean;
  /** How often requests of other inputs came here. */
  readonly #here = new KeyTable();

  /** @param isLast nothing of it need be remembered */
  constructor(seen: SeenRequests, input: number, isLast: boolean) {
    this.#seen = seen;
    this.#input = input;
    this.#isLast = isLast;
  }

  isDuplicate(request: number): boolean {
    const { owners, repeats } = this.#seen;
    const owner = owners.get(request);
    if (owner === undefined) {
      if (!this.#isLast) this.#seen.remember(request, this.#input);
      return false;
    }
    if (owner === this.#input) {
      repeats.raise(request, 1);
      return false;
    }
    if (this.#here.raise(request) > (repeats.get(request) ?? 1)) {
      repeats.raise(request, 1);
      return false;
    }
    this.found.set(owner, (this.found.get(owner) ?? 0) + 1);
    return true;
  }
}
