/** What to say of an input in which no record was found to look at. */
import { inGroups } from '../digits.js';
import type { InputReading } from '../sources/read.js';

/** undefined when its damage says it all. */
export function nothingFound(read: InputReading, maxRecordBytes: number): string | undefined {
  const { damage, overlong, decodedBytes } = read;
  if (overlong.count > 0) {
    const longest = overlong.sample.reduce((most, { bytes }) => Math.max(most, bytes), 0);
    const all =
      overlong.count === 1 ? 'the only record is' : `all ${inGroups(overlong.count)} records are too long, up to`;
    return `${all} ${inGroups(longest)} bytes long, more than --max-record-bytes ${inGroups(maxRecordBytes)} allows`;
  }
  const broken = read.broken.reduce((sum, { count }) => sum + count, 0);
  if (broken > 0)
    return `no record could be cut from it: ${broken} times ${read.broken[0]?.sample[0]?.reason ?? 'not JSON'}`;
  if (damage !== undefined) return undefined;
  return decodedBytes === 0 ? 'is empty: there are no bytes in it' : 'holds no records, only blanks';
}
