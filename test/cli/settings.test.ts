import { defaultMemory } from '../../src/cli/memory.js';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/cli/config.js';
import { longFlag, optionNames, options } from '../../src/cli/options.js';
import { resolve, typed } from '../../src/cli/settings.js';
import { UsageError } from '../../src/errors.js';

const place = { file: 'revenuer.json', folder: '/etc/revenuer' };

describe('options', () => {
  it.each(optionNames)('%s is spelled as it is named, and explained', name => {
    const { flags, help } = options[name];
    expect(longFlag(name).slice(2)).toBe(name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`));
    expect(flags).toContain(longFlag(name));
    expect(help).toMatch(/^\S.{5,}[^.]$/);
  });

  it('share no short letter', () => {
    const letters = optionNames
      .map(name => /^-(\w),/.exec(options[name].flags)?.[1])
      .filter(letter => letter !== undefined);
    expect(new Set(letters).size).toBe(letters.length);
  });
});

describe('resolve', () => {
  it('has a default for everything', () => {
    expect(resolve([])).toMatchObject({ failOn: 'high', memory: defaultMemory(), timezone: 0, only: [], quiet: false });
  });

  it('prefers the command line to the file, and the file to the default', () => {
    const file = parseConfig('{"top": 5, "failOn": "low", "min-severity": "medium"}', place).layer;
    expect(resolve([typed({ top: '3' }), file])).toMatchObject({ top: 3, failOn: 'low', minSeverity: 'medium' });
  });

  it('names the option, or the key and the file, of what it cannot read', () => {
    expect(() => resolve([typed({ memory: '12Q' })])).toThrow('--memory 12Q: expected a size');
    expect(() => resolve([parseConfig('{"memory": "12Q"}', place).layer])).toThrow('revenuer.json: memory 12Q');
    expect(() => resolve([typed({ failOn: 'hihg' })])).toThrow(expect.objectContaining({ hint: 'Did you mean high?' }));
  });
});

describe('parseConfig', () => {
  it('takes names in both spellings, lists, mappings and options of detectors', () => {
    const text = JSON.stringify({
      'log-format': 'csv',
      skip: ['a', 'b,c'],
      map: { account: 'user.id' },
      quiet: true,
      threads: 2,
      detectors: { 'shared-template': { minimumRequests: 20 } },
    });
    const config = parseConfig(`\uFEFF${text}`, place);
    expect(resolve([config.layer])).toMatchObject({
      logFormat: 'csv',
      skip: ['a', 'b', 'c'],
      map: { account: 'user.id' },
      quiet: true,
      threads: 2,
    });
    expect(config.detectorOptions).toEqual({ 'shared-template': { minimumRequests: 20 } });
  });

  it('reads paths of the file from its own folder, and leaves package names alone', () => {
    const { layer } = parseConfig('{"allow": "known.txt", "detector": ["./mine.js", "acme-detector"]}', place);
    expect(layer.given).toEqual({
      allow: '/etc/revenuer/known.txt',
      detector: ['/etc/revenuer/mine.js', 'acme-detector'],
    });
  });

  it.each([
    ['{', 'revenuer.json is not JSON'],
    ['[]', 'revenuer.json: expected an object'],
    ['{"topp": 1}', 'revenuer.json: unknown key topp'],
    ['{"config": "x.json"}', 'unknown key config'],
    ['{"__proto__": {"top": 1}}', 'unknown key __proto__'],
    ['{"constructor": 1}', 'unknown key constructor'],
    ['{"quiet": "yes"}', 'revenuer.json: quiet: expected true or false'],
    ['{"top": {}}', 'revenuer.json: top: expected a text or a number'],
    ['{"map": ["account=x"]}', 'revenuer.json: map: expected an object'],
    ['{"detectors": {"a": 1}}', 'revenuer.json: detectors.a: expected an object'],
  ])('refuses %s', (text, message) => {
    expect(() => parseConfig(text, place)).toThrow(UsageError);
    expect(() => parseConfig(text, place)).toThrow(message);
  });
});
