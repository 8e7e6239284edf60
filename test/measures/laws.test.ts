import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { canaryMeasure } from '../../src/measures/catalogue/canaries.js';
import { measures } from '../../src/measures/index.js';
import { defineMeasure, type Measure } from '../../src/measures/measure.js';
import { MomentSample } from '../../src/measures/sketches/moment-sample.js';
import { checkMeasureLaws, drawFrom } from '../../src/testing/index.js';

const rulesOf = (measure: Measure): string[] =>
  checkMeasureLaws(measure, { sizes: [3, 5, 12, 40] }).map(({ rule }) => rule);

describe('the laws of measures', () => {
  it.each(measures.map(measure => [measure.id, measure] as const))('%s keeps them', (_id, measure) => {
    expect(checkMeasureLaws(measure)).toEqual([]);
  });

  it('canaries with decoys keeps them', () => {
    expect(checkMeasureLaws(canaryMeasure(['garden', 'train', 'e']))).toEqual([]);
  });

  it('the list names every file of the catalogue', () => {
    const files = readdirSync(path.join(import.meta.dirname, '../../src/measures/catalogue'));
    expect(measures.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  it('moments drawn once a period do not depend on how the log was cut', () => {
    const draw = drawFrom('once per period');
    const times = Array.from({ length: 1500 }, () => 3 * 86_400_000 * draw.uniform());
    const whole = new MomentSample(1024);
    for (const time of times) whole.add(time, 0);
    const stored = MomentSample.decode(fill(times).encode(), 1024);
    expect(whole.oncePer(60_000)).toEqual(stored.oncePer(60_000));
  });
});

function fill(times: readonly number[]): MomentSample {
  const sample = new MomentSample(1024);
  for (const time of times) sample.add(time, 0);
  return sample;
}

describe('a measure that breaks a law is caught', () => {
  const base = { per: 'account', columns: ['outputTokens'], description: 'd', bound: 8 } as const;

  it('last row wins', () => {
    const measure = defineMeasure({
      ...base,
      id: 'broken/last-row-wins',
      create: () => ({ last: -1 }),
      observe: (state, rows, row) => void (state.last = rows.outputTokens[row] ?? 0),
      merge: (_into, from) => from,
      encode: state => state.last,
      decode: encoded => ({ last: encoded as number }),
    });
    expect(rulesOf(measure as Measure)).toEqual(expect.arrayContaining(['identity', 'any order', 'commutativity']));
  });

  it('a floating-point sum', () => {
    const measure = defineMeasure({
      ...base,
      id: 'broken/float-sum',
      create: () => ({ sum: 0 }),
      observe: (state, rows, row) =>
        void (state.sum += (rows.outputTokens[row] as number) >= 0 ? 0.1 * rows.outputTokens[row]! : 0),
      merge: (into, from) => ({ sum: into.sum + from.sum }),
      encode: state => state.sum,
      decode: encoded => ({ sum: encoded as number }),
    });
    expect(rulesOf(measure as Measure)).toContain('any order');
  });

  it('ids of a thread’s own dictionary', () => {
    const measure = defineMeasure({
      ...base,
      columns: ['model', 'account'],
      id: 'broken/local-ids',
      create: () => ({ first: Infinity }),
      observe: (state, rows, row) => void (state.first = Math.min(state.first, rows.model[row] || Infinity)),
      merge: (into, from) => ({ first: Math.min(into.first, from.first) }),
      encode: state => (state.first === Infinity ? null : state.first),
      decode: encoded => ({ first: (encoded as number | null) ?? Infinity }),
    });
    expect(rulesOf(measure as Measure)).toContain('any order');
  });

  it('state shared between what was merged', () => {
    const measure = defineMeasure({
      ...base,
      id: 'broken/aliased',
      create: () => new Map<number, number>(),
      observe: (state, rows, row) => void state.set(rows.outputTokens[row] || 0, 1),
      merge: (into, from) => {
        for (const [key] of into) from.set(key, 1);
        return from;
      },
      encode: state => [...state.keys()].sort((a, b) => a - b),
      decode: encoded => new Map((encoded as number[]).map(key => [key, 1])),
    });
    expect(rulesOf(measure as Measure)).toEqual(['pure merge']);
  });

  it('encoding that forgets', () => {
    const measure = defineMeasure({
      ...base,
      id: 'broken/forgetful',
      create: () => ({ requests: 0 }),
      observe: state => void state.requests++,
      merge: (into, from) => ({ requests: into.requests + from.requests }),
      encode: state => state.requests,
      decode: encoded => ({ requests: Math.min(4, encoded as number) }),
    });
    expect(rulesOf(measure as Measure)).toEqual(expect.arrayContaining(['round trip', 'any cut']));
  });

  it('columns that are read and not declared', () => {
    const measure = defineMeasure({
      ...base,
      columns: [],
      id: 'broken/undeclared',
      create: () => ({ tokens: 0 }),
      observe: (state, rows, row) =>
        void (state.tokens += Math.round((rows as unknown as { outputTokens: number[] }).outputTokens[row] || 0)),
      merge: (into, from) => ({ tokens: into.tokens + from.tokens }),
      encode: state => state.tokens,
      decode: encoded => ({ tokens: encoded as number }),
    });
    expect(rulesOf(measure as Measure)).toEqual(['columns']);
  });
});
