/** The program as a user runs it: a process of its own, over files in a folder of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { Report } from '../../src/reports/report.js';

export const root = path.resolve(import.meta.dirname, '..', '..');
const bin = path.join(root, 'bin', 'revenuer.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface World {
  readonly cwd?: string;
  readonly stdin?: Buffer | string;
  readonly env?: Readonly<Record<string, string>>;
}

export function revenuer(argv: readonly string[], { cwd = root, stdin = '', env = {} }: World = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...argv], { cwd, env: { ...process.env, ...env } });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // A program that does not read its input closes it: that is its right.
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
    child.on('error', reject);
    child.on('close', code =>
      resolve({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }),
    );
  });
}

/** The JSON report of a scan, and how the program ended. */
export async function scanned(argv: readonly string[], world: World = {}): Promise<Ran & { readonly report: Report }> {
  const ran = await revenuer(['scan', '--format', 'json', ...argv], world);
  if (ran.stdout === '') throw new Error(`no report, exit ${ran.code}: ${ran.stderr}`);
  return { ...ran, report: JSON.parse(ran.stdout) as Report };
}

/** A folder that goes when the tests of the file are done. */
export function scratchFolder(): { readonly folder: string; write(name: string, content: Buffer | string): string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    write(name, content) {
      writeFileSync(path.join(folder, name), content);
      return name;
    },
  };
}
