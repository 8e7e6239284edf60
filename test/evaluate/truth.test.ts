import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { parseTruth } from '../../src/evaluate/truth.js';

describe('the truth file', () => {
  it('is read by the names of its columns, in any order', () => {
    expect(parseTruth('\ufeffclass,account,note,harvester,campaign\nhuman,"a,b",x,0,\nattack,c,,1,hydra\n')).toEqual([
      { account: 'a,b', harvester: false, campaign: '', class: 'human' },
      { account: 'c', harvester: true, campaign: 'hydra', class: 'attack' },
    ]);
  });

  it('needs no campaign and no class, not even columns for them', () => {
    expect(parseTruth('account,harvester\na,1\n')).toEqual([
      { account: 'a', harvester: true, campaign: '', class: '' },
    ]);
  });

  it('reads accounts named like properties of objects', () => {
    const rows = parseTruth('account,harvester\n__proto__,1\nconstructor,0\n');
    expect(rows.map(row => row.account)).toEqual(['__proto__', 'constructor']);
  });

  it.each([
    ['account,harvester,campaign,class\na,1,,x\n\nb,yes,,x\n', 'line 4 of the truth file has harvester "yes"'],
    ['account,harvester\n"two\nlines",0\nb\n', 'line 4 of the truth file has harvester ""'],
    ['account,harvester\n,0\n', 'line 2 of the truth file has no account'],
    ['account,harvester\na,0\nb,0\na,1\n', 'line 4 of the truth file names account "a" again (first in line 2)'],
    ['name,harvester\na,0\n', 'line 1 of the truth file has no column "account"'],
    ['', 'the truth file is empty'],
    ['account,harvester\n"a,0\n', 'the truth file is no CSV'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => parseTruth(text)).toThrow(UsageError);
    expect(() => parseTruth(text)).toThrow(message);
  });
});
