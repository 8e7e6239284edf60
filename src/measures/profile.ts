/** What is known of one subject: the states of an account, or of several merged into one. */
import type { AccountStore } from './account-store.js';
import { templates, type TemplateKind, type TemplateUse, type TemplateUses } from './catalogue/templates.js';
import type { Measure } from './measure.js';
import type { Profiles } from './profiles.js';
import { eachCount, LazyUses, type CountVisitor } from './template-uses.js';

export interface Profile {
  /** State under a measure. Read-only: it is shared. */
  get<S>(measure: Measure<S>): S;
}

/** The profile of one account, by its id in the dictionary. */
export function accountProfile(profiles: Profiles, account: number): Profile {
  return { get: measure => profiles.kept(measure, account) };
}

export function logProfile(accounts: Pick<AccountStore, 'ofLog'>): Profile {
  return { get: measure => accounts.ofLog(measure) };
}

/** The union of several profiles, merged measure by measure when first asked for. */
export function mergedProfile(members: readonly Profile[]): Profile {
  const cache = new Map<string, unknown>();
  return {
    get<S>(measure: Measure<S>): S {
      let state = cache.get(measure.id) as S | undefined;
      if (state === undefined) {
        state = measure.id === templates.id ? (unionOfUses(members) as S) : unionOf(members, measure);
        cache.set(measure.id, state);
      }
      return state;
    },
  };
}

function unionOf<S>(members: readonly Profile[], measure: Measure<S>): S {
  let state = measure.create();
  for (const member of members) state = measure.merge(state, member.get(measure));
  return state;
}

/**
 * As merging does, but that no use is copied which only one member has: they are many, and nearly all. Where single uses
 * can be had without making the others, they are added up when they are asked for.
 */
function unionOfUses(members: readonly Profile[]): TemplateUses {
  if (members[0]?.get(templates) instanceof LazyUses) return new UnitedUses(members);
  const union: TemplateUses = new Map();
  const own = new Set<number>();
  for (const member of members) {
    const shared: TemplateUses = new Map();
    for (const use of member.get(templates).values()) {
      const present = union.get(use.key);
      if (present === undefined) {
        union.set(use.key, use);
        continue;
      }
      // What is added to is copied first: states are shared.
      if (!own.has(use.key)) union.set(use.key, { ...present });
      own.add(use.key);
      shared.set(use.key, use);
    }
    templates.merge(union, shared);
  }
  return union;
}

/** Parallel lists. */
interface CountedKeys {
  readonly keys: readonly number[];
  readonly requests: readonly number[];
  readonly kinds: readonly TemplateKind[];
}

/** The uses of several accounts together. */
class UnitedUses extends LazyUses {
  readonly #members: readonly Profile[];
  #counted: CountedKeys | undefined;

  constructor(members: readonly Profile[]) {
    super();
    this.#members = members;
  }

  visitCounts(visit: CountVisitor): void {
    this.#counted ??= this.#count();
    const { keys, requests, kinds } = this.#counted;
    keys.forEach((key, i) => {
      visit(key, requests[i] as number, kinds[i] as TemplateKind);
    });
  }

  #count(): CountedKeys {
    const [keys, requests, kinds]: [number[], number[], TemplateKind[]] = [[], [], []];
    const places = new Map<number, number>();
    for (const member of this.#members) {
      eachCount(member.get(templates), (key, count, kind) => {
        const place = places.get(key);
        if (place !== undefined) requests[place]! += count;
        else {
          places.set(key, keys.push(key) - 1);
          requests.push(count);
          kinds.push(kind);
        }
      });
    }
    return { keys, requests, kinds };
  }

  protected make(key: number): TemplateUse | undefined {
    const union: TemplateUses = new Map();
    for (const member of this.#members) {
      const use = member.get(templates).get(key);
      if (use !== undefined) templates.merge(union, new Map([[key, use]]));
    }
    return union.get(key);
  }
}
