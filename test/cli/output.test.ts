import { mkdtempSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { OutputClosed, fileOutlet, keepWhole, outlet } from '../../src/cli/output.js';

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'revenuer-'));

const never = new AbortController().signal;

describe('outlet', () => {
  it('writes everything, in order, whatever the pieces', async () => {
    const stream = new PassThrough();
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    const out = outlet(stream, never);
    const lines = Array.from({ length: 30_000 }, (_, i) => `line ${i}\n`);
    for (const line of lines) await out.write(line);
    await out.flush();
    expect(Buffer.concat(chunks).toString()).toBe(lines.join(''));
  });

  it('waits for a slow reader', async () => {
    let taken = 0;
    const slow = new Writable({
      highWaterMark: 1024,
      write: (chunk: Buffer, _, done) => void setTimeout(() => done(((taken += chunk.length), null)), 1),
    });
    const out = outlet(slow, never);
    await out.write('x'.repeat(200_000));
    expect(taken).toBe(200_000);
  });

  it('says nothing more once the program was asked to end', async () => {
    const stream = new PassThrough();
    const out = outlet(stream, AbortSignal.abort(new Error('ended by SIGINT')));
    await expect(out.write('x'.repeat(70_000))).rejects.toThrow('ended by SIGINT');
    expect(stream.readableLength).toBe(0);
  });

  it('tells a reader that left from a failure', async () => {
    const broken = (code: string) =>
      outlet(new Writable({ write: (_, __, done) => done(Object.assign(new Error(code), { code })) }), never);
    const gone = broken('EPIPE');
    await gone.write('x');
    await expect(gone.flush()).rejects.toThrow(OutputClosed);
    await expect(gone.write('x'.repeat(70_000))).rejects.toThrow(OutputClosed);
    const full = broken('ENOSPC');
    await full.write('x');
    await expect(full.flush()).rejects.toThrow('ENOSPC');
  });
});

describe('fileOutlet', () => {
  it('shows the file only once it is whole', async () => {
    const file = path.join(folder(), 'r.json');
    writeFileSync(file, 'old');
    const out = await fileOutlet(file);
    await keepWhole(out, never, async () => {
      await out.write('x'.repeat(100_000));
      expect(readFileSync(file, 'utf8')).toBe('old');
    });
    expect(readFileSync(file, 'utf8')).toBe('x'.repeat(100_000));
    expect(readdirSync(path.dirname(file))).toEqual(['r.json']);
  });

  it('leaves the old file, and no trace, when writing fails', async () => {
    const file = path.join(folder(), 'r.json');
    writeFileSync(file, 'old');
    const out = await fileOutlet(file);
    await expect(keepWhole(out, never, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(path.dirname(file))).toEqual(['r.json']);
  });

  it('leaves no trace when it is interrupted', async () => {
    const file = path.join(folder(), 'r.json');
    const controller = new AbortController();
    const kept = keepWhole(await fileOutlet(file), controller.signal, () => new Promise(() => undefined));
    expect(readdirSync(path.dirname(file))).toHaveLength(1);
    controller.abort(new Error('ended by SIGINT'));
    expect(readdirSync(path.dirname(file))).toEqual([]);
    await expect(kept).rejects.toThrow('ended by SIGINT');
  });

  it('writes through a link to what it points at', async () => {
    const at = folder();
    writeFileSync(path.join(at, 'real.json'), 'old');
    symlinkSync('real.json', path.join(at, 'link.json'));
    const out = await fileOutlet(path.join(at, 'link.json'));
    await keepWhole(out, never, () => out.write('new'));
    expect(readFileSync(path.join(at, 'real.json'), 'utf8')).toBe('new');
  });

  it('writes to a device as it is', async () => {
    const out = await fileOutlet('/dev/null');
    await keepWhole(out, never, () => out.write('x'));
    expect(statSync('/dev/null').isFile()).toBe(false);
  });

  it('says which file and why', async () => {
    await expect(fileOutlet(path.join(folder(), 'no', 'r.json'))).rejects.toThrow(/cannot write .*r\.json \(ENOENT\)/);
  });
});
