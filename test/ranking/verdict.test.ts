import { describe, expect, it } from 'vitest';
import { atLeast, severityOf, verdictOf } from '../../src/ranking/verdict.js';
import type { Severity, Verdict } from '../../src/ranking/suspect.js';
import { campaign, found, subject } from './subjects.js';

const pair = subject({ accounts: ['a', 'b'], campaign });
const content = found('template-concentration', 'content', 4);
const together = found('load-levelling', 'coordination', 5);
const excuse = (id: string) => [{ id, bits: -5, statement: '' }];

describe('verdictOf', () => {
  it.each<[Verdict, string, Parameters<typeof verdictOf>]>([
    ['coordinated-generation', 'a campaign with one content', [pair, [content, together], []]],
    ['pooled-access', 'a campaign without contents', [pair, [together], []]],
    ['pooled-access', 'a campaign of one payer', [pair, [content, together], excuse('one-payer')]],
    ['pooled-access', 'a campaign under contract', [pair, [content, together], excuse('known-contract')]],
    ['pooled-access', 'a campaign that repeats a finite set', [pair, [content, together], excuse('finite-prompt-set')]],
    ['coordinated-generation', 'a campaign with a lesser excuse', [pair, [content, together], excuse('human-hours')]],
    ['logit-extraction', 'token probabilities', [subject(), [found('logit-extraction', 'parameters', 7)], []]],
    ['automated', 'few token probabilities', [subject(), [found('logit-extraction', 'parameters', 5)], []]],
    ['systematic-generation', 'one wording, much of it', [subject(), [content], []]],
    ['automated', 'one wording, under contract', [subject(), [content], excuse('known-contract')]],
    ['automated', 'a clock', [subject(), [found('periodic', 'timing', 3)], []]],
    ['insufficient-data', 'next to nothing', [subject(), [found('periodic', 'timing', 1)], []]],
  ])('%s: %s', (verdict, _, input) => {
    expect(verdictOf(...input)).toBe(verdict);
  });

  it('calls addresses without accounts a program, not a pool', () => {
    const crawler = subject({ accounts: ['net:203.0.113.1|curl', 'net:203.0.113.2|curl'], campaign });
    expect(verdictOf(crawler, [together], [])).toBe('automated');
    expect(verdictOf(crawler, [content, together], [])).toBe('coordinated-generation');
  });
});

describe('severityOf', () => {
  const evidence = [content, together];

  it.each<[number, Severity]>([
    [31, 'critical'],
    [30, 'critical'],
    [29.9, 'high'],
    [18, 'high'],
    [17.9, 'medium'],
    [9, 'medium'],
    [8.9, 'low'],
    [4, 'low'],
    [3.9, 'info'],
    [-12, 'info'],
  ])('%d bits of coordination are %s', (score, severity) => {
    expect(severityOf(score, 'coordinated-generation', { evidence })).toBe(severity);
  });

  it.each<[Verdict, Severity]>([
    ['coordinated-generation', 'critical'],
    ['logit-extraction', 'critical'],
    ['systematic-generation', 'medium'],
    ['pooled-access', 'medium'],
    ['automated', 'low'],
    ['insufficient-data', 'info'],
  ])('%s is at most %s', (verdict, severity) => {
    expect(severityOf(99, verdict, { evidence })).toBe(severity);
  });

  it('goes beyond medium only on two families, one of them telling', () => {
    expect(severityOf(99, 'coordinated-generation', { evidence: [content] })).toBe('medium');
    const untelling = [found('volume-outlier', 'volume', 9), found('periodic', 'timing', 9)];
    expect(severityOf(99, 'coordinated-generation', { evidence: untelling })).toBe('medium');
    expect(severityOf(99, 'coordinated-generation', { evidence: [content, found('periodic', 'timing', 0.9)] })).toBe(
      'medium',
    );
  });

  it('asks of a pool that it works together, not only that it shares a place', () => {
    const sharing = [content, found('shared-infrastructure', 'coordination', 9)];
    expect(severityOf(99, 'pooled-access', { evidence: sharing })).toBe('low');
    expect(severityOf(99, 'pooled-access', { evidence: [...sharing, together] })).toBe('medium');
  });
});

describe('atLeast', () => {
  it('orders severities', () => {
    const all: Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
    expect(all.filter(severity => atLeast(severity, 'medium'))).toEqual(['critical', 'high', 'medium']);
  });
});
