import { open, type FileHandle } from 'node:fs/promises';

/** Absolute. Bytes where it is not UTF-8; those that another thread was sent are as good. */
export type FileLocation = string | Buffer;

/** A regular file as it was when it was listed: plain data, which can be sent to another thread. */
export interface ListedFile {
  /** As the user would recognise it. */
  readonly path: string;
  readonly location: FileLocation;
  readonly bytes: number;
  readonly stamp?: FileStamp;
}

/** What tells a file from another that has its name later. */
export interface FileStamp {
  readonly dev: number;
  readonly ino: number;
  /** ms */
  readonly modified: number;
}

/** What became of a file between listing it and reading its last byte. */
export interface FileChanges {
  /** It goes on behind what was there when it was listed, which is what was read. */
  grew: boolean;
  /** Another file had its name when it was opened, which was read instead. */
  replaced: boolean;
}

/** Bytes asked from the operating system at once. */
const readBytes = 1024 * 1024;
/** A buffer with less room than this is not read into again (pipes deliver little at a time). */
const leastRoom = 64 * 1024;

export function stampOf(stats: { dev: number; ino: number; mtimeMs: number }): FileStamp {
  return { dev: stats.dev, ino: stats.ino, modified: stats.mtimeMs };
}

/**
 * What was in the file when it was listed, from byte `from` on: a log may be written to meanwhile, faster than it is read.
 * @throws where there is less now
 */
export async function* readListed(
  file: ListedFile,
  { from, changes }: { from: number; changes: FileChanges },
): AsyncGenerator<Uint8Array, void> {
  const handle = await opened(file.location);
  let position = from;
  try {
    const end = await endOf(file, handle, changes);
    for await (const chunk of readChunks(handle, { from, end })) {
      position += chunk.length;
      yield chunk;
    }
    if (end === Infinity) return;
    if (position < end) throw new Error(`it was cut short while it was read: ${position} of ${end} bytes were left`);
    changes.grew = (await handle.stat()).size > end;
  } finally {
    await handle.close();
  }
}

/** A FIFO, a character device: whatever comes, front to back. */
export async function* readStream(location: FileLocation): AsyncGenerator<Uint8Array, void> {
  const handle = await open(location, 'r');
  try {
    yield* readChunks(handle, { from: undefined, end: Infinity });
  } finally {
    await handle.close();
  }
}

async function opened(location: FileLocation): Promise<FileHandle> {
  try {
    return await open(location, 'r');
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw isGone ? new Error('it was there when it was listed, and is not any more', { cause: error }) : error;
  }
}

/** Where reading stops. A file system may say 0 of files that it makes when they are read. */
async function endOf({ bytes, stamp }: ListedFile, handle: FileHandle, changes: FileChanges): Promise<number> {
  const stats = await handle.stat();
  changes.replaced = stamp !== undefined && isAnother(stamp, bytes, { ...stampOf(stats), bytes: stats.size });
  return (changes.replaced ? stats.size : bytes) || Infinity;
}

/** Not every file system gives a file the same number each time. */
function isAnother(stamp: FileStamp, bytes: number, now: FileStamp & { bytes: number }): boolean {
  if (stamp.ino === now.ino && stamp.dev === now.dev) return false;
  return now.modified !== stamp.modified || now.bytes !== bytes;
}

/** One read is always under way while the last chunk is being worked on. */
async function* readChunks(
  handle: FileHandle,
  { from, end }: { from: number | undefined; end: number },
): AsyncGenerator<Uint8Array, void> {
  let position = from ?? null;
  let buffer = Buffer.allocUnsafeSlow(readBytes);
  let used = 0;
  const readNext = () => {
    const length = Math.max(0, Math.min(buffer.length - used, end - (position ?? 0)));
    return length === 0 ? Promise.resolve({ bytesRead: 0 }) : handle.read(buffer, used, length, position);
  };
  let reading = readNext();
  try {
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      const chunk = buffer.subarray(used, used + bytesRead);
      used += bytesRead;
      if (position !== null) position += bytesRead;
      if (buffer.length - used < leastRoom) {
        buffer = Buffer.allocUnsafeSlow(readBytes);
        used = 0;
      }
      reading = readNext();
      yield chunk;
    }
  } finally {
    // A consumer that stops early leaves a read behind; its failure no longer concerns anyone.
    await reading.catch(() => undefined);
  }
}
