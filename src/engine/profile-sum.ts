/**
 * What the records of profiles add up to. Whoever writes records writes a sum after them (`sum:`), and whoever reads them compares:
 * so a record that is missing, doubled or altered is noticed, in whatever order and in whatever files they come.
 */
import { createHash } from 'node:crypto';

export interface RecordSum {
  /** Records but for sums, and those among them that are books of a run. */
  readonly records: number;
  readonly runs: number;
  /** Hex; the same whatever the order of the records. */
  readonly digest: string;
  /** What was wrong already with the records that these were merged from. */
  readonly problems?: readonly string[];
}

const words = 8;

/** A sum that grows: of records that are seen, or of sums that speak of them. */
export class SumOfRecords {
  records = 0;
  runs = 0;
  /** Of the SHA-256 of each record, word by word: adding knows no order. */
  readonly #digest = new Uint32Array(words);

  /** @param line without its line break */
  add(line: string): void {
    const hash = createHash('sha256').update(line).digest();
    for (let i = 0; i < words; i++) this.#digest[i] = (this.#digest[i] as number) + hash.readUInt32BE(4 * i);
    this.records++;
    if (line.startsWith('run:')) this.runs++;
  }

  plus({ records, runs, digest }: RecordSum): void {
    for (let i = 0; i < words; i++) {
      this.#digest[i] = (this.#digest[i] as number) + Number.parseInt(digest.slice(8 * i, 8 * i + 8), 16);
    }
    this.records += records;
    this.runs += runs;
  }

  equals(other: SumOfRecords): boolean {
    const [own, theirs] = [this.result(), other.result()];
    return own.records === theirs.records && own.runs === theirs.runs && own.digest === theirs.digest;
  }

  result(): RecordSum {
    const digest = Array.from(this.#digest, word => word.toString(16).padStart(8, '0')).join('');
    return { records: this.records, runs: this.runs, digest };
  }
}

/** @throws SyntaxError when it is none */
export function parseSum(text: string): RecordSum {
  const { records, runs, digest, problems = [] } = JSON.parse(text) as Partial<Record<keyof RecordSum, unknown>>;
  const whole = Number.isSafeInteger(records) && Number.isSafeInteger(runs);
  const told = Array.isArray(problems) && problems.every(problem => typeof problem === 'string');
  if (!whole || !told || typeof digest !== 'string' || !/^[0-9a-f]{64}$/.test(digest)) throw new SyntaxError('no sum');
  return { records: records as number, runs: runs as number, digest, problems };
}
