import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { templates, type TemplateUse, type TemplateUses } from '../../src/measures/catalogue/templates.js';
import { TemplateTable } from '../../src/measures/template-table.js';

const use = fc.record({
  account: fc.integer({ min: 1, max: 9 }),
  key: fc.integer({ min: 1, max: 40 }),
  hash: fc.integer({ min: 1, max: 1000 }),
  line: fc.integer({ min: 1, max: 5 }),
  input: fc.constantFrom<string>('a', 'b'),
});
type Use = typeof use extends fc.Arbitrary<infer T> ? T : never;

/** The example decides the excerpt, as it does in logs. */
function stateOf({ key, hash, line, input }: Use): TemplateUses {
  const kind: TemplateUse['kind'] = key % 2 === 0 ? 'head' : 'system';
  const excerpt = kind === 'head' ? `é text ${hash} ${line} ${input}` : '';
  const example = { hash, input, line };
  return new Map([[key, { key, kind, requests: 1, inputTokens: 2, outputTokens: 3, example, excerpt }]]);
}

describe('TemplateTable', () => {
  it('holds what merging one by one gives, in any order', () => {
    fc.assert(
      fc.property(fc.array(use, { maxLength: 60 }), uses => {
        const [table, backwards] = [new TemplateTable(), new TemplateTable()];
        const naive = new Map<number, TemplateUses>();
        for (const each of uses) {
          table.put(each.account, stateOf(each));
          naive.set(each.account, templates.merge(naive.get(each.account) ?? templates.create(), stateOf(each)));
        }
        for (const each of [...uses].reverse()) backwards.put(each.account, stateOf(each));
        for (let account = 0; account < 11; account++) {
          const expected = naive.get(account);
          const got = table.get(account);
          expect(got === undefined ? undefined : templates.encode(got)).toEqual(
            expected === undefined ? undefined : templates.encode(expected),
          );
          expect(encodedOf(backwards, account)).toEqual(encodedOf(table, account));
        }
      }),
    );
  });

  it('grows past its first capacity without losing an entry', () => {
    const table = new TemplateTable();
    const count = 5000;
    for (let i = 1; i <= count; i++)
      table.put(1 + (i % 7), stateOf({ account: 1, key: 2 * i, hash: i, line: i, input: `in-${i % 3}` }));
    let entries = 0;
    for (let account = 1; account <= 7; account++) {
      for (const [key, { example, excerpt, requests }] of table.get(account) ?? []) {
        entries++;
        const i = key / 2;
        expect([requests, example.line, example.input]).toEqual([1, i, `in-${i % 3}`]);
        expect(excerpt).toBe(`é text ${i} ${i} in-${i % 3}`);
      }
    }
    expect(entries).toBe(count);
  });

  it('cuts excerpts between characters, at 64 bytes', () => {
    const table = new TemplateTable();
    const long = stateOf({ account: 1, key: 2, hash: 1, line: 1, input: 'a' });
    const state = long.get(2);
    if (state === undefined) throw new Error('no state');
    table.put(1, new Map([[2, { ...state, excerpt: '語'.repeat(60) }]]));
    expect(table.get(1)?.get(2)?.excerpt).toBe('語'.repeat(21));
  });

  it('tells 70,000 inputs apart', () => {
    const table = new TemplateTable();
    for (let i = 0; i < 70_000; i++) {
      table.put(1, stateOf({ account: 1, key: 2, hash: 80_000 - i, line: 1, input: `in-${i}` }));
    }
    expect(table.get(1)?.get(2)?.example.input).toBe('in-69999');
  });
});

function encodedOf(table: TemplateTable, account: number) {
  const state = table.get(account);
  return state === undefined ? undefined : templates.encode(state);
}
