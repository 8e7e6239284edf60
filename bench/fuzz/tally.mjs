/** What was compared, counted. */
import { performance } from 'node:perf_hooks';

export class Tally {
  cases = 0;
  #bytes = 0;
  #began = performance.now();
  /** Records by format: all, and those that the kernel decided. */
  #formats = new Map();

  get minutes() {
    return (performance.now() - this.#began) / 60_000;
  }

  add(bytes) {
    this.cases++;
    this.#bytes += bytes;
  }

  addRecords(format, { records, direct }) {
    const known = this.#formats.get(format) ?? { records: 0, direct: 0 };
    this.#formats.set(format, { records: known.records + records, direct: known.direct + direct });
  }

  /** All in one line. */
  summary(disagreements) {
    const formats = [...this.#formats].sort();
    const records = formats.reduce((sum, [, counts]) => sum + counts.records, 0);
    const shares = formats.map(
      ([format, counts]) => `${format} ${((100 * counts.direct) / Math.max(1, counts.records)).toFixed(1)} %`,
    );
    return [
      `${this.minutes.toFixed(1)} minutes`,
      `${count(this.cases)} cases`,
      `${count(records)} records`,
      `${count(this.#bytes)} bytes`,
      `decided by the kernel: ${shares.join(', ') || 'none'}`,
      `${count(disagreements)} disagreements`,
    ].join('; ');
  }
}

function count(number) {
  return number.toLocaleString('en-US');
}
