/** What `--map` names and no input has. */
import { describe, expect, it } from 'vitest';
import { requireMappedInputs, unfoundProblems } from '../../src/engine/unfound.js';
import { UsageError } from '../../src/errors.js';

const lacking = [{ column: 'account', field: 'usr', near: ['user', 'user_id'] }];

describe('fields that no input has', () => {
  it('are a problem that names those called alike', () => {
    expect(unfoundProblems([lacking, lacking])).toEqual([
      '--map account=usr: no input has such a field (did you mean user or user_id?)',
    ]);
  });

  it('are none where one of the inputs has them', () => {
    expect(unfoundProblems([lacking, []])).toEqual([]);
    expect(unfoundProblems([])).toEqual([]);
  });
});

describe('mappings of one input', () => {
  it('are of an input by its path or the end of it', () => {
    for (const name of ['logs/a.csv', 'a.csv', './logs/a.csv'])
      requireMappedInputs({ [`${name}:account`]: 'x' }, ['logs/a.csv']);
  });

  it('are refused where there is no such input', () => {
    expect(() => requireMappedInputs({ 'b.csv:account': 'x' }, ['logs/a.csv', 'ab.csv'])).toThrow(UsageError);
  });
});
