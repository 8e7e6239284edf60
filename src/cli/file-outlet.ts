/** Files written as a whole, of which nothing is left however the program ends. */
import {
  closeSync,
  fchmodSync,
  openSync,
  readSync,
  renameSync,
  write as writeCallback,
  writeSync,
  type Stats,
} from 'node:fs';
import { lstat, open, readlink, realpath, stat } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { openUnnamed } from '../engine/unnamed-file.js';
import { cannotWrite, systemCode } from './cannot-write.js';
import { chunkLength, type Outlet } from './output.js';
import { sweeping } from './sweeping.js';

const writeTo = promisify(writeCallback);

interface Place {
  /** As the user calls it. */
  readonly file: string;
  readonly cwd: string;
}

/**
 * Runs what writes to a file. It appears under its name when all of it is there, so that a reader sees the old one or the new one
 * and never half of it. Until then it has no name: nobody needs to tidy up when the program is ended. Pipes and devices are
 * written to directly. @throws OutputError when it cannot be written
 */
export async function writeFile<T>({ file, cwd }: Place, write: (outlet: Outlet) => Promise<T>): Promise<T> {
  const explained = explainer(file);
  const sink = await explained(() => sinkAt(path.resolve(cwd, file)));
  try {
    const outlet = collected(text => explained(() => sink.append(text)));
    const result = await write(outlet);
    await outlet.flush();
    await explained(() => sink.commit());
    return result;
  } finally {
    sink.close();
  }
}

/** Runs steps, and says of which file it is that the system complains. */
function explainer(file: string): <R>(step: () => R | Promise<R>) => Promise<R> {
  return async step => {
    try {
      return await step();
    } catch (error) {
      throw systemCode(error) === undefined ? error : cannotWrite(file, error);
    }
  };
}

interface Sink {
  append(text: string): Promise<void> | void;
  /** Gives the file its name. */
  commit(): Promise<void> | void;
  close(): void;
}

async function sinkAt(file: string): Promise<Sink> {
  const target = await throughLinks(file);
  const present = await presentAt(target);
  return present === undefined || present.isFile() ? wholeFile(target, present?.mode) : device(target);
}

function collected(append: (text: string) => Promise<void>): Outlet {
  let pending = '';
  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    if (text !== '') await append(text);
  };
  return {
    flush,
    async write(text) {
      pending += text;
      if (pending.length >= chunkLength) await flush();
    },
  };
}

/** A pipe or a device: what is written is there. */
async function device(target: string): Promise<Sink> {
  // Nothing that stands in it already is cut off.
  const handle = await open(target, 'a');
  return {
    append: text => handle.writeFile(text, 'utf8'),
    commit: () => undefined,
    close: () => void handle.close().catch(() => undefined),
  };
}

/** @param mode that of the file whose place it takes */
function wholeFile(target: string, mode: number | undefined): Sink {
  const folder = path.dirname(target);
  const held = openUnnamed(folder);
  let length = 0;
  return {
    append(text) {
      const bytes = Buffer.from(text, 'utf8');
      for (let done = 0; done < bytes.length;) done += writeSync(held, bytes, done, bytes.length - done, length + done);
      length += bytes.length;
    },
    commit() {
      const beside = path.join(folder, `.revenuer-${randomBytes(8).toString('hex')}.tmp`);
      return sweeping(beside, async () => {
        await copy(held, { to: beside, mode });
        renameSync(beside, target);
      });
    },
    close: () => closeSync(held),
  };
}

const copied = 1024 * 1024;

/** In turns with signals, which are listened to while the file has a name. */
async function copy(from: number, { to, mode }: { to: string; mode: number | undefined }): Promise<void> {
  const file = openSync(to, 'wx');
  try {
    if (mode !== undefined) fchmodSync(file, mode & 0o777);
    const buffer = Buffer.allocUnsafe(copied);
    for (let at = 0; ;) {
      const read = readSync(from, buffer, 0, copied, at);
      if (read === 0) return;
      for (let done = 0; done < read;) done += (await writeTo(file, buffer, done, read - done)).bytesWritten;
      at += read;
    }
  } finally {
    closeSync(file);
  }
}

/** undefined where there is no file yet. */
export async function presentAt(file: string): Promise<Stats | undefined> {
  return stat(file).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  });
}

/** Where links lead, to a file that is not there yet, too. */
export async function throughLinks(file: string, links = 40): Promise<string> {
  const real = await realpath(file).catch(() => undefined);
  if (real !== undefined) return real;
  const isLink = (await lstat(file).catch(() => undefined))?.isSymbolicLink() === true;
  // What cannot be opened by the name that it is said to have, as an open pipe under /dev/fd, is opened by this one.
  const isOpen = (await stat(file).catch(() => undefined)) !== undefined;
  if (!isLink || isOpen || links === 0) return file;
  return throughLinks(path.resolve(path.dirname(file), await readlink(file)), links - 1);
}
