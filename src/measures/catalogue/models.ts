import { defineMeasure, type Encoded } from '../measure.js';
import { LabelledSample } from '../sketches/labelled-sample.js';
import { SlotCounts } from '../sketches/slot-counts.js';

const limit = 16;
/** Length of a slot in ms: 6 hours. When a model came out is known only at judging, so the whole course is kept. */
export const modelSlot = 21_600_000;

/** When one account used one model. */
export interface ModelUse {
  /** ms; the earliest request. */
  first: number;
  /** Requests per 6-hour slot. */
  slots: SlotCounts;
}

/** Which models an account used when. Refused requests are left out: a name tried in vain is not a use. */
export interface ModelUses {
  /** Requests with any model per 6-hour slot. */
  all: SlotCounts;
  names: LabelledSample;
  /** By hash of the name. Some may have left the sample: ask {@link useOf}. */
  uses: Map<number, ModelUse>;
}

/** undefined: never used; `unknown`: the account used too many models to tell. */
export function useOf(state: ModelUses, model: number): ModelUse | 'unknown' | undefined {
  if (model > state.names.counts.threshold) return 'unknown';
  return state.uses.get(model);
}

export const models = defineMeasure({
  id: 'models',
  per: 'account',
  columns: ['time', 'model', 'status'],
  description: 'first use and requests per 6-hour slot of each model (bottom-16 sample)',
  bound: limit * (400 + 16 * 120),
  create: (): ModelUses => ({ all: new SlotCounts(), names: new LabelledSample(limit), uses: new Map() }),
  observe(state, rows, row) {
    const id = rows.model[row] as number;
    if (id === 0 || (rows.status[row] as number) >= 400) return;
    const { model } = rows.dictionaries;
    const time = rows.time[row] as number;
    const slot = Math.floor(time / modelSlot);
    state.all.add(slot);
    state.names.add(model, id);
    const hash = model.hash(id);
    if (state.names.counts.count(hash) > 0) add(state, hash, { first: time, slot, count: 1 });
  },
  merge(into, from) {
    into.all.merge(from.all);
    into.names.merge(from.names);
    for (const [hash, { first, slots }] of from.uses) {
      if (into.names.counts.count(hash) === 0) continue;
      for (const [slot, count] of slots.counts) add(into, hash, { first, slot, count });
    }
    prune(into);
    return into;
  },
  encode(state): Encoded {
    prune(state);
    const uses = [...state.uses].sort((a, b) => a[0] - b[0]);
    return [
      state.all.encode(),
      state.names.encode(),
      uses.map(([hash, { first, slots }]): Encoded => [hash, first, slots.encode()]),
    ];
  },
  decode(encoded) {
    const [all, names, uses] = encoded as [Encoded, Encoded, [number, number, Encoded][]];
    return {
      all: SlotCounts.decode(all),
      names: LabelledSample.decode(names, limit),
      uses: new Map(uses.map(([hash, first, slots]) => [hash, { first, slots: SlotCounts.decode(slots) }])),
    };
  },
});

function add(state: ModelUses, hash: number, { first, slot, count }: { first: number; slot: number; count: number }) {
  const use = state.uses.get(hash);
  if (use !== undefined) {
    if (first < use.first) use.first = first;
    use.slots.add(slot, count);
    return;
  }
  const slots = new SlotCounts();
  slots.add(slot, count);
  state.uses.set(hash, { first, slots });
  if (state.uses.size > 4 * limit) prune(state);
}

/** Forgets models that have left the sample: those that end in it were in it from their first use on. */
function prune({ names, uses }: ModelUses): void {
  const { threshold } = names.counts;
  for (const hash of uses.keys()) if (hash > threshold) uses.delete(hash);
}
