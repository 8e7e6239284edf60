import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { writeFile } from '../../src/cli/file-outlet.js';
import { OutputError } from '../../src/errors.js';

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'revenuer-'));
const put = (file: string, content: string) =>
  writeFile({ file, cwd: path.dirname(file) }, outlet => outlet.write(content));

describe('writeFile', () => {
  it('shows the file only once it is whole, and nothing else meanwhile', async () => {
    const file = path.join(folder(), 'r.json');
    writeFileSync(file, 'old');
    await writeFile({ file: 'r.json', cwd: path.dirname(file) }, async outlet => {
      await outlet.write('é'.repeat(100_000));
      expect(readFileSync(file, 'utf8')).toBe('old');
      expect(readdirSync(path.dirname(file))).toEqual(['r.json']);
    });
    expect(readFileSync(file, 'utf8')).toBe('é'.repeat(100_000));
    expect(readdirSync(path.dirname(file))).toEqual(['r.json']);
  });

  it('writes what is larger than is copied at once', async () => {
    const file = path.join(folder(), 'r.json');
    const lines = Array.from({ length: 400_000 }, (_, i) => `line ${i}\n`);
    await writeFile({ file, cwd: '/' }, async outlet => {
      for (const line of lines) await outlet.write(line);
    });
    expect(readFileSync(file, 'utf8')).toBe(lines.join(''));
  });

  it('leaves the old file, and no trace, when writing fails', async () => {
    const file = path.join(folder(), 'r.json');
    writeFileSync(file, 'old');
    await expect(writeFile({ file, cwd: '/' }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(path.dirname(file))).toEqual(['r.json']);
  });

  it('keeps the permissions of the file whose place it takes', async () => {
    const file = path.join(folder(), 'r.json');
    writeFileSync(file, 'old');
    chmodSync(file, 0o600);
    await put(file, 'new');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const [other, usual] = [path.join(folder(), 'new.json'), path.join(folder(), 'usual.json')];
    await put(other, 'new');
    writeFileSync(usual, 'new');
    expect(statSync(other).mode).toBe(statSync(usual).mode);
  });

  it.each([['real.json'], ['not-there-yet.json']])('writes through links to what they lead to: %s', async real => {
    const at = folder();
    writeFileSync(path.join(at, 'real.json'), 'old');
    symlinkSync(real, path.join(at, 'link.json'));
    symlinkSync('link.json', path.join(at, 'second.json'));
    await put(path.join(at, 'second.json'), 'new');
    expect(readFileSync(path.join(at, real), 'utf8')).toBe('new');
    expect(readdirSync(at).sort()).toEqual([...new Set(['link.json', 'real.json', 'second.json', real])].sort());
  });

  it('does not follow links in a circle for ever', async () => {
    const at = folder();
    symlinkSync('b.json', path.join(at, 'a.json'));
    symlinkSync('a.json', path.join(at, 'b.json'));
    await expect(put(path.join(at, 'a.json'), 'new')).rejects.toThrow(/a\.json \(ELOOP\)/);
    expect(readdirSync(at).sort()).toEqual(['a.json', 'b.json']);
  });

  it('writes to devices and pipes as they are', async () => {
    await put('/dev/null', 'x');
    expect(statSync('/dev/null').isFile()).toBe(false);
    const pipe = path.join(folder(), 'pipe');
    await new Promise(resolve => spawn('mkfifo', [pipe]).on('close', resolve));
    const reader = spawn('cat', [pipe]);
    const [read] = await Promise.all([text(reader.stdout), put(pipe, 'through the pipe')]);
    expect(read).toBe('through the pipe');
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  it.each([
    ['/dev/full', /cannot write \/dev\/full \(ENOSPC\)/, /no room left/],
    [path.join(folder(), 'no', 'r.json'), /cannot write .*r\.json \(ENOENT\)/, /no such folder/],
    [folder(), /cannot write .*revenuer-.* \(EISDIR\)/, /It is a folder/],
    [`/proc/r.json`, /cannot write .*r\.json \(ENOENT\)/, /./],
  ])('says which file, why, and what to do: %s', async (file, message, hint) => {
    const error: unknown = await put(file, 'x').catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(OutputError);
    expect((error as OutputError).message).toMatch(message);
    expect((error as OutputError).hint).toMatch(hint);
  });
});
