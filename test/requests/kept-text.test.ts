import { describe, expect, it } from 'vitest';
import { keptText } from '../../src/requests/kept-text.js';
import { bothPaths } from '../formats/both-paths.js';

describe('a long text', () => {
  const start = 'a'.repeat(512);

  it('is kept whole up to 512 characters, a longer one shows that it is shortened', () => {
    expect(keptText(start)).toBe(start);
    const kept = keptText(`${start}b`);
    expect(kept.length).toBe(512);
    expect(kept).toMatch(/^a{480}…sha256:[0-9a-f]{24}$/);
  });

  it('stays another than one that begins alike, and itself', () => {
    const all = [start, `${start}b`, `${start}c`, `${start}${'b'.repeat(1_000_000)}`];
    expect(new Set(all.map(keptText)).size).toBe(all.length);
    expect(all.map(keptText)).toEqual(all.map(keptText));
  });

  it('is not cut within a character', () => {
    const kept = keptText(`${'a'.repeat(479)}${'😀'.repeat(100)}`);
    expect(kept).toMatch(/^a{479}…sha256:/);
    expect(kept.includes('\ud83d')).toBe(false);
  });
});

describe('accounts that agree in their first 512 characters', () => {
  const start = 'user-'.repeat(120);
  const names = [
    `${start}1`,
    `${start}2`,
    `${start}1`,
    `${'é'.repeat(300)}1`,
    `${'é'.repeat(600)}1`,
    `${'é'.repeat(600)}2`,
  ];
  const time = '2026-03-02T00:00:05Z';
  const json = (account: string) => `${JSON.stringify({ timestamp: time, account_id: account, org_id: account })}\n`;
  const csv = (account: string) => `${account},${account},${time},200\n`;
  const combined = (account: string) =>
    `198.51.100.7 - ${account} [02/Mar/2026:00:00:05 +0000] "GET /v1/models HTTP/1.1" 200 12 "-" "curl/8.5"\n`;

  it.each([
    ['JSON lines', json, ''],
    ['CSV', csv, 'account_id,org_id,timestamp,status\n'],
    ['Combined logs', combined, ''],
  ])('are different accounts in %s, on both paths', (_, line, header) => {
    const head = header + line('acct_1').repeat(3);
    const { fast, plain } = bothPaths({ head, body: names.map(line).join('') });
    expect(fast).toEqual(plain);
    const accounts = plain.rows.slice(3).map(({ account }) => account);
    expect(accounts).toEqual(names.map(keptText));
    expect(new Set(accounts).size).toBe(5);
  });
});
