import { describe, expect, it } from 'vitest';
import { reporters } from '../../src/reports/index.js';
import { select, selectForReaders } from '../../src/reports/select.js';
import { allowed, campaign, evidence, plainLook, suspect } from './examples.js';

const ranks = (look: Partial<typeof plainLook>): number[] =>
  select(campaign(), { ...plainLook, ...look }).report.suspects.map(({ rank }) => rank);

describe('select', () => {
  it('keeps all unless asked', () => {
    expect(ranks({})).toEqual([1, 2, 3, 4]);
    expect(ranks({ top: 2 })).toEqual([1, 2]);
    expect(ranks({ minSeverity: 'low' })).toEqual([1, 2, 3]);
    expect(ranks({ minSeverity: 'medium', top: 1 })).toEqual([1]);
    expect(ranks({ top: 0 })).toEqual([]);
  });

  it('gives no place of the first n to who is allowed, and hides none of them', () => {
    const shown = select(allowed(), { ...plainLook, top: 1 });
    expect(shown.report.suspects.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(shown.hidden).toMatchObject({ below: 0, beyond: 2 });
  });

  it('counts what it hides', () => {
    const { hidden } = select(campaign(), { ...plainLook, minSeverity: 'low', top: 1 });
    expect(hidden).toMatchObject({ below: 1, beyond: 2 });
  });

  it('leaves out what is not worth reading only where nobody asked', () => {
    const shown = (look: Partial<typeof plainLook>): number =>
      selectForReaders(campaign(), { ...plainLook, ...look }).report.suspects.length;
    expect(shown({})).toBe(3);
    expect(shown({ minSeverity: 'info' })).toBe(4);
    expect(shown({ top: 10 })).toBe(4);
  });

  it('shows readers everything that can make the exit code 1', () => {
    const report = campaign();
    report.run.gate = { failOn: 'info', reached: true };
    expect(selectForReaders(report, plainLook).report.suspects).toHaveLength(4);
  });

  it('cuts texts that would bury the rest, and only for readers', () => {
    const report = { ...campaign(), suspects: [suspect({ accounts: ['x'.repeat(10_000)] })] };
    expect(selectForReaders(report, plainLook).report.suspects[0]?.accounts[0]).toHaveLength(601);
    expect(select(report, plainLook).report.suspects[0]?.accounts[0]).toHaveLength(10_000);
  });

  it.each(reporters.map(({ name }) => name))('is applied by %s', name => {
    const render = reporters.find(one => one.name === name)?.render.bind(undefined);
    const text = (top: number): string => [...(render?.(campaign(), { ...plainLook, width: 160, top }) ?? [])].join('');
    const second = name === 'sarif' ? 'never-repeats 6.2' : 'acct_5d01c2';
    expect(text(1)).not.toContain(second);
    expect(text(2)).toContain(second);
  });

  it.each(['terminal', 'markdown', 'html'])('%s says what is hidden', name => {
    const reporter = reporters.find(one => one.name === name);
    const text = [...(reporter?.render(campaign(), { ...plainLook, width: 160, top: 1 }) ?? [])].join('');
    expect(text).toContain('Not shown: 3 suspects (3 after the first 1)');
  });
});

describe('what is told', () => {
  const told = (showContent: boolean): string =>
    JSON.stringify(select(campaign(), { ...plainLook, showContent }).report);

  it('quotes prompts only when asked to', () => {
    expect(told(false)).toContain('24 of 24 accounts use one template"');
    expect(told(false)).not.toContain('careful annotator');
    expect(told(true)).toContain('careful annotator');
  });

  it('leaves the whole quote out when the prompt itself has guillemets', () => {
    const tricky = {
      ...campaign(),
      suspects: [suspect({ evidence: [evidence({ statement: 'one template («a» b «c…») in 9' })] })],
    };
    expect(select(tricky, plainLook).report.suspects[0]?.evidence[0]?.statement).toBe('one template in 9');
  });

  it('drops numbers that are none', () => {
    const odd = {
      ...campaign(),
      suspects: [suspect({ evidence: [evidence({ expected: { median: NaN, tail: 0.1 } })] })],
    };
    expect(select(odd, plainLook).report.suspects[0]?.evidence[0]?.expected).toEqual({ tail: 0.1 });
  });

  it('keeps a field called __proto__ a field', () => {
    const report = campaign();
    report.run.config = JSON.parse('{"__proto__": {"polluted": 1}}') as Record<string, unknown>;
    const { config } = select(report, plainLook).report.run;
    expect(Object.keys(config)).toEqual(['__proto__']);
    expect(config['polluted']).toBeUndefined();
  });

  it('does not change the report it is given', () => {
    const report = campaign();
    select(report, { ...plainLook, top: 1 });
    expect(report).toEqual(campaign());
  });
});
