import { TextDecoder } from 'node:util';

/**
 * UTF-16, told by its byte order mark, becomes UTF-8 chunk by chunk; everything else is passed on as it is. Bytes that
 * are no UTF-16 become U+FFFD.
 */
export class Utf8Recoder {
  #decoder: TextDecoder | undefined;
  #head: Uint8Array | undefined = new Uint8Array(0);

  /** What was read so far is another encoding than UTF-8. */
  get isRecoding(): boolean {
    return this.#decoder !== undefined;
  }

  push(chunk: Uint8Array): Uint8Array {
    if (this.#head === undefined) return this.#recode(chunk);
    const head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    if (head.length < 2) {
      this.#head = head;
      return new Uint8Array(0);
    }
    this.#head = undefined;
    const encoding = utf16Encoding(head);
    if (encoding !== undefined) this.#decoder = new TextDecoder(encoding);
    return this.#recode(head);
  }

  /** What was held back. */
  end(): Uint8Array {
    if (this.#head !== undefined) return this.#head;
    return this.#decoder === undefined ? new Uint8Array(0) : Buffer.from(this.#decoder.decode());
  }

  #recode(chunk: Uint8Array): Uint8Array {
    return this.#decoder === undefined ? chunk : Buffer.from(this.#decoder.decode(chunk, { stream: true }));
  }
}

function utf16Encoding([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}
