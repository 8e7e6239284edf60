/** The tester is tested as a detector is: what it must complain of, and what it must let pass. */
import { describe, expect, it } from 'vitest';
import { bitsOf, defineDetector, type Detector } from '../../src/detectors/detector.js';
import { prompts } from '../../src/measures/catalogue/prompts.js';
import { traffic } from '../../src/measures/catalogue/traffic.js';
import { account, checkDetector, crowd, DetectorTester, type DetectorCases } from '../../src/testing/index.js';

const town = crowd(30);
const cases: DetectorCases = {
  fires: [{ name: 'long answers', log: town.with(account('a', { outputTokens: 9000 })), expect: { suspects: ['a'] } }],
  quiet: [{ name: 'short answers', log: town.with(account('a', { outputTokens: 9 })), about: ['a'] }],
  unevaluable: [{ name: 'no tokens', without: ['outputTokens'], reason: /outputTokens/ }],
};

const meta = {
  id: 'acme/long-answers',
  title: 'Long answers',
  family: 'volume',
  question: 'Are its answers long?',
  method: 'Mean output tokens.',
  lookalikes: ['report writers'],
  evasion: 'Ask for less.',
  references: ['none but this test'],
  techniques: [],
  capBits: 6,
} as const;
const mean = ({ traffic }: { traffic: { outputTokens: number; counted: number } }) =>
  traffic.outputTokens / Math.max(1, traffic.counted);

const sound = defineDetector({
  meta,
  needs: { traffic },
  requires: ['outputTokens'],
  features: { mean },
  assess(values, { population }) {
    if (mean(values) < 5000) return undefined;
    const tail = population.tail('mean', mean(values));
    return { bits: bitsOf(tail), statement: `long answers`, measured: { mean: mean(values) }, expected: { tail } };
  },
});

const rulesOf = (detector: Detector, changed: Partial<DetectorCases> = {}): string[] => [
  ...new Set(checkDetector(detector, { ...cases, ...changed }).map(({ rule }) => rule)),
];
/** The sound detector with another judgement. */
const judging = (assess: Detector['assess']): Detector => ({ ...sound, assess });
const said = { bits: 3, statement: 'long answers', measured: {}, expected: {} };
const long = (values: object): boolean => mean(values as Parameters<typeof mean>[0]) > 5000;

