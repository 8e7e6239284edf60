/**
 * Notices inputs that describe the same requests from two sides, as the log of an edge and that of the gateway behind it do:
 * they are no duplicates, since nothing in them is equal, and they are not twice the traffic.
 */
import { inGroups } from '../../../digits.js';
import type { ColumnName } from '../../../requests/batch.js';
import { compare, type ComparedInput, type Likeness } from './comparison.js';
import { Side } from './side.js';
import type { Span } from './meeting.js';
import { second } from './units.js';

/** Inputs with fewer requests are not compared: nothing could be known. */
const leastRequests = 200;
/** Inputs that are compared, each with each. */
const mostInputs = 128;
/** Cells of each kind in the samples of all inputs, and in one. */
const allCells = 8192;
const leastCells = 64;
const mostCells = 256;
/** Pairs that are named. */
const mostNamed = 10;
/** What one of two sides is kept for, in order. */
const worth: readonly ColumnName[] = ['promptHash', 'account', 'outputTokens', 'ip'];

interface Kept extends ComparedInput {
  readonly path: string;
  readonly requests: number;
}

/** What is known of an input at its end. */
export interface EndedInput {
  readonly path: string;
  readonly columns: ReadonlySet<ColumnName>;
  readonly span: Span;
  readonly requests: number;
}

export class TwoSides {
  /** Cells in the sample of an input, of each kind; 0 where nothing is to be drawn. */
  readonly cells: number;
  readonly #kept: Kept[] = [];
  #passedOver = 0;

  constructor(inputs: number) {
    this.cells = inputs < 2 ? 0 : Math.max(leastCells, Math.min(Math.floor(allCells / inputs), mostCells));
  }

  /** For an input whose turn has come. */
  begin(): Side | undefined {
    return this.cells === 0 || this.#kept.length === mostInputs ? undefined : new Side(this.cells);
  }

  end(side: Side | undefined, input: EndedInput): void {
    if (this.cells === 0 || input.requests < leastRequests) return;
    if (side === undefined) this.#passedOver++;
    else this.#kept.push({ side, ...input });
  }

  /** To be called when all inputs are ended. */
  problems(): string[] {
    const found = this.#pairs();
    const more = found.length - mostNamed;
    const rest = `${inGroups(more)} more pairs of inputs describe the same requests from two sides`;
    return [...found.slice(0, mostNamed), ...(more > 0 ? [rest] : [])];
  }

  notes(): string[] {
    if (this.#passedOver === 0) return [];
    const passed = `${inGroups(this.#passedOver)} inputs were not compared with others`;
    return [`${passed}: whether they describe the same requests from another side is known of the first ${mostInputs}`];
  }

  #pairs(): string[] {
    return this.#kept.flatMap((one, i) =>
      this.#kept.slice(i + 1).flatMap(other => {
        const likeness = compare(one, other);
        return likeness === undefined ? [] : [problem([one, other], likeness)];
      }),
    );
  }
}

function problem([one, other]: readonly [Kept, Kept], likeness: Likeness): string {
  const { asked, matched, words, apart, isAlike } = likeness;
  const gap = `${(apart / second).toFixed(1)} s apart`;
  const how = words === '' ? gap : `with the same ${words}, ${gap}`;
  const shown = `${inGroups(matched)} of ${inGroups(asked)} sampled requests of one stand in the other, too, ${how}`;
  const named = `${one.path} and ${other.path} describe the same requests from two sides`;
  const advice = `Give one of the two: revenuer scan ${better([one, other]).path}`;
  // Of exports in different orders, leaving one out would lose what only that one has.
  const sorted =
    isAlike && apart < second
      ? '. Or, where records are equal, give both in order of time, and of the whole record within it: what both hold is counted once then'
      : '';
  return `${named}: ${shown}; they are counted twice. ${advice}${sorted}`;
}

/** The side that says more; or else the one that saw more. */
function better([one, other]: readonly [Kept, Kept]): Kept {
  const only = worth.find(column => one.columns.has(column) !== other.columns.has(column));
  if (only !== undefined) return one.columns.has(only) ? one : other;
  return other.requests > one.requests ? other : one;
}
