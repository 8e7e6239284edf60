/**
 * Takes out NUL bytes that stand where a record would begin: what is left where a log was truncated under its writer, gigabytes
 * of them and no newline at their end. NULs inside lines are passed on.
 */
export class NulRuns {
  /** Bytes taken out. */
  skipped = 0;
  /** What comes next begins a line. */
  #begins = true;

  push(chunk: Uint8Array): Uint8Array {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const parts: Buffer[] = [];
    let from = 0;
    for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at)) {
      const run = at;
      while (bytes[at] === 0) at += 1;
      if (!(run === 0 ? this.#begins : endsLine(bytes[run - 1]))) continue;
      parts.push(bytes.subarray(from, run));
      this.skipped += at - run;
      from = at;
    }
    if (from < bytes.length) this.#begins = endsLine(bytes[bytes.length - 1]);
    else if (bytes.length > 0) this.#begins = true;
    return from === 0 ? chunk : Buffer.concat([...parts, bytes.subarray(from)]);
  }
}

function endsLine(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d;
}
