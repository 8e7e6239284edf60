/** The files of a fixture: the log, compressed as it says, the truth, and why it exists. */
import { gzipSync } from 'node:zlib';
import type { Fixture } from './fixtures.js';
import { simulate, truthCsv } from './simulate.js';
import { writeLog } from './writers/index.js';

export function fixtureFiles(fixture: Fixture): [name: string, bytes: Buffer][] {
  const { requests, active } = simulate(fixture.simulation);
  const text = Buffer.from([...writeLog(requests, fixture.shape, fixture)].join(''), 'utf8');
  return [
    [fixture.file, compress(text, fixture.compression)],
    ['truth.csv', Buffer.from(truthCsv(active()))],
    ['why.md', Buffer.from(`# ${fixture.name}\n\n${fixture.why}\n`)],
  ];
}

function compress(text: Buffer, how: Fixture['compression']): Buffer {
  if (how === 'gzip') return gzipSync(text, { level: 9 });
  return how === 'zstd' ? storedZstd(text) : text;
}

/** A Zstandard frame of raw blocks (RFC 8878, 3.1.1): valid, stored and not compressed, since Node 20 has no encoder. */
function storedZstd(content: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58])];
  const largest = 128 * 1024;
  for (let from = 0; from < content.length; from += largest) {
    const block = content.subarray(from, from + largest);
    const last = from + largest >= content.length ? 1 : 0;
    const header = Buffer.alloc(3);
    header.writeUIntLE((block.length << 3) | last, 0, 3);
    parts.push(header, block);
  }
  return Buffer.concat(parts);
}
