/** A simulated log as a file, in the shape and with the columns of a tier. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeLog } from '../../dist/simulate/index.js';

export async function writeLogFile(file, requests, { shape, drop, hashPrompts }) {
  const stream = createWriteStream(file);
  let block = '';
  for (const line of writeLog(requests, shape, { drop, hashPrompts })) {
    block += line;
    if (block.length < 1 << 20) continue;
    if (!stream.write(block)) await once(stream, 'drain');
    block = '';
  }
  stream.end(block);
  await once(stream, 'close');
}
