/** A few of the fuzzer's cases, always the same ones. `npm run fuzz` goes on from there. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

function fuzz(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['bench/fuzz/main.mjs', '--quiet', ...args], { encoding: 'utf8' });
}

describe('the fuzzer', () => {
  it.each(['ndjson', 'csv', 'combined', 'corpus'])('finds no disagreement in 200 cases of %s', format => {
    const { status, stdout, stderr } = fuzz('--cases', '200', '--seed', '7', '--format', format);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/; 200 cases; .* decided by the kernel: .* %; 0 disagreements\n$/);
  });

  it('finds that a small log gives one report, whatever the threads and chunks, without the kernel as well', () => {
    expect(fuzz('--cases', '1', '--seed', '30', '--format', 'whole').stdout).toContain('; 0 disagreements');
  });

  it('says what it does not understand', () => {
    expect(fuzz('--format', 'yaml')).toMatchObject({ status: 2, stdout: '' });
    expect(fuzz('--case', '7').stderr).toContain('--case must be a whole number');
  });
});
