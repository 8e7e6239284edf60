const nul = Buffer.of(0);

/**
 * Takes out runs of NUL bytes that stand where a record would begin: what is left where a log was truncated under its writer,
 * gigabytes of them and no newline at their end. NULs inside lines are passed on, and single ones, which UTF-16 is full of.
 */
export class NulRuns {
  /** Bytes taken out. */
  skipped = 0;
  /** What comes next begins a line; it goes on with a run; a NUL was held back that may begin one. */
  #begins = true;
  #inRun = false;
  #held = false;

  push(chunk: Uint8Array): Uint8Array {
    const own = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const bytes = this.#held ? Buffer.concat([nul, own]) : own;
    this.#held = false;
    const parts: Buffer[] = [];
    let from = 0;
    for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at)) {
      const run = at;
      while (bytes[at] === 0) at += 1;
      if (!(run === 0 ? this.#begins : endsLine(bytes[run - 1]))) continue;
      const isLong = at - run > 1 || (run === 0 && this.#inRun);
      if (!isLong && at < bytes.length) continue;
      parts.push(bytes.subarray(from, run));
      if (isLong) this.skipped += at - run;
      else this.#held = true;
      from = at;
    }
    if (bytes.length === 0) return bytes;
    const isGone = from === bytes.length;
    this.#inRun = isGone && !this.#held;
    this.#begins = isGone || endsLine(bytes[bytes.length - 1]);
    return from === 0 ? bytes : Buffer.concat([...parts, bytes.subarray(from)]);
  }
}

function endsLine(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d;
}
