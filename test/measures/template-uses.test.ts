import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  templateKinds,
  templates,
  type TemplateUse,
  type TemplateUses,
} from '../../src/measures/catalogue/templates.js';
import { mergedProfile, type Profile } from '../../src/measures/profile.js';
import {
  commonestText,
  eachCount,
  LazyUses,
  usesAtLeast,
  type CountVisitor,
} from '../../src/measures/template-uses.js';
import { profileOf } from '../ranking/subjects.js';

class MadeUses extends LazyUses {
  readonly made: number[] = [];
  readonly #uses: readonly TemplateUse[];

  constructor(uses: readonly TemplateUse[]) {
    super();
    this.#uses = uses;
  }

  visitCounts(visit: CountVisitor): void {
    for (const { key, requests, kind } of this.#uses) visit(key, requests, kind);
  }

  protected make(key: number): TemplateUse | undefined {
    this.made.push(key);
    return this.#uses.find(use => use.key === key);
  }
}

const use = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(...templateKinds), fc.integer({ min: 1, max: 6 }), fc.nat(9))
  .map(([key, kind, requests, line]): TemplateUse => {
    const example = { hash: 100 - line, input: 'a', line };
    return { key, kind, requests, inputTokens: 2 * requests, outputTokens: line, example, excerpt: `${kind} ${line}` };
  });
const list = fc.uniqueArray(use, { maxLength: 10, selector: ({ key }) => key });
const mapOf = (uses: readonly TemplateUse[]): TemplateUses => new Map(uses.map(each => [each.key, each]));
const having = (uses: TemplateUses): Profile => profileOf({ [templates.id]: uses });

describe('uses that are made when asked for', () => {
  it('are a map to whoever takes them for one', () => {
    fc.assert(
      fc.property(list, uses => {
        const lazy = new MadeUses(uses);
        const map = mapOf(uses);
        for (const { key } of uses) expect(lazy.get(key)).toBe(map.get(key));
        expect([lazy.has(uses[0]?.key ?? 99), lazy.has(99), lazy.get(99)]).toEqual([uses.length > 0, false, undefined]);
        expect([...lazy]).toEqual([...map]);
        expect([lazy.size, [...lazy.keys()], [...lazy.values()], [...lazy.entries()]]).toEqual([
          map.size,
          [...map.keys()],
          [...map.values()],
          [...map],
        ]);
        const seen: unknown[] = [];
        lazy.forEach((each, key) => seen.push([key, each]));
        expect(seen).toEqual([...map]);
        expect(new Map(lazy)).toEqual(map);
        expect(templates.encode(new MadeUses(uses))).toEqual(templates.encode(map));
        expect(templates.merge(templates.create(), new MadeUses(uses))).toEqual(
          templates.merge(templates.create(), map),
        );
      }),
    );
  });

  it('are shared, and not changed', () => {
    const lazy: Map<number, unknown> = new MadeUses([]);
    expect(() => lazy.set(1, {})).toThrow(/copy them first/);
    expect(() => lazy.delete(1)).toThrow(/copy them first/);
    expect(() => lazy.clear()).toThrow(/copy them first/);
  });

  it('are not made to be counted', () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 7 }), (uses, least) => {
        const lazy = new MadeUses(uses);
        const map = mapOf(uses);
        const counts: unknown[] = [];
        eachCount(lazy, (key, requests) => counts.push([key, requests]));
        expect(counts).toEqual(uses.map(({ key, requests }) => [key, requests]));
        expect(commonestText(lazy)).toEqual(commonestText(map));
        const texts = uses.filter(({ kind }) => kind !== 'system');
        const [first] = [...texts].sort((a, b) => b.requests - a.requests || a.key - b.key);
        expect(commonestText(map)).toEqual({ key: first?.key ?? 0, requests: first?.requests ?? 0 });
        expect(lazy.made).toEqual([]);
        const common = uses.filter(({ requests }) => requests >= least);
        expect([usesAtLeast(map, least), usesAtLeast(lazy, least)]).toEqual([common, common]);
        expect(lazy.made).toEqual(common.map(({ key }) => key));
      }),
    );
  });
});

describe('the uses of several accounts together', () => {
  it('are what merging makes of them, however they are kept, and change none', () => {
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 5 }), all => {
        const before = JSON.stringify(all);
        const expected = all.reduce((into, uses) => templates.merge(into, mapOf(uses)), templates.create());
        const eager = mergedProfile(all.map(uses => having(mapOf(uses)))).get(templates);
        const lazy = mergedProfile(all.map(uses => having(new MadeUses(uses)))).get(templates);
        expect(commonestText(lazy)).toEqual(commonestText(expected));
        for (const key of expected.keys()) expect(lazy.get(key)).toEqual(expected.get(key));
        expect([...eager]).toEqual([...expected]);
        expect([...lazy]).toEqual([...expected]);
        expect(JSON.stringify(all)).toBe(before);
      }),
    );
  });
});
