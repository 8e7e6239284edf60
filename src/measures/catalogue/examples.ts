import { defineMeasure, type Encoded } from '../measure.js';

const limit = 4;

/** A request to look at: the input's path and the 1-based line, drawn by the smallest request hash. */
export interface Example {
  hash: number;
  input: string;
  line: number;
}

/** A few requests of each account, the same ones however the log was cut. */
export const examples = defineMeasure({
  id: 'examples',
  per: 'account',
  columns: [],
  description: 'four requests to look at, drawn by hash',
  bound: 80 * limit,
  create: (): Example[] => [],
  observeRun(state, rows, from, to) {
    for (let row = from; row < to; row++) {
      const hash = rows.requestHash[row] as number;
      if (state.length === limit && hash > (state[limit - 1] as Example).hash) continue;
      insert(state, { hash, input: rows.inputName, line: rows.line[row] as number });
    }
  },
  merge(into, from) {
    for (const example of from) insert(into, example);
    return into;
  },
  encode: (state): Encoded => state.map(e => [e.hash, e.input, e.line]),
  decode: encoded => (encoded as [number, string, number][]).map(([hash, input, line]) => ({ hash, input, line })),
});

/** Keeps the `limit` smallest, in order; equal requests at different lines are all candidates, the first place wins. */
function insert(state: Example[], example: Example): void {
  let at = state.length;
  while (at > 0 && before(example, state[at - 1] as Example)) at--;
  if (at >= limit) return;
  if (state.length < limit) state.push(example);
  for (let i = state.length - 1; i > at; i--) state[i] = state[i - 1] as Example;
  state[at] = example;
}

function before(a: Example, b: Example): boolean {
  if (a.hash !== b.hash) return a.hash < b.hash;
  if (a.input !== b.input) return a.input < b.input;
  return a.line < b.line;
}
