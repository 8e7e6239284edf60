import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactName, redactSecrets } from '../../src/reports/secrets.js';

// Put together here, so that no scanner takes this file for a leak.
const tail = 'AbCd1234EfGh5678IjKl9012';
const keys = [
  `sk-${tail}`,
  `sk-proj-${tail}_x-${tail}`,
  `sk-ant-api03-${tail}`,
  `sk_live_${tail}`,
  `pk-${tail}`,
  `rk_test_${tail}`,
  `ASIA${tail.toUpperCase().slice(0, 16)}`,
  ...['gho_', 'ghu_', 'ghs_', 'ghr_', 'glpat-', 'xai-', 'r8_', 'pplx-', 'ya29.'].map(issuer => issuer + tail),
  `AKIA${tail.toUpperCase().slice(0, 16)}`,
  `ghp_${tail}`,
  `github_pat_${tail}`,
  `AIza${tail}${tail}`,
  `xoxb-${tail}`,
  `hf_${tail}`,
  `gsk_${tail}`,
  `eyJhbGciOiJIUzI1NiJ9.${tail}.${tail}`,
];

describe('redactSecrets', () => {
  it.each(keys)('cuts %s to four characters wherever it stands', key => {
    for (const text of [key, `user ${key} at`, `"${key}"`, `path/${key}?x=1`]) {
      expect(redactSecrets(text)).toBe(text.replace(key, `${key.slice(0, 4)}…`));
    }
  });

  it.each<readonly [string, string]>([
    [`Authorization: Bearer ${tail}`, 'Authorization: Bearer AbCd…'],
    [`authorization: ${tail}`, 'authorization: AbCd…'],
    [`api_key=${tail}&x=1`, 'api_key=AbCd…&x=1'],
    [`{"x-api-key": "${tail}"}`, '{"x-api-key": "AbCd…"}'],
    ...['api-key', 'API_KEY', 'apikey', 'accessToken', 'auth_token', 'Refresh-Token', 'CLIENT_SECRET', 'secretkey'].map(
      name => [`${name}=${tail}`, `${name}=AbCd…`] as const,
    ),
    [`AUTHORIZATION: ${tail}`, 'AUTHORIZATION: AbCd…'],
    [`then basic ${tail}`, 'then basic AbCd…'],
    ['password=hunter2hunter2', 'password=hunt…'],
    ['passwd: hunter2hunter2', 'passwd: hunt…'],
    ['https://user:secretpass@host/x', 'https://user:secr…@host/x'],
  ])('cuts what follows a telling word: %s', (text, clean) => {
    expect(redactSecrets(text)).toBe(clean);
  });

  it.each([
    'acct_5d01c2aa',
    'sk-a84idocmk6',
    'sk-learn-production-pipeline-team',
    '5f2a8e1d0c4b97a6e3f1d2c4b5a69788f0e1d2c3b4a5968778695a4b3c2d1e0f',
    'org-7f3a2c · 24 accounts',
    't13d1516h2_8daaf6152771_b186095e22b6',
    '2001:db8:40::/48',
    '1,204 output tokens a day',
    'Basic English',
  ])('leaves %s alone', text => {
    expect(redactSecrets(text)).toBe(text);
  });

  it('shows no more of a key than four characters, and changes nothing twice', () => {
    const text = fc.tuple(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(...keys),
      fc.string({ maxLength: 40 }),
    );
    fc.assert(
      fc.property(text, ([before, key, after]) => {
        const clean = redactSecrets(`${before} ${key} ${after}`);
        expect(clean).not.toContain(key);
        expect(redactSecrets(clean)).toBe(clean);
      }),
    );
  });
});

describe('redactName', () => {
  it('keeps two keys two accounts, alone and as suspects', () => {
    const [a, b] = [`sk-${tail}`, `sk-${tail}x`] as const;
    expect(redactName(a)).toMatch(/^sk-A…#[0-9a-f]{8}$/);
    expect(redactName(a)).not.toBe(redactName(b));
    expect(redactName(`account:${a}`)).toBe(`account:${redactName(a)}`);
  });

  it('leaves other names alone', () => {
    expect(redactName('acct_1')).toBe('acct_1');
  });
});