describe('checkDetector', () => {
  it('has nothing to say of a sound detector', () => {
    expect(checkDetector(sound, cases)).toEqual([]);
  });

  it('has nothing to say of one that passes over whom it has nothing to say of', () => {
    const least = 15;
    const enough = ({ traffic }: { traffic: { requests: number } }) => traffic.requests >= least;
    type Sums = Parameters<typeof mean>[0] & Parameters<typeof enough>[0];
    const careful: Detector = {
      ...sound,
      features: { mean: values => (enough(values as unknown as Sums) ? mean(values as unknown as Sums) : 0) },
      assess: (values, context) => (enough(values as unknown as Sums) ? sound.assess(values, context) : undefined),
    };
    expect(checkDetector(careful, cases)).toEqual([]);
    expect(checkDetector({ ...careful, leastRequests: () => least, featuresBelow: { mean: 0 } }, cases)).toEqual([]);
    expect(rulesOf({ ...careful, leastRequests: () => least })).toContain('passed over');
  });

  it.each<[string, Detector, string]>([
    ['never fires', judging(() => undefined), 'fires'],
    ['fires at everybody', judging(() => said), 'quiet'],
    [
      'throws',
      judging(() => {
        throw new Error('oops');
      }),
      'no throw',
    ],
    ['gives infinite bits', judging(values => (long(values) ? { ...said, bits: Infinity } : undefined)), 'bits'],
    [
      'says undefined',
      judging(values => (long(values) ? { ...said, statement: 'undefined tokens' } : undefined)),
      'statement',
    ],
    ['says nothing in words', judging(values => (long(values) ? { ...said, statement: ' ' } : undefined)), 'statement'],
    ['measures NaN', judging(values => (long(values) ? { ...said, measured: { mean: NaN } } : undefined)), 'numbers'],
    [
      'cites a stranger’s request',
      judging(values =>
        long(values) ? { ...said, examples: [{ hash: 1, input: 'case.ndjson', line: 1 }] } : undefined,
      ),
      'examples',
    ],
    [
      'cites a line that does not exist',
      judging(values =>
        long(values) ? { ...said, examples: [{ hash: 1, input: 'case.ndjson', line: 1e6 }] } : undefined,
      ),
      'examples',
    ],
    [
      'writes into what it was given',
      judging(values => {
        (values as unknown as { traffic: { outputTokens: number } }).traffic.outputTokens++;
        return long(values) ? said : undefined;
      }),
      'pure',
    ],
    ['declares a need it does not read', { ...sound, needs: { ...sound.needs, prompts } }, 'needs'],
    [
      'asks for a feature that it does not have',
      judging((values, { population }) =>
        long(values) ? { ...said, bits: 3 + population.tail('typo', 1) } : undefined,
      ),
      'needs',
    ],
    ['has an option without a unit', { ...sound, options: { least: { default: 1, unit: '', why: 'so' } } }, 'options'],
    [
      'has an option without a number',
      { ...sound, options: { least: { default: NaN, unit: 'x', why: 'so' } } },
      'options',
    ],
    ['passes over whom it would compare with', { ...sound, leastRequests: () => 18 }, 'passed over'],
    ['passes over campaigns alone, and judges accounts', { ...sound, subjects: 'campaigns' }, 'passed over'],
    ['has no references', { ...sound, meta: { ...meta, references: [] } }, 'meta'],
    ['asks no question', { ...sound, meta: { ...meta, question: 'Long answers.' } }, 'meta'],
    ['judges without what it should require', { ...sound, requires: [] }, 'not evaluable'],
  ])('finds one that %s', (_what, detector, rule) => {
    expect(rulesOf(detector)).toContain(rule);
  });

  it('finds one whose verdict depends on the order in which it is asked', () => {
    let asked = 0;
    const moody = judging(values => (long(values) ? { ...said, statement: `asked ${++asked} times` } : undefined));
    expect(rulesOf(moody)).toContain('any order');
  });

  it('finds one that knows the date', () => {
    const dated = judging(values => {
      const { last } = (values as unknown as { traffic: { last: number } }).traffic;
      return long(values) && last < Date.UTC(2026, 2, 15) ? said : undefined;
    });
    expect(rulesOf(dated)).toContain('any day');
  });

  it('demands a firing case, a quiet one, and names that differ', () => {
    expect(rulesOf(sound, { fires: [], unevaluable: [] })).toContain('cases');
    expect(rulesOf(sound, { quiet: [] })).toContain('cases');
    expect(rulesOf(sound, { quiet: [...cases.quiet, ...cases.quiet] })).toContain('cases');
    expect(rulesOf(sound, { quiet: cases.quiet.map(one => ({ ...one, name: ' ' })) })).toContain('cases');
  });
});

describe('DetectorTester', () => {
  it('makes one test for each case, and throws what is wrong', () => {
    const tests = new Map<string, () => void>();
    const runner = {
      describe: (_: string, body: () => void) => body(),
      it: (name: string, body: () => void) => tests.set(name, body),
    };
    DetectorTester.run(
      judging(() => undefined),
      runner,
      cases,
    );
    expect([...tests.keys()]).toEqual([
      'says what it is',
      'fires: long answers',
      'quiet: short answers',
      'not evaluable: no tokens',
      'reads what it declares, and nothing else',
    ]);
    expect(tests.get('fires: long answers')).toThrow(/nothing was said of a/);
    expect(tests.get('quiet: short answers')).not.toThrow();
  });
});
