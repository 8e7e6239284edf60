import { describe, expect, it } from 'vitest';
import { isTableByChance, unknownText } from '../../src/formats/unknown-text.js';

describe('what a text that no format fits looks like', () => {
  it.each([
    ['Nov 20 08:15:30 h1 sshd[7]: Accepted publickey for a', /system log/],
    ['2026-11-20 08:15:30,120 INFO [main] com.example.Server - up', /log of a program/],
    ['08:15:30.123456 IP 198.51.100.7.40000 > 10.0.0.5.443: Flags [S]', /packets/],
    ['POST /v1/chat 200 12ms', /requests without a time/],
    ['20.11.2026 08:15:30; POST /v1/chat; 200', /requests in a form of their own/],
  ])('%s', (line, what) => {
    expect(unknownText(`${line}\n${line}\n\n${line}`)?.what).toMatch(what);
  });

  it('is what most lines look like, and nothing where they differ', () => {
    expect(unknownText('a\nb\nPOST /v1/chat 200 12ms')).toBeUndefined();
    expect(unknownText('')).toBeUndefined();
  });
});

describe('a table by chance', () => {
  it('has no names, or what is none', () => {
    expect(isTableByChance(['column1', 'column2'])).toBe(true);
    expect(isTableByChance(['08:15:30 connect', 'b'])).toBe(true);
    expect(isTableByChance(['', 'b'])).toBe(true);
  });

  it('is none where the columns are named', () => {
    expect(isTableByChance(['user', 'Anzahl der Anfragen', 'column 3'])).toBe(false);
  });
});
