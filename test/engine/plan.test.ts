import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makePlan } from '../../src/engine/plan.js';
import { detectors } from '../../src/detectors/index.js';
import { DetectorError } from '../../src/errors.js';
import { optionsOf } from './options.js';

const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-plan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const meta = (id: string) =>
  `{ id: '${id}', title: 't', family: 'content', question: 'q?', method: 'm', lookalikes: ['x'], evasion: 'e', references: [], techniques: [], capBits: 3 }`;
const detector = (id: string, more = 'needs: {}, requires: []') =>
  `{ meta: ${meta(id)}, ${more}, assess: () => undefined }`;
const measure = (id: string) =>
  `{ id: '${id}', per: 'account', columns: ['latency', 'country'], description: 'd', bound: 1, create: () => 0,
     merge: (a, b) => a + b, encode: s => s, decode: s => s, table: () => ({ observe() {}, get() {}, put() {} }) }`;

function file(name: string, content: string): string {
  writeFileSync(path.join(folder, name), content);
  return `./${name}`;
}

const plan = (given: Parameters<typeof optionsOf>[0]) => makePlan(optionsOf(given), folder);
const load = (...files: string[]) => plan({ detectors: files });

describe('a plan', () => {
  it('has all detectors and the columns of all measures', async () => {
    const made = await plan({});
    expect(made.detectors).toEqual(detectors);
    expect(made.columns).toEqual([...made.columns].sort());
    expect(made.columns).toEqual(expect.arrayContaining(['time', 'account', 'promptHash']));
    expect(new Set(made.measures.map(({ id }) => id)).size).toBe(made.measures.length);
  });

  it.each([
    ['--only', { only: ['no-such'] }],
    ['--skip', { skip: ['no-such'] }],
    ['the configuration', { detectorOptions: { 'no-such': {} } }],
  ])('refuses ids it does not know in %s', async (_, given) => {
    await expect(plan(given)).rejects.toThrow('there is no detector "no-such"');
  });

  it('refuses options a detector does not have, or that are no numbers', async () => {
    const { meta: known, options } = detectors.find(
      each => Object.keys(each.options).length > 0,
    ) as (typeof detectors)[0];
    const [name = ''] = Object.keys(options);
    const given = (value: Record<string, unknown>) => plan({ detectorOptions: { [known.id]: value } });
    await expect(given({ nonsense: 1 })).rejects.toThrow(`detector ${known.id} has no option "nonsense"`);
    await expect(given({ constructor: 1 })).rejects.toThrow('has no option "constructor"');
    await expect(given({ [name]: '3' })).rejects.toThrow(`option ${name} of detector ${known.id} is not a number`);
    await expect(given({ [name]: NaN })).rejects.toThrow('is not a number');
    await expect(given({ [name]: 3 })).resolves.toBeDefined();
  });

  it('takes further detectors, with their measures and columns', async () => {
    const one = file(
      'one.mjs',
      `const m = ${measure('acme/m')}; export default ${detector('acme/one', 'needs: { m }, requires: []')};`,
    );
    const two = file('two.mjs', `export default [${detector('acme/two')}, ${detector('acme/three')}];`);
    const made = await load(one, two);
    const added = made.detectors.slice(detectors.length).map(each => each.meta.id);
    expect(added).toEqual(['acme/one', 'acme/two', 'acme/three']);
    expect(made.measures.map(({ id }) => id)).toContain('acme/m');
    expect(made.columns).toEqual(expect.arrayContaining(['latency', 'country']));
    await expect(plan({ detectors: [one], only: ['acme/one'] })).resolves.toBeDefined();
  });

  it('refuses two of one name', async () => {
    const twice = file('twice.mjs', `export default [${detector('acme/a')}, ${detector('acme/a')}];`);
    await expect(load(twice)).rejects.toThrow('two detectors are called "acme/a"');
    const own = file('own.mjs', `export default ${detector(detectors[0]?.meta.id ?? '')};`);
    await expect(load(own)).rejects.toThrow('two detectors are called');
    const clash = file(
      'clash.mjs',
      `const m = ${measure('traffic')}; export default ${detector('acme/c', 'needs: { m }, requires: []')};`,
    );
    await expect(load(clash)).rejects.toThrow('detector acme/c brings a second measure called "traffic"');
  });
});

describe('a detector that cannot be loaded', () => {
  it.each<[string, string, RegExp]>([
    ['a missing file', './nowhere.mjs', /cannot load detector \.\/nowhere\.mjs/],
    ['a missing package', 'revenuer-detectors-nowhere', /there is no detector package revenuer-detectors-nowhere in /],
    ['a syntax error', file('syntax.mjs', 'export default {'), /cannot load detector/],
    ['a throw while loading', file('throws.mjs', 'throw new Error("at once")'), /cannot load detector .*at once/],
    ['no default export', file('none.mjs', 'export const x = 1;'), /is not a detector/],
    ['null', file('null.mjs', 'export default null;'), /is not a detector/],
    ['an empty list', file('empty.mjs', 'export default [];'), /is not a detector/],
    ['something else', file('else.mjs', 'export default { name: "x" };'), /is not a detector/],
    ['no needs', file('needs.mjs', `export default ${detector('acme/x', 'requires: []')};`), /is not a detector/],
    [
      'needs that are no measures',
      file('odd.mjs', `export default ${detector('acme/x', 'needs: { a: 1 }, requires: []')};`),
      /acme\/x.* is not a measure/,
    ],
    ['no requires', file('requires.mjs', `export default ${detector('acme/x', 'needs: {}')};`), /is not a detector/],
    ['a bad id', file('id.mjs', `export default ${detector('Bad Id')};`), /detector id "Bad Id": use kebab-case/],
  ])('%s: is named, with what to do', async (_, specifier, message) => {
    const failure = await load(specifier).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(DetectorError);
    expect((failure as DetectorError).message).toMatch(message);
  });
});
