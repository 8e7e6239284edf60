/** What lanes took at once, on its way to the main thread: states by measure, of accounts by name. */
import type { TextTables } from '../measures/text-tables.js';
import type { Encoded, Measure } from '../measures/measure.js';
import type { Profiles } from '../measures/profiles.js';
import type { Dictionary } from '../requests/dictionary.js';

export type Surrendered = readonly {
  readonly measure: string;
  /** '' is the whole log. */
  readonly states: readonly (readonly [account: string, state: Encoded])[];
}[];

export function surrendered(tables: TextTables, accounts: Dictionary, measures: readonly Measure[]): Surrendered {
  return measures
    .filter(measure => tables.keeps(measure))
    .map(measure => {
      const states: [string, Encoded][] = [];
      for (let id = 0; id < accounts.size; id++) {
        const state = tables.get(measure, id);
        if (state !== undefined) states.push([accounts.text(id), measure.encode(state)]);
      }
      return { measure: measure.id, states };
    });
}

export function takeIn(profiles: Profiles, tables: Surrendered): void {
  for (const { measure: id, states } of tables) {
    const measure = profiles.measures.find(known => known.id === id);
    if (measure === undefined) continue;
    for (const [account, state] of states) {
      profiles.put(measure, account === '' ? 0 : profiles.accounts.intern(account), measure.decode(state));
    }
  }
}
