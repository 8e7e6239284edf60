import { open } from 'node:fs/promises';
import { readListed, readStream, type FileChanges, type FileLocation, type ListedFile } from './file-reading.js';

/** An input that can be read: a file, a pipe or standard input. Nothing is opened before `open` is called. */
export interface Source {
  /** As the user would recognise it: as given, or the given folder joined with the path inside it; `-` for stdin. */
  readonly path: string;
  /** Size as stored; undefined for pipes and standard input. */
  readonly bytes: number | undefined;
  /** True for regular files: `open` may be called again, at any offset. */
  readonly reopenable: boolean;
  /** Where it lies, of a regular file. */
  readonly file?: ListedFile;
  /** What became of a regular file until `open` gave its last bytes. */
  readonly changes?: Readonly<FileChanges>;
  /** The stored bytes from offset `from` (default 0), of a file those that were listed. Chunks are never reused. Throws what the operating system says. */
  open(from?: number): AsyncIterable<Uint8Array>;
  /** Stretches of the stored bytes, from anywhere, for those who want a look at many places; shorter where the input ends. */
  readonly stretches?: (places: readonly Stretch[]) => Promise<readonly Uint8Array[]>;
}

export interface Stretch {
  readonly from: number;
  readonly length: number;
}

export function fileSource(file: ListedFile): Source {
  const changes: FileChanges = { grew: false, replaced: false };
  return {
    path: file.path,
    bytes: file.bytes,
    reopenable: true,
    file,
    changes,
    open: (from = 0) => readListed(file, { from, changes }),
    stretches: places => readStretches(file.location, places),
  };
}

async function readStretches(location: FileLocation, places: readonly Stretch[]): Promise<Uint8Array[]> {
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
export function pipeSource(pipe: { path: string; location: FileLocation }): Source {
  return {
    path: pipe.path,
    bytes: undefined,
    reopenable: false,
    open: () => readStream(pipe.location),
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
