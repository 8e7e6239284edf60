import { defineMeasure, type Encoded } from '../measure.js';
import { nthSmallest } from '../sketches/nth-smallest.js';
import { SlotCounts } from '../sketches/slot-counts.js';

const limit = 16;
const nameLength = 200;
/** Length of a slot in ms: 6 hours. When a model came out is known only at judging, so the whole course is kept. */
export const modelSlot = 21_600_000;

/** When one account used one model. */
export interface ModelUse {
  readonly name: string;
  /** ms; the earliest request. */
  first: number;
  /** Requests per 6-hour slot. */
  readonly slots: SlotCounts;
}

/**
 * Which models an account used when: exactly for the 16 with the smallest hashes (as in `CountedSample`), summed up for
 * the rest. Refused requests are left out: a name tried in vain is not a use.
 */
export interface ModelUses {
  /** By hash of the name. */
  readonly uses: Map<number, ModelUse>;
  /** Models with larger hashes are in the rest. */
  threshold: number;
  readonly rest: SlotCounts;
}

/** The uses known one by one. */
export function usesOf(state: ModelUses): ReadonlyMap<number, ModelUse> {
  shrink(state);
  return state.uses;
}

/** undefined: never used; `unknown`: the account used too many models to tell. */
export function useOf(state: ModelUses, model: number): ModelUse | 'unknown' | undefined {
  shrink(state);
  return model > state.threshold ? 'unknown' : state.uses.get(model);
}

export const models = defineMeasure({
  id: 'models',
  per: 'account',
  columns: ['time', 'model', 'status'],
  description: 'first use and requests per 6-hour slot of each model (bottom-16 sample)',
  bound: limit * (2 * nameLength + 16 * 120),
  create: (): ModelUses => ({ uses: new Map(), threshold: Infinity, rest: new SlotCounts() }),
  observeRun(state, rows, from, to) {
    const { model } = rows.dictionaries;
    for (let row = from; row < to;) {
      const id = rows.model[row] as number;
      const slot = Math.floor((rows.time[row] as number) / modelSlot);
      let first = Infinity;
      let count = 0;
      // Neighbours of one model and slot are looked up once.
      for (; row < to && rows.model[row] === id; row++) {
        const time = rows.time[row] as number;
        if (Math.floor(time / modelSlot) !== slot) break;
        if ((rows.status[row] as number) >= 400) continue;
        if (time < first) first = time;
        count++;
      }
      if (id !== 0 && count > 0) use(state, { hash: model.hash(id), name: () => model.text(id), first, slot, count });
    }
  },
  merge(into, from) {
    into.rest.merge(from.rest);
    lower(into, from.threshold);
    for (const [hash, { name, first, slots }] of from.uses) {
      const use = into.uses.get(hash);
      if (use !== undefined) {
        use.first = Math.min(use.first, first);
        use.slots.merge(slots);
      } else if (hash > into.threshold) into.rest.merge(slots);
      else insert(into, hash, { name, first, slots: new SlotCounts().merge(slots) });
    }
    return into;
  },
  encode(state): Encoded {
    const uses = [...usesOf(state)].sort((a, b) => a[0] - b[0]);
    return [
      state.threshold === Infinity ? null : state.threshold,
      state.rest.encode(),
      uses.map(([hash, { name, first, slots }]): Encoded => [hash, name, first, slots.encode()]),
    ];
  },
  decode(encoded) {
    const [threshold, rest, uses] = encoded as [number | null, Encoded, [number, string, number, Encoded][]];
    return {
      threshold: threshold ?? Infinity,
      rest: SlotCounts.decode(rest),
      uses: new Map(uses.map(([hash, name, first, slots]) => [hash, { name, first, slots: SlotCounts.decode(slots) }])),
    };
  },
});

interface Uses {
  readonly hash: number;
  readonly name: () => string;
  readonly first: number;
  readonly slot: number;
  readonly count: number;
}

function use(state: ModelUses, { hash, name, first, slot, count }: Uses): void {
  const present = state.uses.get(hash);
  if (present !== undefined) {
    if (first < present.first) present.first = first;
    present.slots.add(slot, count);
  } else if (hash > state.threshold) state.rest.add(slot, count);
  else {
    const slots = new SlotCounts();
    slots.add(slot, count);
    insert(state, hash, { name: name().slice(0, nameLength), first, slots });
  }
}

function insert(state: ModelUses, hash: number, use: ModelUse): void {
  state.uses.set(hash, use);
  if (state.uses.size > 2 * limit) shrink(state);
}

/** Leaves the smallest hashes: a model that ends among them was there from its first use on. */
function shrink(state: ModelUses): void {
  if (state.uses.size <= limit) return;
  lower(state, nthSmallest(Float64Array.from(state.uses.keys()), limit - 1));
}

function lower(state: ModelUses, threshold: number): void {
  if (threshold >= state.threshold) return;
  state.threshold = threshold;
  for (const [hash, { slots }] of state.uses) {
    if (hash <= threshold) continue;
    state.rest.merge(slots);
    state.uses.delete(hash);
  }
}
