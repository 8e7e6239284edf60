import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftPattern } from '../../src/formats/line-draft.js';
import { isTime } from '../../src/requests/time-learn.js';
import { cut } from './records.js';

const draft = (lines: readonly string[]) => draftPattern(cut(lines.map(line => `${line}\n`).join('')), isTime);

describe('a drafted pattern', () => {
  it('names pieces by their form and keeps what parts them', () => {
    const lines = [
      '2026-11-20 08:15:31 | u_1 | 198.51.100.7 | [worker 3] "a b" 200 12ms',
      '2026-11-20 08:15:32 | u_2 | 198.51.100.8 | [worker 4] "c" 404 7ms more',
    ];
    const pattern = new RegExp(draft([...lines.slice(0, 1), ...lines.slice(0, 1), ...lines.slice(1)]) ?? '', 'u');
    expect(pattern.exec(lines[1] ?? '')?.groups).toEqual({
      time: '2026-11-20 08:15:32',
      word: 'u_2',
      client_ip: '198.51.100.8',
      word2: 'worker 4',
      word3: 'c',
      status: '404',
      duration: '7ms',
      rest: ' more',
    });
  });

  it('is none for lines of prose', () => {
    expect(draft(['a', 'b c', 'd e f', 'g h i j'])).toBeUndefined();
  });

  it('fits the line it was drafted from, whatever signs are in it', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ -~]{1,12}$/), { minLength: 1, maxLength: 8 }), words => {
        const line = words.join(' ').trim();
        const pattern = draft([line]);
        if (pattern !== undefined) expect(new RegExp(pattern, 'u').test(line)).toBe(true);
      }),
    );
  });
});
