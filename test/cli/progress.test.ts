import { describe, expect, it } from 'vitest';
import { judgingText, progressText, showsProgress } from '../../src/cli/progress.js';

const tty = { stdin: true, stdout: true, stderr: true };

describe('showsProgress', () => {
  it.each([
    ['a terminal', tty, {}, undefined, false, true],
    ['no terminal', { ...tty, stderr: false }, {}, true, false, false],
    ['--quiet', tty, {}, true, true, false],
    ['--no-progress', tty, {}, false, false, false],
    ['CI', tty, { CI: '1' }, undefined, false, false],
    ['--progress in CI', tty, { CI: '1' }, true, false, true],
    ['a dumb terminal', tty, { TERM: 'dumb' }, undefined, false, false],
  ])('%s', (_, streams, env, asked, quiet, shown) => {
    expect(showsProgress({ tty: streams, env }, asked, quiet)).toBe(shown);
  });
});

describe('progressText', () => {
  it('says how far, how fast and how long', () => {
    const progress = { input: 'a.gz', bytes: 50e6, totalBytes: 200e6, requests: 449_245 };
    expect(progressText(progress, 5000)).toBe(
      'reading a.gz  25 %  50.0 of 200.0 MB  449,245 requests  10.0 MB/s  15 s left',
    );
    expect(progressText({ ...progress, totalBytes: 10e9 }, 5000)).toContain('17 min left');
    expect(progressText({ ...progress, totalBytes: 100e9 }, 5000)).toContain('2 h 47 min left');
  });

  it('promises nothing it cannot know', () => {
    const text = progressText({ input: '-', bytes: 1e6, totalBytes: undefined, requests: 10 }, 0);
    expect(text).toBe('reading -  1.0 MB  10 requests');
  });

  it('does not obey the name of a file', () => {
    expect(progressText({ input: 'a\x1b]0;x\x07', bytes: 0, totalBytes: 0, requests: 0 }, 0)).not.toMatch(/[\x1b\x07]/);
  });
});

describe('judgingText', () => {
  it('says what is done, and with how many accounts it was', () => {
    expect(judgingText({ stage: 'comparing', done: 412_345, accounts: 1_000_000 })).toBe(
      'comparing  41 %  412,345 of 1,000,000 accounts',
    );
    expect(judgingText({ stage: 'linking', done: 0, accounts: 24_000 })).toBe('linking 24,000 accounts');
  });
});
