import { describe, expect, it } from 'vitest';
import { defineDetector, type Detector, type Finding } from '../../src/detectors/detector.js';
import { Panel, type PanelOptions } from '../../src/detectors/panel.js';
import { canaries } from '../../src/measures/catalogue/canaries.js';
import { storeOf } from '../../src/measures/account-store.js';
import { traffic } from '../../src/measures/catalogue/traffic.js';
import { profileOf, subject, surveyed } from './subjects.js';

const finding = (bits: number): Finding => ({ bits, statement: 'so', measured: {}, expected: {} });

function detectorOf(id: string, given: Partial<Detector> = {}): Detector {
  return defineDetector({
    meta: {
      id,
      title: 'T',
      family: 'content',
      question: 'Q?',
      method: 'M',
      lookalikes: ['somebody'],
      evasion: 'E',
      references: [],
      techniques: [],
      capBits: 5,
    },
    needs: { traffic },
    requires: [],
    assess: () => finding(3),
    ...given,
  });
}

function panelOf(detectors: readonly Detector[], given: Partial<PanelOptions> = {}): Panel {
  return new Panel({
    detectors,
    only: [],
    skip: [],
    columns: new Set(['time', 'account']),
    failures: new Map(),
    detectorOptions: {},
    canaries: [],
    duration: () => 0,
    ...given,
  });
}

const requestsOf = (count: number) => profileOf({ traffic: { ...traffic.create(), requests: count } });
const survey = (panel: Panel, counts: readonly number[]) =>
  surveyed(
    panel,
    storeOf(
      counts.map((_, i) => String(i).padStart(4, '0')),
      counts.map(requestsOf),
    ),
  );
const statesOf = (panel: Panel) =>
  panel.states.map(({ detector, status, reason }) => [detector.meta.id, status, reason]);

describe('who judges', () => {
  const three = ['a', 'b', 'c'].map(id => detectorOf(id));

  it('is --only, or all but --skip', () => {
    const status = (given: Partial<PanelOptions>) => panelOf(three, given).states.map(state => state.status);
    expect(status({})).toEqual(['ran', 'ran', 'ran']);
    expect(status({ only: ['b'] })).toEqual(['skipped', 'ran', 'skipped']);
    expect(status({ skip: ['b'] })).toEqual(['ran', 'skipped', 'ran']);
    expect(status({ only: ['a', 'b'], skip: ['b'] })).toEqual(['ran', 'skipped', 'skipped']);
  });

  it('is nobody who misses a column, and it is said which', () => {
    const needy = [detectorOf('one', { requires: ['tls'] }), detectorOf('any', { requires: [['ip', 'asn']] })];
    expect(statesOf(panelOf(needy))).toEqual([
      ['one', 'not-evaluable', 'the log has no tls'],
      ['any', 'not-evaluable', 'the log has no ip or asn'],
    ]);
    expect(statesOf(panelOf(needy, { columns: new Set(['asn', 'tls']) })).map(([, status]) => status)).toEqual([
      'ran',
      'ran',
    ]);
  });

  it('is nobody who must be named and was not', () => {
    const shy = detectorOf('shy');
    const optIn = { ...shy, meta: { ...shy.meta, optIn: true } };
    const status = (given: Partial<PanelOptions>) => panelOf([optIn, detectorOf('a')], given).states.map(s => s.status);
    expect(statesOf(panelOf([optIn]))[0]).toEqual([
      'shy',
      'skipped',
      'opt-in: name it with --only, or under detectors in --config',
    ]);
    expect(status({ only: ['shy'] })).toEqual(['ran', 'skipped']);
    expect(status({ only: ['a'] })).toEqual(['skipped', 'ran']);
    expect(status({ detectorOptions: { shy: {} } })).toEqual(['ran', 'ran']);
    expect(status({ detectorOptions: { shy: {} }, skip: ['shy'] })).toEqual(['skipped', 'ran']);
  });

  it('is nobody whose list was not given', () => {
    const decoys = detectorOf('decoys', { needs: { canaries }, lists: ['canaries'] });
    expect(statesOf(panelOf([decoys]))[0]).toEqual(['decoys', 'not-evaluable', 'no list was given with --canaries']);
    expect(panelOf([decoys], { canaries: ['x'] }).states[0]?.status).toBe('ran');
  });

  it('is nobody whose measure failed', () => {
    const panel = panelOf([detectorOf('a')], { failures: new Map([['traffic', 'overflow']]) });
    expect(statesOf(panel)).toEqual([['a', 'not-evaluable', 'measure traffic failed: overflow']]);
  });
});

