import type { Transform } from 'node:stream';

/** What one piece of input came to. */
export interface Step {
  readonly outputs: readonly Uint8Array[];
  /** Bytes of the piece that were used; exact unless `state` is `failed`. */
  readonly consumed: number;
  /** `ended`: the compressed data is complete and the rest of the piece belongs to something else. */
  readonly state: 'open' | 'ended' | 'failed';
  readonly message: string;
}

type Codec = Transform & { readonly bytesWritten: number };

/**
 * Drives a decompressor of `node:zlib` one piece at a time. Reading it as a stream would drop what was decoded just
 * before an error; here every output belongs to the step that made it, and a step holds at most what one piece expands
 * to. The work itself happens on the thread pool, while the caller handles the step before.
 */
export class SteppedCodec {
  readonly #codec: Codec;
  #outputs: Uint8Array[] = [];
  #finish: (state: Step['state'], message?: string) => void = () => undefined;

  constructor(codec: Codec) {
    this.#codec = codec;
    // The decompressor hands over its output through `push`; `null` is its word for data that ended inside the piece.
    codec.push = (output: Uint8Array | null) => {
      if (output === null) this.#finish('ended');
      else this.#outputs.push(output);
      return true;
    };
    codec.on('error', error => this.#finish('failed', error.message));
  }

  /** Never rejects. Steps must not overlap. */
  step(piece: Uint8Array): Promise<Step> {
    const before = this.#codec.bytesWritten;
    return new Promise(resolve => {
      this.#finish = (state, message = '') => {
        const outputs = this.#outputs;
        this.#outputs = [];
        resolve({ outputs, consumed: this.#codec.bytesWritten - before, state, message });
      };
      this.#codec.write(piece, error => {
        if (!error) this.#finish('open');
      });
    });
  }

  close(): void {
    this.#codec.destroy();
  }
}
