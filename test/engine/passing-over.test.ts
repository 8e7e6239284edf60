/** What detectors declare not to be asked about changes nothing: they would have had nothing to say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detector } from '../../src/detectors/detector.js';
import { detectors } from '../../src/detectors/index.js';
import { judge } from '../../src/engine/judge.js';
import { measures } from '../../src/measures/index.js';
import { columnsPresent } from '../../src/requests/columns.js';
import { accounts, crowd, log, type CaseLog } from '../../src/testing/index.js';
import { strangeRequests } from '../../src/testing/strange.js';
import { profilesOf } from '../campaigns/views.js';
import { optionsOf } from './options.js';

const askedAlways = detectors.map(detector => {
  const always = { ...detector };
  for (const name of ['leastRequests', 'featuresBelow', 'subjects'] as const) Reflect.deleteProperty(always, name);
  return always;
});

function judged(made: CaseLog, asked: readonly Detector[], detectorOptions: Record<string, Record<string, number>>) {
  const columns = columnsPresent(made.columns.map(column => ({ column, field: column })));
  const reading = { profiles: profilesOf(made), columns, inputs: [], problems: [], notes: [] };
  const { suspects, run } = judge(
    reading,
    { detectors: asked, measures, columns: [...columns] },
    optionsOf({ detectorOptions }),
  );
  return { suspects, run };
}

/** Options by detector, from nothing to more than anybody has. */
function optionsBy(pick: (default_: number) => number): Record<string, Record<string, number>> {
  return Object.fromEntries(
    detectors.map(({ meta, options }) => [
      meta.id,
      Object.fromEntries(
        Object.entries(options).map(([name, option]) => [
          name,
          name.startsWith('least') ? pick(option.default) : option.default,
        ]),
      ),
    ]),
  );
}

const town = crowd(40).with(
  accounts(
    Array.from({ length: 24 }, (_, i) => `busy-${i}`),
    i => ({ requests: 8 + 9 * i, ...(i % 3 === 0 && { prompt: 'ping', outputTokens: 1 }) }),
  ),
);

describe('what is passed over', () => {
  it.each<[string, (default_: number) => number]>([
    ['as it comes', default_ => default_],
    ['with low thresholds', default_ => Math.min(default_, 2)],
    ['with none', () => 0],
    ['with high thresholds', default_ => 3 * default_],
  ])('would not have been spoken of: %s', (_, pick) => {
    const options = optionsBy(pick);
    expect(judged(town, detectors, options)).toEqual(judged(town, askedAlways, options));
  });

  it('would not have been spoken of in senseless logs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.string(), fc.nat(40), (requests, seed, most) => {
        const strange = log(strangeRequests(requests, seed).map(({ request }) => request));
        const made = requests % 2 === 0 ? strange : strange.with(crowd(12, seed));
        const options = optionsBy(default_ => Math.min(default_, most));
        expect(judged(made, detectors, options)).toEqual(judged(made, askedAlways, options));
      }),
      { numRuns: 40 },
    );
  });
});
