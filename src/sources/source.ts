import { open } from 'node:fs/promises';

/** An input that can be read: a file, a pipe or standard input. Nothing is opened before `open` is called. */
export interface Source {
  /** As the user would recognise it: as given, or the given folder joined with the path inside it; `-` for stdin. */
  readonly path: string;
  /** Size as stored; undefined for pipes and standard input. */
  readonly bytes: number | undefined;
  /** True for regular files: `open` may be called again, at any offset. */
  readonly reopenable: boolean;
  /** Absolute path of a regular file. */
  readonly location?: string;
  /** The stored bytes from offset `from` (default 0). Chunks are never reused. Throws what the operating system says. */
  open(from?: number): AsyncIterable<Uint8Array>;
  /** Stretches of the stored bytes, from anywhere, for those who want a look at many places; shorter where the input ends. */
  readonly stretches?: (places: readonly Stretch[]) => Promise<readonly Uint8Array[]>;
}

export interface Stretch {
  readonly from: number;
  readonly length: number;
}

/** Bytes asked from the operating system at once. */
const readBytes = 1024 * 1024;
/** A buffer with less room than this is not read into again (pipes deliver little at a time). */
const leastRoom = 64 * 1024;

export function fileSource(file: { path: string; location: string; bytes: number }): Source {
  return {
    path: file.path,
    bytes: file.bytes,
    reopenable: true,
    location: file.location,
    open: (from = 0) => readChunks(file.location, from),
    stretches: places => readStretches(file.location, places),
  };
}

async function readStretches(location: string, places: readonly Stretch[]): Promise<Uint8Array[]> {
  const file = await open(location, 'r');
  try {
    const stretches: Uint8Array[] = [];
    for (const { from, length } of places) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafeSlow(length), 0, length, from);
      stretches.push(buffer.subarray(0, bytesRead));
    }
    return stretches;
  } finally {
    await file.close();
  }
}

/** A FIFO, a process substitution, a character device: read once, front to back. */
export function pipeSource(pipe: { path: string; location: string }): Source {
  return {
    path: pipe.path,
    bytes: undefined,
    reopenable: false,
    open: () => readChunks(pipe.location, undefined),
  };
}

export function stdinSource(path: string, stdin: NodeJS.ReadableStream): Source {
  return {
    path,
    bytes: undefined,
    reopenable: false,
    async *open() {
      for await (const chunk of stdin) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    },
  };
}

/** One read is always under way while the last chunk is being worked on. */
async function* readChunks(location: string, from: number | undefined): AsyncGenerator<Uint8Array, void> {
  const file = await open(location, 'r');
  let position = from ?? null;
  let buffer = Buffer.allocUnsafeSlow(readBytes);
  let used = 0;
  const readNext = () => file.read(buffer, used, buffer.length - used, position);
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
    await file.close();
  }
}
