/** Where two inputs meet: the cells that both could have, with what each has there. */
import { kinds, type Kind } from './kinds.js';
import type { Cell, Sample } from './side.js';
import { trace, traceWidth } from './trace.js';

/** A request: where its trace is. */
export interface Seen {
  /** ms, by the clock that is tried. */
  readonly time: number;
  readonly traces: readonly number[];
  readonly at: number;
}

/** One cell. Both lists are in the order of time. */
export interface Meeting {
  readonly from: number;
  readonly to: number;
  readonly key: number;
  readonly sides: readonly [readonly Seen[], readonly Seen[]];
}

/** ms of the first and of the last request. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** A time of a request: as it is logged, or with the latency taken off it or added. */
export type Clock = -1 | 0 | 1;

/** Share of the cells of the input with fewer that must be in the other, too. */
const leastShared = 0.25;
const fewest = 10;

export interface Encounter {
  readonly kind: Kind;
  readonly samples: readonly [Sample, Sample];
  /** When both inputs were written. */
  readonly both: Span;
}

/** In the order of their hashes; none where the inputs have too little in common. */
export function meetings({ kind, samples, both }: Encounter, clocks: readonly [Clock, Clock]): readonly Meeting[] {
  const [one, other] = samples;
  const bound = Math.min(one.bound, other.bound);
  if (sharedCells(samples, bound) < fewest) return [];
  const cells = [...new Set([...one.cells.keys(), ...other.cells.keys()])].filter(cell => cell < bound);
  return cells
    .sort((a, b) => a - b)
    .flatMap((cell): Meeting[] => {
      const [first, second] = [tracesAt(one, cell), tracesAt(other, cell)];
      if (first === undefined || second === undefined) return [];
      const [any] = [first, second].filter(({ length }) => length > 0);
      if (any === undefined) return [];
      const start = Math.floor((any[trace.time] as number) / kind.width) * kind.width;
      const [from, to] = [Math.max(start, both.first), Math.min(start + kind.width, both.last + 1)];
      const key = kind.words === '' ? cell : (any[trace.key] as number);
      return from < to ? [{ from, to, key, sides: [seen(first, clocks[0]), seen(second, clocks[1])] }] : [];
    });
}

/** Cells in both; 0 where that is little. */
function sharedCells([one, other]: readonly [Sample, Sample], bound: number): number {
  let [shared, ofOne, ofOther] = [0, 0, 0];
  for (const cell of one.cells.keys()) {
    if (cell >= bound) continue;
    ofOne++;
    if (other.cells.has(cell)) shared++;
  }
  for (const cell of other.cells.keys()) if (cell < bound) ofOther++;
  return shared >= leastShared * Math.min(ofOne, ofOther) ? shared : 0;
}

function tracesAt({ cells }: Sample, cell: number): Cell {
  return cells.has(cell) ? cells.get(cell) : [];
}

function seen(traces: readonly number[], clock: Clock): Seen[] {
  const all: Seen[] = [];
  for (let at = 0; at < traces.length; at += traceWidth) {
    const latency = traces[at + trace.latency] as number;
    const shift = clock === 0 || Number.isNaN(latency) ? 0 : clock * latency;
    all.push({ time: (traces[at + trace.time] as number) + shift, traces, at });
  }
  return all.sort((a, b) => a.time - b.time);
}

/** Kinds by which two inputs may be compared: of one family each. */
export function kindPairs(): (readonly [number, number])[] {
  return kinds.flatMap(({ family }, i) =>
    kinds.flatMap((other, j) => (other.family === family ? [[i, j] as const] : [])),
  );
}
