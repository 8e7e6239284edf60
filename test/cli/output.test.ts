import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { OutputClosed, outlet } from '../../src/cli/output.js';

describe('outlet', () => {
  it('writes everything, in order, whatever the pieces', async () => {
    const stream = new PassThrough();
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    const out = outlet(stream);
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
    const out = outlet(slow);
    await out.write('x'.repeat(200_000));
    expect(taken).toBe(200_000);
  });

  it('tells a reader that left from a failure', async () => {
    const broken = (code: string) =>
      outlet(
        new Writable({ write: (_, __, done) => done(Object.assign(new Error(code), { code, syscall: 'write' })) }),
      );
    const gone = broken('EPIPE');
    await gone.write('x');
    await expect(gone.flush()).rejects.toThrow(OutputClosed);
    await expect(gone.write('x'.repeat(70_000))).rejects.toThrow(OutputClosed);
    const full = broken('ENOSPC');
    await full.write('x');
    await expect(full.flush()).rejects.toThrow('cannot write standard output (ENOSPC)');
  });
});