describe('what they say', () => {
  it('is capped, and silence is not positive', () => {
    const panel = panelOf([
      detectorOf('loud', { assess: () => finding(99) }),
      detectorOf('fair', { assess: () => finding(2) }),
      detectorOf('mute', { assess: () => undefined }),
      detectorOf('null', { assess: () => finding(0) }),
      detectorOf('odd', { assess: () => finding(NaN) }),
    ]);
    survey(panel, [1]);
    expect(panel.assess(subject()).map(({ detector, bits }) => [detector, bits])).toEqual([
      ['loud', 5],
      ['fair', 2],
    ]);
  });

  it('is said with their own options and features', () => {
    const seen: unknown[] = [];
    const detector = detectorOf('a', {
      options: { least: { default: 7, unit: 'requests', why: 'w' }, most: { default: 9, unit: 'requests', why: 'w' } },
      features: { requests: values => (values as unknown as { traffic: { requests: number } }).traffic.requests },
      assess: (_values, { options, population, subject: { accounts } }) => {
        seen.push([options, population.count('requests'), population.tail('requests', 30), accounts]);
        return undefined;
      },
    });
    const panel = panelOf([detector], { detectorOptions: { a: { least: 1 } } });
    survey(panel, [10, 20, 30]);
    panel.assess(subject({ accounts: ['x'], indexes: [2] }));
    expect(seen).toEqual([[{ least: 1, most: 9 }, 3, 1 / 3, ['x']]]);
  });

  it('does not mix features of the same name', () => {
    const feature = (by: number) => ({ f: () => by });
    const [low, high] = [1, 100].map(value =>
      detectorOf(`d${value}`, {
        features: feature(value),
        assess: (_, { population }) => finding(population.quantile('f', 1) / 100),
      }),
    ) as [Detector, Detector];
    const panel = panelOf([low, high]);
    survey(panel, [1, 2]);
    expect(panel.assess(subject()).map(({ bits }) => bits)).toEqual([1, 0.01]);
  });
});

describe('a detector that throws', () => {
  const thrower = (where: Partial<Detector>) => {
    const panel = panelOf([detectorOf('bad', where), detectorOf('good')]);
    survey(panel, [1, 2]);
    const said = panel.assess(subject());
    panel.assess(subject());
    return { said: said.map(({ detector }) => detector), states: statesOf(panel) };
  };
  const boom = (): never => {
    throw new Error('boom');
  };
  const failed = {
    said: ['good'],
    states: [
      ['bad', 'failed', 'boom'],
      ['good', 'ran', undefined],
    ],
  };

  it.each<[string, Partial<Detector>]>([
    ['in assess', { assess: boom }],
    ['in a feature', { features: { f: boom } }],
    ['where it begins to gather', { gather: { start: boom, take: () => undefined } }],
    ['in gathering', { gather: { start: () => 0, take: boom } }],
    ['in prepare', { prepare: boom }],
  ])('%s fails alone', (_, where) => {
    expect(thrower(where)).toEqual(failed);
  });

  it('need not throw an Error', () => {
    const odd = () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw 'tea';
    };
    expect(thrower({ assess: odd }).states[0]).toEqual(['bad', 'failed', 'tea']);
  });
});
