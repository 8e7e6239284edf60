import { describe, expect, it } from 'vitest';
import { showsUnicode, wantsColor, widthOf } from '../../src/cli/color.js';

const tty = { stdin: true, stdout: true, stderr: true };
const piped = { stdin: false, stdout: false, stderr: true };

describe('wantsColor', () => {
  it.each([
    ['a terminal', {}, tty, undefined, true],
    ['a pipe', {}, piped, undefined, false],
    ['--no-color before all', { FORCE_COLOR: '1' }, tty, false, false],
    ['--color before NO_COLOR', { NO_COLOR: '1' }, piped, true, true],
    ['NO_COLOR of any value', { NO_COLOR: '0' }, tty, undefined, false],
    ['an empty NO_COLOR, which counts for nothing', { NO_COLOR: '' }, tty, undefined, true],
    ['NO_COLOR before FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, tty, undefined, false],
    ['FORCE_COLOR in a pipe', { FORCE_COLOR: '1' }, piped, undefined, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, tty, undefined, false],
    ['FORCE_COLOR=false', { FORCE_COLOR: 'false', CLICOLOR_FORCE: '1' }, tty, undefined, false],
    ['CLICOLOR_FORCE in a pipe', { CLICOLOR_FORCE: '1' }, piped, undefined, true],
    ['CLICOLOR_FORCE before TERM', { CLICOLOR_FORCE: '1', TERM: 'dumb' }, tty, undefined, true],
    ['a dumb terminal', { TERM: 'dumb' }, tty, undefined, false],
  ])('%s', (_, env, streams, flag, expected) => {
    expect(wantsColor({ env, tty: streams }, 'stdout', flag)).toBe(expected);
  });

  it('asks for each stream apart', () => {
    expect(wantsColor({ env: {}, tty: piped }, 'stderr', undefined)).toBe(true);
  });
});

describe('widthOf', () => {
  it.each([
    [{}, 132, 132],
    [{ COLUMNS: '100' }, undefined, 100],
    [{ COLUMNS: '100' }, 132, 132],
    [{}, undefined, 80],
    [{ COLUMNS: 'wide' }, undefined, 80],
    [{ COLUMNS: '0' }, undefined, 80],
    [{ COLUMNS: '10' }, undefined, 40],
  ])('%j on a terminal of %s is %d', (env, columns, width) => {
    expect(widthOf({ env, columns })).toBe(width);
  });
});

describe('showsUnicode', () => {
  it('does, but on consoles known not to', () => {
    expect(showsUnicode({ env: {}, tty: piped, platform: 'win32' })).toBe(true);
    expect(showsUnicode({ env: { TERM: 'linux' }, tty, platform: 'linux' })).toBe(false);
    expect(showsUnicode({ env: { TERM: 'xterm' }, tty, platform: 'linux' })).toBe(true);
    expect(showsUnicode({ env: {}, tty, platform: 'win32' })).toBe(false);
  });
});
