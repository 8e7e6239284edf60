import { describe, expect, it } from 'vitest';
import { atLeast, severityOf, verdictOf } from '../../src/ranking/verdict.js';
import type { Severity, Verdict } from '../../src/ranking/suspect.js';
import { campaign, campaignOf, found, link, subject } from './subjects.js';

const pair = subject({ accounts: ['a', 'b'], campaign });
const content = found('template-concentration', 'content', 4);
const together = found('load-levelling', 'coordination', 5);
const excuse = (id: string) => [{ id, bits: -5, statement: '' }];

describe('verdictOf', () => {
  it.each<[Verdict, string, Parameters<typeof verdictOf>]>([
    ['coordinated-generation', 'a campaign with one content', [pair, [content, together], []]],
    ['pooled-access', 'a campaign without contents', [pair, [together], []]],
    ['pooled-access', 'a campaign of one payer', [pair, [content, together], excuse('one-payer')]],
    ['pooled-access', 'a campaign that repeats a finite set', [pair, [content, together], excuse('finite-prompt-set')]],
    ['coordinated-generation', 'a campaign with a lesser excuse', [pair, [content, together], excuse('human-hours')]],
    ['logit-extraction', 'token probabilities', [subject(), [found('logit-extraction', 'parameters', 7)], []]],
    ['automated', 'few token probabilities', [subject(), [found('logit-extraction', 'parameters', 5)], []]],
    ['systematic-generation', 'one wording, much of it', [subject(), [content], []]],
    ['automated', 'a clock', [subject(), [found('periodic', 'timing', 3)], []]],
    ['insufficient-data', 'next to nothing', [subject(), [found('periodic', 'timing', 1)], []]],
  ])('%s: %s', (verdict, _, input) => {
    expect(verdictOf(...input)).toBe(verdict);
  });

  it.each<[Verdict, string, Parameters<typeof link>[]]>([
    ['pooled-access', 'one tool', [['software', 24]]],
    [
      'pooled-access',
      'one tool, and a network that is hardly rare',
      [
        ['software', 24],
        ['infrastructure', 2.9],
      ],
    ],
    [
      'coordinated-generation',
      'one tool behind one network',
      [
        ['software', 24],
        ['infrastructure', 3],
      ],
    ],
    ['coordinated-generation', 'one pace', [['schedule', 4]]],
    ['coordinated-generation', 'one list', [['queue', 4]]],
  ])('%s: members hold together by %s', (verdict, _, links) => {
    const held = subject({ accounts: ['a', 'b'], campaign: campaignOf(...links.map(each => link(...each))) });
    expect(verdictOf(held, [content, together], [])).toBe(verdict);
  });

  it('takes a wrapper around long documents for a job, unless its contents say more', () => {
    const job = excuse('input-heavy');
    expect(verdictOf(pair, [content, together], job)).toBe('pooled-access');
    const grading = (bits: number) => [content, together, found('preference-grading', 'content', bits)];
    expect(verdictOf(pair, grading(3), job)).toBe('coordinated-generation');
    expect(verdictOf(pair, grading(0.9), job)).toBe('pooled-access');
    // One account alone is judged by what it takes home.
    expect(verdictOf(subject(), [content], job)).toBe('systematic-generation');
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

  it('goes beyond medium only where chance makes few such findings', () => {
    const severity = (falseDiscovery: number) => severityOf(99, 'coordinated-generation', { evidence, falseDiscovery });
    expect(severity(0.05)).toBe('critical');
    expect(severity(0.051)).toBe('medium');
  });

  it('takes three ways of holding together for working together, unless its members talk or have one payer', () => {
    const sharing = [content, found('shared-infrastructure', 'coordination', 9)];
    const two = [link('software', 9), link('infrastructure', 9)];
    const severity = (last: number, mitigating: ReturnType<typeof excuse> = []) => {
      const held = campaignOf(...two, link('schedule', last));
      return severityOf(99, 'pooled-access', { evidence: sharing, campaign: held, mitigating });
    };
    expect(severity(3)).toBe('medium');
    expect(severity(2.9)).toBe('low');
    for (const sign of ['long-sessions', 'conversations', 'one-payer']) expect(severity(9, excuse(sign))).toBe('low');
    expect(severity(9, excuse('human-hours'))).toBe('medium');
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
