import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { ids, mapping, oneOf, size, wholeNumber } from '../../src/cli/values.js';

describe('size', () => {
  it.each([
    ['65536', 65_536],
    ['1k', 1024],
    ['512M', 512 * 2 ** 20],
    ['1.5GiB', 1.5 * 2 ** 30],
    ['2 gb', 2 * 2 ** 30],
  ])('%s is %d bytes', (text, bytes) => {
    expect(size(text)).toBe(bytes);
  });

  it.each(['', 'M', '12Q', '-1M', '0', '1e9', '9999999T', '0x10'])('refuses %j', text => {
    expect(() => size(text)).toThrow(UsageError);
  });
});

describe('wholeNumber', () => {
  it('takes its bounds and refuses what lies beyond', () => {
    const threads = wholeNumber(1, 64);
    expect([threads('1'), threads('64')]).toEqual([1, 64]);
    for (const text of ['0', '65', '2.5', '', 'two', '1e1']) expect(() => threads(text)).toThrow('from 1 to 64');
  });
});

describe('oneOf', () => {
  it('says what is known and what may have been meant', () => {
    const severity = oneOf(['critical', 'high', 'never']);
    expect(severity('high')).toBe('high');
    expect(() => severity('hihg')).toThrow(
      expect.objectContaining({ message: 'expected critical, high, never', hint: 'Did you mean high?' }),
    );
    expect(() => severity('constructor')).toThrow(UsageError);
  });
});

describe('ids', () => {
  it('cuts at commas and drops blanks and doubles', () => {
    expect(ids(['a,b', ' c ,a', ''])).toEqual(['a', 'b', 'c']);
  });
});

describe('mapping', () => {
  it('takes a mapping of one input, whatever is in its name', () => {
    expect(mapping(['logs/a.csv:account=usr', 'C:\\b.csv:time=date+time', 'latency=took:us'])).toEqual({
      'logs/a.csv:account': 'usr',
      'C:\\b.csv:time': 'date+time',
      latency: 'took:us',
    });
    for (const text of [':account=x', 'a.csv:=x']) expect(() => mapping([text])).toThrow(UsageError);
  });

  it('takes nothing for a column that no field is', () => {
    expect(mapping(['account=', 'b.csv:account= '])).toEqual({ account: '', 'b.csv:account': '' });
  });

  it('cuts at the first equals sign', () => {
    expect(mapping(['account=user.id', 'prompt=a=b'])).toEqual({ account: 'user.id', prompt: 'a=b' });
  });

  it.each([[['account']], [['=x']], [['account=a', 'account=b']]])('refuses %j', texts => {
    expect(() => mapping(texts)).toThrow(UsageError);
  });

  it('cannot reach a prototype', () => {
    const mapped = mapping(['__proto__=x']);
    expect(Object.keys(mapped)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(mapped)).toBe(Object.prototype);
  });
});
