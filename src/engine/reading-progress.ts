/** How far reading has come, over all inputs, some of which may be read at the same time. */
import type { Source } from '../sources/source.js';
import type { Progress, RunOptions } from './options.js';

export class ReadingProgress {
  readonly #sources: readonly Source[];
  readonly #report: RunOptions['onProgress'];
  readonly #totalBytes: number | undefined;
  readonly #at = new Map<number, { bytes: number; requests: number }>();

  constructor(sources: readonly Source[], report: RunOptions['onProgress']) {
    const sizes = sources.map(source => source.bytes);
    this.#sources = sources;
    this.#report = report;
    this.#totalBytes = sizes.includes(undefined)
      ? undefined
      : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  }

  /** Bytes as stored and requests of one input, so far. */
  advance(index: number, at: { readonly bytes: number; readonly requests: number }): void {
    this.#at.set(index, at);
    if (this.#report === undefined) return;
    const sum: Progress = {
      input: this.#sources[index]?.path ?? '',
      bytes: 0,
      requests: 0,
      totalBytes: this.#totalBytes,
    };
    for (const { bytes, requests } of this.#at.values()) {
      sum.bytes += bytes;
      sum.requests += requests;
    }
    this.#report(sum);
  }

  end(index: number, bytes: number): void {
    this.#at.set(index, { bytes, requests: this.#at.get(index)?.requests ?? 0 });
  }
}
